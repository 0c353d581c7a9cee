import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryTelemetry, OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuditLogRecordProcessor, type AuditProcessorOptions } from '../../src/index.js';
import { StallWatch } from '../../src/spool/sink-backlog.js';
import { ROOT, recordsOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

const NOWHERE = 'http://127.0.0.1:9/v1/logs';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'backlog-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

async function receiverTo(file: string, port = 0): Promise<OtlpReceiver> {
  const receiver = await OtlpReceiver.start(file, { port });
  onTestFinished(() => receiver.close());
  return receiver;
}

function processorTo(spool: Partial<AuditProcessorOptions['spool']>, options: Partial<AuditProcessorOptions>) {
  const telemetry = new MemoryTelemetry();
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder(), 'spool'), orphanIntervalMs: 50, ...spool },
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs: 2_000 },
    ...options,
  });
  onTestFinished(() => audit.shutdown());
  return { audit, telemetry };
}

describe('how long a receiver has taken nothing', () => {
  it('counts from when something waits, begins anew with what it takes, and ends when it has all', () => {
    const watch = new StallWatch();
    expect(watch.stalledMs(1_000)).toBe(0);
    watch.waits(5_000);
    watch.waits(7_000);
    expect(watch.stalledMs(9_000)).toBe(4_000);
    watch.moved(9_500);
    expect(watch.stalledMs(10_000)).toBe(500);
    watch.caughtUp();
    expect(watch.stalledMs(60_000)).toBe(0);
    watch.waits(70_000); // what comes after a quiet hour has not waited for it
    expect(watch.stalledMs(71_000)).toBe(1_000);
  });
});

describe('what waits for each of two receivers', () => {
  it('is told in bytes and seconds, so that it is seen which of them holds the spool', async () => {
    const file = join(folder(), 'one');
    const one = await receiverTo(file);
    const { audit, telemetry } = processorTo({}, { otlp: { url: one.url }, secondOtlp: { url: NOWHERE } });
    for (const record of recordsOf(60)) audit.onEmit(record);
    const [first, second] = ['first', 'second'].map((sink) => ({ sink }));
    await vi.waitFor(() => {
      expect(telemetry.last('otelseal.delivery.waiting.bytes', first)).toBe(0);
      expect(telemetry.last('otelseal.delivery.stalled', first)).toBe(0);
      expect(telemetry.last('otelseal.delivery.waiting.bytes', second)).toBeGreaterThan(60 * 500);
      expect(telemetry.last('otelseal.delivery.stalled', second)).toBeGreaterThan(0.2);
    }, 10_000);
    const [ofFirst, ofSecond] = audit.backlogs;
    expect(ofFirst).toEqual({ sink: 'first', bytes: 0, stalledMs: 0 });
    expect(ofSecond?.bytes).toBeLessThanOrEqual(telemetry.last('otelseal.spool.bytes') ?? 0);
  });

  it('is found again by the next process, for each of them', async () => {
    const directory = join(folder(), 'spool');
    const one = await receiverTo(join(folder(), 'one'));
    const otlp = { url: one.url };
    const before = processorTo({ directory }, { otlp, secondOtlp: { url: NOWHERE } });
    for (const record of recordsOf(60)) before.audit.onEmit(record);
    await vi.waitFor(() => expect(before.audit.backlogs[0]?.bytes).toBe(0), 10_000);
    await before.audit.shutdown();
    const after = processorTo({ directory }, { otlp, secondOtlp: { url: NOWHERE } });
    await vi.waitFor(() => {
      expect(after.audit.backlogs.map(({ bytes }) => bytes > 0)).toEqual([false, true]);
    }, 10_000);
  });
});

describe('a spool that is smaller than a segment', () => {
  it('gives its room back when what fills it is delivered', async () => {
    const file = join(folder(), 'one');
    const away = await OtlpReceiver.start(file);
    const { port } = new URL(away.url);
    await away.close();
    const { audit } = processorTo({ maxBytes: 60_000 }, { otlp: { url: away.url } });
    while (audit.room > 0) for (const record of recordsOf(10)) audit.onEmit(record);
    await receiverTo(file, Number(port));
    await vi.waitFor(() => expect(audit.room).toBeGreaterThan(30_000), 10_000);
    for (const record of recordsOf(10)) audit.onEmit(record);
    await audit.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });
});
