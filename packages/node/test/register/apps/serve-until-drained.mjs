// A service that ends itself: after the signal it still serves for a moment, and what happens then counts, too.
import { security } from '@otelseal/security-events';

const login = (id) =>
  security.authn.loginFailure({ actor: { type: 'user', id }, method: 'password', reason: 'wrong_password' });
login('before');
const server = setInterval(() => {}, 1_000);
process.on('SIGTERM', () => {
  setTimeout(() => {
    login('after');
    clearInterval(server);
  }, 50);
});
process.stdout.write('ready\n');
