import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner } from '@otelseal/signing-exporter';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { notProven, ok, run, tampered, unavailable, usage } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

const ENDPOINT = 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT';
const TIMEOUT = 'OTEL_EXPORTER_OTLP_LOGS_TIMEOUT';
let folder: string;
let file: string;
let report: string;
let spool: string;
let receiver: OtlpReceiver;

/** A service has delivered a log to a store, which lost one record of it; an auditor has noticed. */
beforeEach(async () => {
  folder = testFolder();
  [file, report, spool] = ['logs.jsonl', 'report.json', 'spool'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  receiver = await OtlpReceiver.start(file);
  process.env[ENDPOINT] = receiver.url;
  process.env[TIMEOUT] = '500';
  const [keyFile, trust] = [join(folder, 'otelseal.pem'), join(folder, 'trust.json')];
  await run(['keys', 'generate', '--out', keyFile, '--trust', trust]);
  const audit = new AuditLogRecordProcessor({
    spool: { directory: spool },
    otlp: { protocol: 'http/json' },
    signer: localKeySigner({ keyFile }),
    delivery: { maxBatchRecords: 1 },
  });
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const provider = new LoggerProvider({ resource, processors: [audit] });
  for (const n of [1, 2, 3])
    provider.getLogger('shop').emit({ eventName: 'security.authn.login.success', body: `login ${n}` });
  await provider.shutdown();
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, lines.filter((line) => !line.includes('"login 2"')).join('\n'));
});

afterEach(async () => {
  delete process.env[ENDPOINT];
  delete process.env[TIMEOUT];
  await receiver.close();
});

async function audit(): Promise<number> {
  const { code, out } = await run(['verify', `file:${file}`, '--json', '--trust', join(folder, 'trust.json')]);
  writeFileSync(report, out);
  return code;
}

describe('spool repair', () => {
  it('gives a store back what a verifier misses', async () => {
    expect(await audit()).toBe(tampered);
    const { code, out } = await run(['spool', 'repair', '--missing', report, '--spool', spool]);
    expect([code, out]).toEqual([ok, '1 found, of 1 that the report names\n2 sent, checkpoints included; 0 refused\n']);
    expect(await audit()).toBe(ok);
  });

  it('takes the folder from OTELSEAL_SPOOL_DIR, and only looks when it is told so', async () => {
    await audit();
    const args = ['spool', 'repair', '--missing', report, '--dry-run', '--json'];
    const { code, out } = await run(args, { env: { OTELSEAL_SPOOL_DIR: spool } });
    expect([code, JSON.parse(out)]).toEqual([ok, { missing: 1, found: 1, sent: 0, refused: 0 }]);
    expect(await audit()).toBe(tampered);
  });

  it('exits 2 where the spool has not got it any more', async () => {
    await audit();
    const { code, out } = await run(['spool', 'repair', '--missing', report, '--spool', join(folder, 'elsewhere')]);
    expect([code, out]).toEqual([notProven, expect.stringContaining('0 found, of 1')]);
  });

  it('exits 69 when the receiver does not take it', async () => {
    await audit();
    process.env[ENDPOINT] = 'http://127.0.0.1:9/v1/logs';
    const { code, err } = await run(['spool', 'repair', '--missing', report, '--spool', spool]);
    expect([code, err]).toEqual([unavailable, expect.stringContaining('still kept')]);
  });

  it.each([
    [['--missing', 'FILE'], 'needs --spool'],
    [['--spool', 'x'], 'needs either --missing'],
    [['--spool', 'x', '--missing', 'logs', '--all'], 'needs either --missing'],
    [['--spool', 'x', '--missing', 'logs'], 'not JSON'],
    [['--spool', 'x', '--missing', 'other'], 'not a report'],
    [['x'], 'takes no "x"'],
  ])('exits 64 for %j', async (args, message) => {
    writeFileSync(join(folder, 'logs'), 'no JSON');
    writeFileSync(join(folder, 'other'), '{"version":1}');
    const named = args.map((arg) => (['logs', 'other'].includes(arg) ? join(folder, arg) : arg));
    const { code, err } = await run(['spool', 'repair', ...named]);
    expect([code, err]).toEqual([usage, expect.stringContaining(message)]);
  });
});
