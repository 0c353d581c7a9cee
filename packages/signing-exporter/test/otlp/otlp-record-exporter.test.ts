import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { otlpRecordExporter, SigningLogRecordExporter } from '../../src/index.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { RefusingReceiver } from '../refusing-receiver.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

let folder: string;
let file: string;
let receiver: OtlpReceiver;
let telemetry: CountingTelemetry;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'));
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
  telemetry = new CountingTelemetry();
});

afterEach(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

function exporterTo(url: string, protocol = 'http/protobuf'): SigningLogRecordExporter {
  return new SigningLogRecordExporter({
    exporter: otlpRecordExporter({ url, protocol, timeoutMillis: 500 }),
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 } },
  });
}

const give = (exporter: SigningLogRecordExporter, records: Parameters<SigningLogRecordExporter['export']>[0]) =>
  exporter.export(records, () => {});

describe('delivery from memory over OTLP', () => {
  it.each(['http/protobuf', 'http/json'])('brings everything in %s, and the log is intact', async (protocol) => {
    const exporter = exporterTo(receiver.url, protocol);
    give(exporter, recordsOf(300));
    give(exporter, [
      recordOf({ list: ['a', 'é'], map: { deep: { n: 1.5 } } }, { instrumentationScope: { name: 'other' } }),
    ]);
    expect(await exporter.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await exporter.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
    expect(telemetry.sums['otelseal.records deliver delivered']).toBe(receiver.records);
  });

  it('sends again what a receiver took only in part, which the standard exporter would call a success', async () => {
    receiver.failNext({ kind: 'partial', rejected: 3, message: 'busy' }, 2);
    const exporter = exporterTo(receiver.url);
    give(exporter, recordsOf(20));
    expect(await exporter.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await exporter.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
    expect(telemetry.sums['otelseal.delivery.attempts first partial']).toBe(2);
  });

  it('gives up the one record that a receiver refuses for good, says so, and brings all others', async () => {
    const refusing = await RefusingReceiver.start('poison');
    const exporter = exporterTo(refusing.url);
    give(exporter, [recordOf({ n: 1 }), recordOf({}, { body: 'poison' }), recordOf({ 'user.id': 'u-last' })]);
    expect(await exporter.committed('delivered', { timeoutMs: 10_000 })).toBe('none');
    await vi.waitFor(() => expect(refusing.has('u-last')).toBe(true), 5_000);
    expect(telemetry.sums['otelseal.records deliver undeliverable']).toBe(1);
    await exporter.shutdown();
    await refusing.close();
  });

  it('outlives receivers that hang up, answer late or are busy, in order', async () => {
    receiver.failNext({ kind: 'hang-up' });
    receiver.failNext({ kind: 'status', status: 503, retryAfterSeconds: 1 });
    receiver.failNext({ kind: 'status', status: 401 });
    receiver.failNext({ kind: 'lost-acknowledgement', status: 500 });
    const exporter = exporterTo(receiver.url);
    give(exporter, recordsOf(20));
    expect(await exporter.committed('delivered', { timeoutMs: 20_000 })).toBe('delivered');
    await exporter.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  }, 30_000);
});
