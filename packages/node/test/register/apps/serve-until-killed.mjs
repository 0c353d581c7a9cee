// A service that does not know about signals.
import { security } from '@otelseal/security-events';

security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
setInterval(() => {}, 1_000);
process.stdout.write('ready\n');
