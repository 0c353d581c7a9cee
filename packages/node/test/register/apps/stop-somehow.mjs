// A service that records `before`, and when it gets the signal stops in the way it is told to: `node stop-somehow.mjs WAY`.
import { security } from '@otelseal/security-events';

const login = (id) =>
  security.authn.loginFailure({ actor: { type: 'user', id }, method: 'password', reason: 'wrong_password' });
const server = setInterval(() => {}, 1_000);
const SIGNAL = 'SIGTERM';
const again = () => process.kill(process.pid, SIGNAL);
const ways = {
  'by closing': () =>
    process.once(SIGNAL, () => {
      login('after');
      clearInterval(server);
    }),
  // As NestJS does after its shutdown hooks.
  'by the signal again': () => {
    const listener = async () => {
      login('after');
      await new Promise((resolve) => setTimeout(resolve, 50));
      process.removeListener(SIGNAL, listener);
      again();
    };
    process.on(SIGNAL, listener);
  },
  // As signal-exit does.
  'by the signal again, if nobody else listens': () => {
    const listener = () => {
      if (process.listeners(SIGNAL).length > 1) return;
      login('after');
      process.removeListener(SIGNAL, listener);
      again();
    };
    process.on(SIGNAL, listener);
  },
  'not by itself': () => {},
  'while it serves': () => {
    let requests = 0;
    setInterval(() => {
      requests += 1;
      login(`request ${requests}`);
      process.stdout.write(`request ${requests}\n`);
    }, 200);
  },
};
login('before');
ways[process.argv[2]]();
process.stdout.write('ready\n');
