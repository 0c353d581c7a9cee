// A service with an SDK that somebody else has set up: one event, then nothing left to do.
import { security } from '@otelseal/security-events';

security.withContext({ actor: { type: 'user', id: 'u-1' }, client: { address: '203.0.113.9' } }, () => {
  security.authn.loginFailure({ method: 'password', reason: 'wrong_password' });
});
process.stdout.write('app ran\n');
