// A service with a defect that nobody catches.
import { security } from '@otelseal/security-events';

security.authn.loginFailure({ actor: { type: 'user', id: 'u-1' }, method: 'password', reason: 'wrong_password' });
setImmediate(() => {
  throw new TypeError('defect');
});
