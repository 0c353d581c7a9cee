// The same as signals.mjs in CommonJS.
const { logs } = require('@opentelemetry/api');
const handlers = require('./signal-handlers.cjs');

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
if (sdk === 'sdk') require('./start-provider.cjs');
if (when === 'after') handlers[how](handle);
record('before');
process.stdout.write('ready\n');
