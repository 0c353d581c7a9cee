// A service that leaves no time for anything.
import { security } from '@otelseal/security-events';

security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
process.exit(3);
