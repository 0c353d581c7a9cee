import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../src/index.js';
import { settled } from './manual-clock.js';
import { RefusingReceiver } from './refusing-receiver.js';
import { ScriptedExporter } from './scripted-exporter.js';
import { bench, ROOT, recordOf, recordsOf } from './sealing-bench.js';

const NOWHERE = 'http://127.0.0.1:9/v1/logs';
const backoff = { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 };

function spooled(url: string, spool: object = {}) {
  return new AuditLogRecordProcessor({
    spool: { directory: join(mkdtempSync(join(tmpdir(), 'committed-')), 'spool'), ...spool },
    otlp: { url, timeoutMillis: 200 },
    signer: ROOT,
    delivery: { backoff, shutdownTimeoutMs: 300 },
  });
}

describe('whoever asks how far records have come', () => {
  it('hears `none` as long as a record that the full spool could not take is declared nowhere', async () => {
    const audit = spooled(NOWHERE, { maxBytes: 6_000, segmentBytes: 4_000 });
    for (const record of recordsOf(20)) audit.onEmit(record);
    expect(await audit.committed('spooled', { timeoutMs: 1_000 })).toBe('none');
    expect(await audit.committed('sealed', { timeoutMs: 1_000 })).toBe('none');
    await audit.shutdown();
  });

  it('hears of a loss once even if it was declared before he asked', async () => {
    const audit = spooled(NOWHERE);
    audit.onEmit(recordOf());
    audit.reportLost(3);
    audit.onEmit(recordOf()); // declares it
    expect(await audit.committed('spooled', { timeoutMs: 1_000 })).toBe('none');
    expect(await audit.committed('spooled', { timeoutMs: 1_000 })).toBe('spooled');
    await audit.shutdown();
  });

  it('hears `none` about a record that came after shutdown', async () => {
    const audit = spooled(NOWHERE);
    await audit.shutdown();
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 1_000 })).toBe('none');
  });

  it('hears no `delivered` about a record that was refused before he asked', async () => {
    const receiver = await RefusingReceiver.start('poison');
    const audit = spooled(receiver.url);
    audit.onEmit(recordOf({ 'test.name': 'poison' }));
    await audit.forceFlush();
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('spooled');
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
    await audit.shutdown();
    await receiver.close();
  });

  it('hears `none` from the exporter about what its buffer could not take, and about what came after shutdown', async () => {
    const inner = new ScriptedExporter();
    const { exporter, give, clock } = bench({ delivery: { maxKeptRecords: 3 } }, inner);
    inner.answers = ['fail'];
    give(...recordsOf(10));
    expect(await exporter.committed('sealed', { timeoutMs: 10 })).toBe('none');
    inner.answers = ['success'];
    await clock.advance(60_000);
    give(recordOf());
    await settled();
    expect(await exporter.committed('sealed', { timeoutMs: 10 })).toBe('sealed');
    await exporter.shutdown();
    give(recordOf());
    expect(await exporter.committed('delivered', { timeoutMs: 10 })).toBe('none');
  });
});
