/*
 * A process that emits, and is killed at a boundary. Runs the built package: `node killed-child.ts '{"directory":…}'`.
 * Says `<n>` after each emit that returned, `committed <n>` after each that is on disk.
 */
import { writeSync } from 'node:fs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';
import { type Boundary, killAt } from './kill-boundaries.ts';
import { SeededChoices } from './seeded-choices.ts';

interface Settings {
  readonly directory: string;
  readonly url: string;
  readonly pem: string;
  readonly seed: number;
  readonly boundary: Boundary;
  readonly occurrence: number;
}

const say = writeSync;
const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const choices = new SeededChoices(settings.seed);
killAt(settings.boundary, settings.occurrence, settings.seed);
const processor = new AuditLogRecordProcessor({
  spool: { directory: settings.directory, segmentBytes: 8_000 },
  otlp: { url: settings.url, timeoutMillis: 2_000 },
  signer: localKeySigner({ pem: settings.pem }),
  sealing: { checkpointIntervalMs: 20 },
  delivery: { maxBatchRecords: 4, backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
});
const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': String(process.pid) });
const logger = new LoggerProvider({ resource, processors: [processor] }).getLogger('child');

// Many more than are wanted: on a busy machine few of them bring a checkpoint of their own.
for (let n = 1; n <= 600; n += 1) {
  logger.emit({
    eventName: 'security.authn.login.success',
    body: `login ${n}`,
    attributes: { 'test.number': `n${n}.`, 'test.padding': 'p'.repeat(choices.below(800)) },
  });
  say(1, `${n}\n`);
  if (choices.below(8) > 0) continue;
  if ((await processor.committed('spooled', { timeoutMs: 2_000 })) === 'spooled') say(1, `committed ${n}\n`);
  if (choices.below(2) > 0) await processor.committed('delivered', { timeoutMs: 2_000 });
}
await processor.shutdown();
