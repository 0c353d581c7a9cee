import { type EventFields, security } from '@otelseal/security-events';
import { loginFailure } from '@otelseal/security-events/authn';
import { eventDefinition } from '@otelseal/semantic-conventions';

const context: EventFields = { actor: { type: 'service', id: 'billing' } };
loginFailure({ ...context, method: 'password', reason: 'wrong_password' });
security.authz.failure({
  target: { type: 'invoice', id: '7' },
  reason: 'missing_permission',
  permission: 'invoice:read',
});
export = { known: eventDefinition('security.authn.login.failure') !== undefined };
