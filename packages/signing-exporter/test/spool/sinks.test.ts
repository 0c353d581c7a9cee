import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogRecordExporter, ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditLogRecordProcessor, type AuditProcessorOptions } from '../../src/index.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { RefusingReceiver } from '../refusing-receiver.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';
import { verifiedFile, verifiedRecords } from '../verified.js';

let folder: string;
let telemetry: CountingTelemetry;
const running: AuditLogRecordProcessor[] = [];
const receivers: OtlpReceiver[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sinks-'));
  telemetry = new CountingTelemetry();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(running.splice(0).map((audit) => audit.shutdown()));
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  rmSync(folder, { recursive: true });
});

async function receiverTo(name: string, port = 0): Promise<OtlpReceiver> {
  const receiver = await OtlpReceiver.start(join(folder, name), { port });
  receivers.push(receiver);
  return receiver;
}

function processorTo(options: Partial<AuditProcessorOptions>, shutdownTimeoutMs = 5_000): AuditLogRecordProcessor {
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool'), segmentBytes: 8_000 },
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs },
    ...options,
  });
  running.push(audit);
  return audit;
}

function emit(audit: AuditLogRecordProcessor, count: number): void {
  for (const record of recordsOf(count)) audit.onEmit(record);
}

const NOWHERE = 'http://127.0.0.1:9/v1/logs';
const first = (receiver: OtlpReceiver) => ({ url: receiver.url, timeoutMillis: 500 });
const second = (url: string) => ({ url, timeoutMillis: 500, protocol: 'http/json' });

describe('two receivers', () => {
  it('both get everything, each in its own protocol, and both logs are intact', async () => {
    const [one, two] = [await receiverTo('one'), await receiverTo('two')];
    const audit = processorTo({ otlp: first(one), secondOtlp: second(two.url) });
    emit(audit, 60);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await audit.shutdown();
    expect(one.records).toBe(two.records);
    expect(new Set(one.requests.map(({ contentType }) => contentType))).toEqual(new Set(['application/x-protobuf']));
    expect(new Set(two.requests.map(({ contentType }) => contentType))).toEqual(new Set(['application/json']));
    expect(verifiedFile(join(folder, 'one')).first).toMatch(/^INTACT/);
    expect(verifiedFile(join(folder, 'two')).first).toMatch(/^INTACT/);
  });

  it('do not wait for each other: one that is down costs the other nothing and gets all of it later', async () => {
    const [one, two] = [await receiverTo('one'), await receiverTo('two')];
    const { port } = new URL(two.url);
    await receivers.pop()?.close();
    const audit = processorTo({ otlp: first(one), secondOtlp: second(two.url) });
    emit(audit, 60);
    await vi.waitFor(() => expect(one.records).toBeGreaterThanOrEqual(61), 5_000);
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    expect(await audit.committed('delivered', { timeoutMs: 200 })).toBe('none');
    const delivered = one.records;
    const back = await receiverTo('two', Number(port));
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    expect(back.records).toBe(one.records);
    expect(one.records).toBeLessThanOrEqual(delivered + 1); // a checkpoint; nothing was sent to it again
    await audit.shutdown();
    expect(verifiedFile(join(folder, 'two')).first).toMatch(/^INTACT/);
  });

  it('do not wait for each other when one is slow', async () => {
    const [one, two] = [await receiverTo('one'), await receiverTo('two')];
    two.failNext({ kind: 'slow', delayMs: 1_500 }, 2);
    const audit = processorTo({ otlp: first(one), secondOtlp: { ...second(two.url), timeoutMillis: 5_000 } });
    emit(audit, 60);
    const committing = audit.committed('delivered', { timeoutMs: 10_000 });
    await vi.waitFor(() => expect(one.records).toBeGreaterThanOrEqual(61), 1_200);
    expect(two.records).toBe(0);
    expect(await committing).toBe('delivered');
  });

  it('keep their own places over a restart', async () => {
    const one = await receiverTo('one');
    const before = processorTo({ otlp: first(one), secondOtlp: second(NOWHERE) }, 500);
    emit(before, 60);
    await vi.waitFor(() => expect(one.records).toBeGreaterThanOrEqual(61), 5_000);
    await before.shutdown();
    const delivered = one.records;
    const two = await receiverTo('two');
    const after = processorTo({ otlp: first(one), secondOtlp: second(two.url) });
    await vi.waitFor(() => expect(two.records).toBe(delivered), 5_000);
    expect(one.records).toBe(delivered);
    await after.shutdown();
    expect(verifiedFile(join(folder, 'two')).first).toBe(verifiedFile(join(folder, 'one')).first);
    const left = readdirSync(join(folder, 'spool'));
    expect(left.toSorted()).toEqual(['dead-letter', 'kept']); // no segment to deliver, no acknowledgement
  });

  it('refuse each for itself: what one takes and the other does not is a dead letter, and the rest goes on', async () => {
    const one = await receiverTo('one');
    const two = await RefusingReceiver.start('poison');
    const audit = processorTo({ otlp: first(one), secondOtlp: second(two.url) });
    emit(audit, 5);
    audit.onEmit(recordOf({}, { body: 'poison' }));
    emit(audit, 5);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('spooled');
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await audit.shutdown();
    await two.close();
    expect(verifiedFile(join(folder, 'one')).first).toMatch(/^INTACT/);
    expect(readdirSync(join(folder, 'spool', 'dead-letter'))).toEqual([expect.stringContaining('refused')]);
  });

  it('share no secrets: the second gets no header of the variables', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization=Bearer%20first');
    const [one, two] = [await receiverTo('one'), await receiverTo('two')];
    const headers = { authorization: 'Bearer second' };
    const audit = processorTo({ otlp: first(one), secondOtlp: { ...second(two.url), headers } });
    emit(audit, 1);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    expect(one.requests.map((request) => request.headers.authorization)).toContain('Bearer first');
    expect(new Set(two.requests.map((request) => request.headers.authorization))).toEqual(new Set(['Bearer second']));
  });

  it('count each attempt for the one it was made at, and each record once', async () => {
    const [one, two] = [await receiverTo('one'), await receiverTo('two')];
    two.failNext({ kind: 'status', status: 500 });
    const audit = processorTo({ otlp: first(one), secondOtlp: second(two.url) });
    emit(audit, 10);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await audit.shutdown();
    expect(telemetry.sums['otelseal.delivery.attempts second failure']).toBe(1);
    expect(telemetry.sums['otelseal.delivery.attempts first failure']).toBeUndefined();
    expect(telemetry.sums['otelseal.records deliver delivered']).toBe(one.records);
  });
});

