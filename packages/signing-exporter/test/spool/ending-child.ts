/*
 * A process that emits and ends in one of several ways, without shutting anything down unless it says so. Runs the built
 * package: `node ending-child.ts '{"directory":…,"ending":…}'`. Says `ready` when it can be sent a signal.
 */
import { writeSync } from 'node:fs';
import { isMainThread, Worker } from 'node:worker_threads';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';

interface Settings {
  readonly directory: string;
  readonly pem: string;
  readonly ending:
    | 'exit'
    | 'exit listener'
    | 'throw'
    | 'reject'
    | 'signal'
    | 'handled signal'
    | 'empty loop'
    | 'worker'
    | 'in shutdown'
    | 'no drain';
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const { ending, directory } = settings;
if (ending === 'worker' && isMainThread) {
  new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
} else {
  const processor = new AuditLogRecordProcessor({
    spool: { directory },
    otlp: { url: 'http://127.0.0.1:9/v1/logs', timeoutMillis: 200 },
    signer: localKeySigner({ pem: settings.pem }),
    drainAtExit: ending !== 'no drain',
  });
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const logger = new LoggerProvider({ resource, processors: [processor] }).getLogger('child');
  const emit = (n: number): void =>
    logger.emit({
      eventName: 'security.authn.login.success',
      body: `login ${n}`,
      attributes: { 'test.number': `n${n}.` },
    });
  for (let n = 1; n <= 20; n += 1) emit(n);
  if (ending === 'exit listener') process.on('exit', () => emit(21));
  if (ending === 'exit' || ending === 'no drain') process.exit(3);
  if (ending === 'worker') process.exit(0);
  if (ending === 'throw') throw new Error('as applications do');
  if (ending === 'reject') void Promise.reject(new Error('as applications do'));
  if (ending === 'in shutdown') {
    void processor.shutdown();
    setImmediate(() => process.exit(3));
  }
  if (ending === 'handled signal') {
    process.on('SIGTERM', () => {
      emit(21);
      setTimeout(() => process.exit(4), 50);
    });
  }
  if (ending.endsWith('signal')) setInterval(() => {}, 1_000);
  writeSync(1, 'ready\n');
}
