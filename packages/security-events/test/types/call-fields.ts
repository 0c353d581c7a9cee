// Compiled by call-fields.test.ts: every line below a `@ts-expect-error` must be refused, every other line accepted.
import { security } from '@otelseal/security-events';
import { loginFailure, tokenCreate } from '@otelseal/security-events/authn';
import { failure } from '@otelseal/security-events/authz';
import { complete, withOutcome } from '@otelseal/security-events/transaction';
import { delete as deleteUser } from '@otelseal/security-events/user';

declare const request: { readonly ip: string | undefined; readonly userId: string };

// What context supplies is optional; what only the call knows is required.
loginFailure({ method: 'password', reason: 'wrong_password' });
loginFailure({ method: 'password', reason: 'wrong_password', client: { address: request.ip }, attempts: undefined });
// @ts-expect-error the reason is missing
loginFailure({ method: 'password' });
// @ts-expect-error a login failure without any field
loginFailure();
security.sys.startup();

// A target is demanded where no default makes sense.
failure({ target: { type: 'invoice', id: '42' }, reason: 'missing_permission', permission: 'invoice:read' });
failure({ target: { type: 'invoice', id: '42' }, reason: 'missing_permission', permission: ['a', 'b'] });
// @ts-expect-error the target is missing
failure({ reason: 'missing_permission' });
// @ts-expect-error a target has a type and an id
failure({ target: { id: '42' }, reason: 'missing_permission' });
// @ts-expect-error the target is missing
deleteUser({});

// Where context cannot know it yet, the call must say it.
// @ts-expect-error which session was created
security.session.create({});
security.session.create({ session: { id: 's-1' } });
// @ts-expect-error on behalf of whom
security.admin.impersonationStart({});

// Values have the catalogue's types.
tokenCreate({ tokenType: 'api_key', tokenHash: 'h', scopes: ['read'] });
// @ts-expect-error an amount is a decimal text, never a floating point number
complete({ id: 'tx-1', type: 'refund', amount: 129.9 });
// @ts-expect-error not one of the listed responses
security.malicious.csrf({ response: 'shrugged', check: 'origin' });
// @ts-expect-error a misspelt field
loginFailure({ method: 'password', reason: 'wrong_password', resaon: 'typo' });
// @ts-expect-error an actor is a user, a service or the system
loginFailure({ method: 'password', reason: 'x', actor: { type: 'robot', id: '1' } });
// @ts-expect-error a map does not survive every store
security.session.logout({ attributes: { basket: { items: 3 } } });

// Only the outcome of a transaction and a context hand something back.
// @ts-expect-error an event returns nothing that could be waited for
security.session.logout().then();
const amount: Promise<number> = withOutcome({ id: 'tx-1', type: 'refund' }, async () => 129);
const text: string = security.withContext({ actor: { type: 'user', id: request.userId } }, () => 'text');
const level: Promise<'sealed' | 'spooled' | 'delivered' | 'witnessed' | 'none'> = security.committed('spooled', {
  timeoutMs: 1,
});
// @ts-expect-error no such level
void security.committed('printed');

export { amount, level, text };
