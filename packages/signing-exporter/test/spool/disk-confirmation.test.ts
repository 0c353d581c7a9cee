import { closeSync, mkdtempSync, openSync, readdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';

/** What the disk does when it is asked to confirm. */
const disk = vi.hoisted(() => ({ answer: 'confirm' as 'confirm' | 'refuse' | 'wait', release: [] as (() => void)[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const fdatasync = (descriptor: number, done: (error: Error | null) => void): void => {
    if (disk.answer === 'refuse') done(Object.assign(new Error('EIO'), { code: 'EIO' }));
    else if (disk.answer === 'confirm') real.fdatasync(descriptor, done);
    else disk.release.push(() => real.fdatasync(descriptor, done));
  };
  return { ...real, fdatasync };
});

let folder: string;
let receiver: OtlpReceiver;
let audit: AuditLogRecordProcessor;
let telemetry: CountingTelemetry;
let wallOffsetSeconds: number;

beforeEach(async () => {
  disk.answer = 'confirm';
  wallOffsetSeconds = 0;
  folder = mkdtempSync(join(tmpdir(), 'sync-'));
  receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'));
  telemetry = new CountingTelemetry();
  audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool'), segmentBytes: 4_000 },
    otlp: { url: receiver.url, timeoutMillis: 200 },
    signer: ROOT,
    telemetry,
    clock: {
      ...SYSTEM_CLOCK,
      wallTime: () => {
        const [seconds, nanoseconds] = SYSTEM_CLOCK.wallTime();
        return [seconds + wallOffsetSeconds, nanoseconds];
      },
    },
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs: 500 },
  });
});

afterEach(async () => {
  disk.answer = 'confirm';
  for (const release of disk.release.splice(0)) release();
  await audit.shutdown();
  await receiver.close();
});

describe('nothing is promised and nothing is sent', () => {
  it('before the disk has confirmed it', async () => {
    disk.answer = 'wait';
    audit.onEmit(recordOf());
    let promised = false;
    const commit = audit.committed('spooled', { timeoutMs: 5_000 }).then(() => {
      promised = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([promised, receiver.requests.length, disk.release.length]).toEqual([false, 0, 1]);
    disk.answer = 'confirm';
    for (const release of disk.release.splice(0)) release();
    await commit;
    expect(await audit.committed('delivered', { timeoutMs: 5_000 })).toBe('delivered');
  });

  it('again as confirmed once the disk has refused it, until it is delivered', async () => {
    await receiver.close();
    disk.answer = 'refuse';
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 5_000 })).toBe('none');
    expect(telemetry.problems).toContain('ERR_SPOOL_SYNC');
    disk.answer = 'confirm';
    expect(await audit.committed('spooled', { timeoutMs: 5_000 })).toBe('none');
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 5_000 })).toBe('none');
    receiver = await OtlpReceiver.start(join(folder, 'received.jsonl'), { port: Number(new URL(receiver.url).port) });
    await expect.poll(() => audit.committed('spooled', { timeoutMs: 500 }), { timeout: 5_000 }).toBe('spooled');
  });
});

describe('a process that others have taken for dead', () => {
  it('promises nothing about what it writes into files that are not its own any more', async () => {
    const [own = ''] = readdirSync(join(folder, 'spool')).filter((name) => name.startsWith('process-'));
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    renameSync(join(folder, 'spool', own), join(folder, 'claimed'));
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('none');
    expect(telemetry.problems).toContain('ERR_SPOOL_SYNC');
  });
});

describe('an end in a hurry', () => {
  it('does not close a file that the disk is still asked about', async () => {
    disk.answer = 'wait';
    audit.onEmit(recordOf());
    await audit.shutdown();
    const others = Array.from({ length: 5 }, () => openSync(join(folder, 'received.jsonl'), 'r'));
    disk.answer = 'confirm';
    for (const release of disk.release.splice(0)) release();
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const descriptor of others) closeSync(descriptor); // EBADF if somebody else had closed one
    expect(telemetry.problems).toEqual([]);
  });
});

describe('a spool that cannot be delivered for too long', () => {
  it('puts its oldest segments aside, says so and stays usable', async () => {
    receiver.failNext({ kind: 'status', status: 500 }, 1_000);
    for (const record of [...recordsOf(20), ...recordsOf(20)]) {
      audit.onEmit(record);
      await audit.committed('spooled', { timeoutMs: 2_000 });
    }
    wallOffsetSeconds = 8 * 86_400;
    await expect
      .poll(() => readdirSync(join(folder, 'spool', 'dead-letter')).length, { timeout: 5_000 })
      .toBeGreaterThan(1);
    expect(telemetry.problems).toContain('ERR_SPOOL_EXPIRED');
    expect(readdirSync(join(folder, 'spool', 'dead-letter')).every((name) => name.includes('expired'))).toBe(true);
  });
});