describe('an exporter beside a spool', () => {
  /** Fails, throws or succeeds as told; remembers what it took. */
  class Exporter implements LogRecordExporter {
    readonly taken: ReadableLogRecord[] = [];
    failing = 0;
    export(records: ReadableLogRecord[], done: (result: { code: number; error?: Error }) => void): void {
      if (records.some(({ body }) => body === 'poison')) throw new Error('poison');
      this.failing -= 1;
      const failed = this.failing >= 0;
      if (!failed) this.taken.push(...records);
      done(failed ? { code: 1, error: new Error('not now') } : { code: 0 });
    }
    forceFlush = async (): Promise<void> => {};
    shutdown = async (): Promise<void> => {};
  }

  it('gets the records as they were sealed, after failures, too, and one warning says what is not seen', async () => {
    const exporter = new Exporter();
    exporter.failing = 2;
    const audit = processorTo({ exporter });
    emit(audit, 60);
    audit.onEmit(recordOf({ list: ['a', 'é'], map: { deep: { n: -1.5, yes: true } }, big: 2 ** 53 - 1 }));
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await audit.shutdown();
    expect(verifiedRecords(exporter.taken).first).toMatch(/^INTACT/);
    expect(telemetry.problems).toContain('PARTIAL_SUCCESS_INVISIBLE');
  });

  it('gets them beside a receiver', async () => {
    const one = await receiverTo('one');
    const exporter = new Exporter();
    const audit = processorTo({ otlp: { ...first(one), protocol: 'http/json' }, exporter });
    emit(audit, 20);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await audit.shutdown();
    expect(exporter.taken).toHaveLength(one.records);
    expect(verifiedRecords(exporter.taken).first).toMatch(/^INTACT/);
  });

  it('that throws for one record gets all others; the one is a dead letter', async () => {
    const exporter = new Exporter();
    const audit = processorTo({ exporter });
    emit(audit, 3);
    audit.onEmit(recordOf({}, { body: 'poison' }));
    emit(audit, 3);
    expect(await audit.committed('delivered', { timeoutMs: 10_000 })).toBe('spooled');
    await audit.shutdown();
    expect(exporter.taken.filter(({ eventName }) => eventName?.startsWith('security.'))).toHaveLength(6);
    expect(readdirSync(join(folder, 'spool', 'dead-letter'))).toHaveLength(1);
  });
});
