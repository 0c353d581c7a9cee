/*
 * A process that emits until it is killed. Runs the built package: `node spooling-child.ts '{"directory":…,"url":…}'`.
 * Says `<n>` on its standard output after each emit that returned, `committed <n>` after each that is on disk.
 */
import { writeSync } from 'node:fs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';

interface Settings {
  readonly directory: string;
  readonly url: string;
  readonly pem: string;
  readonly count: number;
  readonly segmentBytes: number;
  readonly atEnd: 'wait' | 'shutdown' | 'exit';
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const processor = new AuditLogRecordProcessor({
  spool: { directory: settings.directory, segmentBytes: settings.segmentBytes },
  otlp: { url: settings.url, timeoutMillis: 300 },
  signer: localKeySigner({ pem: settings.pem }),
  sealing: { checkpointIntervalMs: 20 },
  delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs: 2_000 },
});
const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': String(process.pid) });
const logger = new LoggerProvider({ resource, processors: [processor] }).getLogger('child');

for (let n = 1; n <= settings.count; n += 1) {
  logger.emit({
    eventName: 'security.authn.login.success',
    body: `login ${n}`,
    attributes: { 'test.number': `n${n}.` },
  });
  say(`${n}\n`);
  if (n % 50 !== 0) continue;
  await new Promise((resolve) => setImmediate(resolve));
  if ((await processor.committed('spooled', { timeoutMs: 2_000 })) === 'spooled') say(`committed ${n}\n`);
}
if (settings.atEnd === 'shutdown') await processor.shutdown();
if (settings.atEnd === 'wait') setInterval(() => {}, 1_000);

/** The pipe may be full for a moment. */
function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, line);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
