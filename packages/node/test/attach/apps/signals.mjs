// A service that handles SIGTERM: `node signals.mjs HOW before|after` its SDK is there; under register, which starts it, only `after`.
import { logs } from '@opentelemetry/api';
import handlers from './signal-handlers.cjs';

const [how, when, sdk] = process.argv.slice(2);
const record = (id) =>
  logs.getLogger('shop').emit({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': id } });
const server = setInterval(() => {}, 1_000);
const handle = () => {
  setTimeout(() => {
    record('after');
    process.stdout.write('drained\n');
    clearInterval(server);
  }, 300);
};
if (when === 'before') handlers[how](handle);
if (sdk === 'sdk') await import('./start-provider.cjs');
if (when === 'after') handlers[how](handle);
record('before');
process.stdout.write('ready\n');
