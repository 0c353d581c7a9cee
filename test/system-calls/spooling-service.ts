/*
 * A service that is traced: `node spooling-service.ts '{"directory":…,"url":…}'`. Says `emitted <n>` when emits have
 * returned, `promised <n>` when they are promised to be on disk.
 */
import { generateKeyPairSync } from 'node:crypto';
import { writeSync } from 'node:fs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';

const { directory, url } = JSON.parse(process.argv[2] ?? '{}') as { readonly directory: string; readonly url: string };
const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const audit = new AuditLogRecordProcessor({
  spool: { directory, segmentBytes: 8_000 },
  otlp: { url },
  signer: localKeySigner({ pem }),
});
const provider = new LoggerProvider({
  resource: resourceFromAttributes({ 'service.name': 'shop' }),
  processors: [audit],
});
const logger = provider.getLogger('traced');
for (let n = 1; n <= 24; n += 1) {
  logger.emit({
    eventName: 'security.authn.login.success',
    body: `login ${n}`,
    attributes: { 'test.number': `n${n}.` },
  });
  writeSync(1, `emitted ${n}\n`);
  if (n % 6 !== 0) continue;
  if ((await audit.committed('spooled', { timeoutMs: 5_000 })) === 'spooled') writeSync(1, `promised ${n}\n`);
  if (n % 12 === 0) await audit.committed('delivered', { timeoutMs: 5_000 });
}
await provider.shutdown();
