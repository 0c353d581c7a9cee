import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { expect, it } from 'vitest';
import { AuditLogRecordProcessor, SigningLogRecordExporter } from '../src/index.js';
import { ScriptedExporter } from './scripted-exporter.js';
import { ROOT, recordOf } from './sealing-bench.js';

const fail = (): never => {
  throw new Error('the metrics backend is gone');
};
const telemetry = { add: fail, reportOnce: fail };

it('telemetry that throws neither reaches the application nor keeps records from disk and receiver', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'telemetry-'));
  const receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
  receiver.failNext({ kind: 'status', status: 500 });
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool') },
    otlp: { url: receiver.url, timeoutMillis: 300 },
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
  });
  audit.onEmit(recordOf());
  expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
  await audit.shutdown();
  audit.onEmit(recordOf());
  await receiver.close();
});

it('the same behind an exporter, without a key', async () => {
  const inner = new ScriptedExporter('fail', 'success');
  const exporter = new SigningLogRecordExporter({ exporter: inner, telemetry });
  exporter.export([recordOf()], () => {});
  await exporter.shutdown();
  exporter.export([recordOf()], () => {});
  expect(inner.accepted.length).toBeGreaterThan(2);
});
