// A service that ends in the way it is told to: `node ending.mjs exit|throw|reject|wait|handle|outlive|thaw|jump`.
import { logs } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

const resource = resourceFromAttributes({ 'service.name': 'shop' });
const processors = [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter() })];
const provider = new LoggerProvider({ resource, processors });
logs.setGlobalLoggerProvider(provider);

const record = (id) =>
  logs.getLogger('shop').emit({ eventName: 'security.authz.failure', attributes: { 'audit.actor.id': id } });
record('before');
const ways = {
  end: () => {},
  exit: () => process.exit(3),
  throw: () => {
    throw new TypeError('defect');
  },
  reject: () => void Promise.reject(new TypeError('defect')),
  wait: () => {
    setInterval(() => {}, 1_000);
  },
  handle: () => {
    const server = setInterval(() => {}, 1_000);
    process.on('SIGTERM', () => {
      record('after');
      clearInterval(server);
    });
  },
  // As under auto-instrumentations, whose SDK ends itself on the signal that the service handles, too.
  outlive: () => {
    const server = setInterval(() => {}, 1_000);
    process.on('SIGTERM', async () => {
      await provider.shutdown();
      record('after');
      clearInterval(server);
    });
  },
  thaw: () => {
    // Nothing is emitted while the process ends: records that come after shutdown are lost, and that is said.
    let lastMs = performance.now();
    setInterval(() => {
      const nowMs = performance.now();
      if (nowMs - lastMs > 1_000) record('thawed');
      lastMs = nowMs;
    }, 200);
  },
  jump: () => {
    const now = Date.now;
    Date.now = () => now() - 3_600_000;
    record('an hour ago');
    Date.now = () => now() + 86_400_000;
    record('tomorrow');
    Date.now = now;
    record('now');
  },
};
setImmediate(() => {
  process.stdout.write('ready\n');
  ways[process.argv[2]]();
});
