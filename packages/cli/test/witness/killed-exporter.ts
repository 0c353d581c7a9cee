/*
 * A service with a spool and a witness that is killed where it asks the witness. Runs the built packages:
 * `node killed-exporter.ts '{"directory":…}'`. Says `<n>` after each emit that returned.
 */
import { writeSync } from 'node:fs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';

interface Settings {
  readonly directory: string;
  readonly url: string;
  readonly keyFile: string;
  readonly witness: { readonly url: string; readonly vkey: string; readonly tokenFile: string };
  readonly boundary: 'before witness' | 'during witness' | 'after witness';
  /** At which request for a cosignature. */
  readonly occurrence: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as Settings;
const real = globalThis.fetch;
let left = settings.occurrence;

globalThis.fetch = async (input, init) => {
  if (!String(input).endsWith('/add-checkpoint')) return real(input, init);
  left -= 1;
  const isNow = (boundary: Settings['boundary']): boolean => left === 0 && boundary === settings.boundary;
  if (isNow('before witness')) process.kill(process.pid, 'SIGKILL');
  const answer = real(input, init);
  if (isNow('during witness')) setImmediate(() => process.kill(process.pid, 'SIGKILL'));
  const response = await answer;
  if (isNow('after witness')) process.kill(process.pid, 'SIGKILL');
  return response;
};

const audit = new AuditLogRecordProcessor({
  spool: { directory: settings.directory },
  otlp: { url: settings.url, timeoutMillis: 2_000 },
  signer: localKeySigner({ keyFile: settings.keyFile }),
  sealing: { checkpointIntervalMs: 20 },
  witness: { ...settings.witness, intervalMs: 30 },
});
const resource = resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': String(process.pid) });
const logger = new LoggerProvider({ resource, processors: [audit] }).getLogger('app');
for (let n = 1; n <= 400; n += 1) {
  logger.emit({
    eventName: 'security.authn.login.success',
    body: `login ${n}`,
    attributes: { 'test.number': `n${n}.` },
  });
  writeSync(1, `${n}\n`);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await audit.shutdown();
