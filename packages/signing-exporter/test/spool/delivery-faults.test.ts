import { mkdtempSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { PartialReceiver } from '../partial-receiver.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

/** What opening a segment for reading fails with, and which files the disk was asked about before which request. */
const files = vi.hoisted(() => ({ readError: '', synced: [] as string[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    openSync: (path: string, flags: number | string, mode?: number): number => {
      const reading = typeof flags === 'number' && (flags & real.constants.O_CREAT) === 0;
      if (files.readError !== '' && reading && String(path).endsWith('.seg'))
        throw Object.assign(new Error(files.readError), { code: files.readError });
      return real.openSync(path, flags, mode);
    },
    fdatasync: (descriptor: number, done: (error: Error | null) => void): void => {
      files.synced.push(real.readlinkSync(`/proc/self/fd/${descriptor}`));
      real.fdatasync(descriptor, done);
    },
  };
});

let folder: string;
let file: string;
let receiver: OtlpReceiver;
let telemetry: CountingTelemetry;
let wallOffsetSeconds: number;
let audit: AuditLogRecordProcessor;

beforeEach(async () => {
  Object.assign(files, { readError: '', synced: [] });
  wallOffsetSeconds = 0;
  folder = mkdtempSync(join(tmpdir(), 'faults-'));
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
  telemetry = new CountingTelemetry();
  audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool'), segmentBytes: 4_000 },
    otlp: { url: receiver.url, timeoutMillis: 500 },
    signer: ROOT,
    telemetry,
    clock: {
      ...SYSTEM_CLOCK,
      wallTime: () => {
        const [seconds, nanoseconds] = SYSTEM_CLOCK.wallTime();
        return [seconds + wallOffsetSeconds, nanoseconds];
      },
    },
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs: 2_000 },
  });
});

afterEach(async () => {
  files.readError = '';
  await audit.shutdown();
  await receiver.close();
});

const deadLetters = (): string[] => readdirSync(join(folder, 'spool', 'dead-letter'));

function ownSegments(): string[] {
  const spool = join(folder, 'spool');
  const own = readdirSync(spool).find((name) => name.startsWith('process-')) ?? '';
  return readdirSync(join(spool, own))
    .filter((name) => name.endsWith('.seg'))
    .map((name) => join(spool, own, name));
}

const down = (): Promise<void> => receiver.close();

async function up(): Promise<void> {
  receiver = await OtlpReceiver.start(file, { port: Number(new URL(receiver.url).port) });
}

describe('delivery', () => {
  it('keeps everything while the receiver refuses whatever it gets', async () => {
    receiver.failNext({ kind: 'status', status: 400 }, 60);
    for (const record of recordsOf(3)) audit.onEmit(record);
    await audit.forceFlush();
    expect(deadLetters()).toEqual([]);
    await expect.poll(() => audit.committed('delivered', { timeoutMs: 1_000 }), { timeout: 15_000 }).toBe('delivered');
    expect(deadLetters()).toEqual([]);
    await audit.shutdown();
    expect(verifiedFile(file).first).toMatch(/^INTACT/);
  });

  it('has a refused record on disk elsewhere before it forgets it', async () => {
    receiver.failNext({ kind: 'partial', rejected: 1, message: 'bad' }, 100);
    audit.onEmit(recordOf());
    await expect.poll(deadLetters, { timeout: 5_000 }).toHaveLength(1);
    await audit.forceFlush();
    const [letter = ''] = deadLetters();
    expect(files.synced).toContain(join(folder, 'spool', 'dead-letter', letter));
  });

  it('that ends while the receiver makes up its mind about a batch leaves it for the next, without a word of failure', async () => {
    const slow = await PartialReceiver.start();
    onTestFinished(() => slow.close());
    const ending = new AuditLogRecordProcessor({
      spool: { directory: join(folder, 'slow-spool') },
      otlp: { url: slow.url },
      signer: ROOT,
      telemetry,
      delivery: { shutdownTimeoutMs: 50 },
    });
    for (const record of recordsOf(20)) ending.onEmit(record);
    await slow.asked;
    await ending.shutdown();
    slow.answer();
    await expect.poll(() => slow.answered).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 100)); // what is made of the answer
    expect(telemetry.problems.filter((code) => code !== 'ERR_DELIVERY_UNFINISHED')).toEqual([]);
    expect(
      readdirSync(join(folder, 'slow-spool'), { recursive: true }).some((name) => String(name).endsWith('.seg')),
    ).toBe(true);
  });

  it('goes on after there were too many open files', async () => {
    await down();
    audit.onEmit(recordOf());
    await audit.forceFlush(); // fails, and closes the segment until the next attempt
    files.readError = 'EMFILE';
    await up();
    expect(await audit.committed('delivered', { timeoutMs: 300 })).toBe('none');
    expect(telemetry.problems).toContain('ERR_SPOOL_READ');
    files.readError = '';
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
  });

  it('tries before it calls a segment too old: a clock that was set forward loses nothing', async () => {
    await down();
    for (const record of recordsOf(20)) audit.onEmit(record);
    await audit.shutdown();
    await up();
    wallOffsetSeconds = 30 * 86_400;
    const heir = new AuditLogRecordProcessor({
      spool: { directory: join(folder, 'spool'), orphanIntervalMs: 50 },
      otlp: { url: receiver.url },
      signer: ROOT,
      clock: { ...SYSTEM_CLOCK, wallTime: () => [SYSTEM_CLOCK.wallTime()[0] + wallOffsetSeconds, 0] },
    });
    await expect.poll(() => readFileSync(file, 'utf8').includes('audit.close'), { timeout: 5_000 }).toBe(true);
    expect(deadLetters()).toEqual([]);
    await heir.shutdown();
  });

  it.each([
    ['damaged', damage],
    ['removed', unlinkSync],
  ])('of what comes next goes on when somebody has %s the segment that is being written', async (what, harm) => {
    await down();
    audit.onEmit(recordOf());
    await audit.forceFlush();
    harm(ownSegments().at(-1) ?? '');
    await up();
    await expect.poll(() => telemetry.problems, { timeout: 5_000 }).toContain('ERR_SPOOL_DAMAGED');
    audit.onEmit(recordOf({ 'test.after': `after it was ${what}` }));
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 5_000 }).toContain(`after it was ${what}`);
  });
});

function damage(segment: string): void {
  const bytes = readFileSync(segment);
  bytes.fill(0x58, 30, statSync(segment).size);
  writeFileSync(segment, bytes);
}
