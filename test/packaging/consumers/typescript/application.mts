import * as integrity from '@otelseal/audit-integrity';
import * as processors from '@otelseal/log-processors';
import * as node from '@otelseal/node';
import { type EventFields, security } from '@otelseal/security-events';
import { loginFailure } from '@otelseal/security-events/authn';
import { EVENT_SECURITY_AUTHN_LOGIN_FAILURE, eventDefinition } from '@otelseal/semantic-conventions';
import * as exporter from '@otelseal/signing-exporter';

const context: EventFields = { actor: { type: 'user', id: 'ada' }, client: { address: '192.0.2.1' } };
loginFailure({ ...context, method: 'password', reason: 'wrong_password' });
security.authz.failure({
  target: { type: 'invoice', id: '7' },
  reason: 'missing_permission',
  permission: 'invoice:read',
});
const outcome: 'success' | 'failure' | 'unknown' | undefined = eventDefinition(
  EVENT_SECURITY_AUTHN_LOGIN_FAILURE,
)?.outcome;
export const used = [outcome, integrity, processors, node, exporter];

// @ts-expect-error the catalogue demands a target of an authorization failure
security.authz.failure({ reason: 'missing_permission', permission: 'invoice:read' });
