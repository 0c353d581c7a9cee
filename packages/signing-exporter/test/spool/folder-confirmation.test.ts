import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';

/** Folders that the disk was asked to confirm, and whether it answers. */
const disk = vi.hoisted(() => ({ confirmed: [] as string[], wait: false, release: [] as (() => void)[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const pathOf = (descriptor: number): string => real.readlinkSync(`/proc/self/fd/${descriptor}`);
  return {
    ...real,
    fsyncSync: (descriptor: number): void => {
      disk.confirmed.push(pathOf(descriptor));
      real.fsyncSync(descriptor);
    },
    fsync: (descriptor: number, done: (error: Error | null) => void): void => {
      disk.confirmed.push(pathOf(descriptor));
      if (disk.wait) disk.release.push(() => real.fsync(descriptor, done));
      else real.fsync(descriptor, done);
    },
  };
});

let base: string;
let audit: AuditLogRecordProcessor;

beforeEach(() => {
  Object.assign(disk, { confirmed: [], wait: false, release: [] });
  base = realpathSync(mkdtempSync(join(tmpdir(), 'folders-')));
  audit = new AuditLogRecordProcessor({
    spool: { directory: join(base, 'new', 'spool'), segmentBytes: 4_000 },
    otlp: { url: 'http://127.0.0.1:9/v1/logs', timeoutMillis: 200 },
    signer: ROOT,
    delivery: { shutdownTimeoutMs: 300 },
  });
});

afterEach(async () => {
  disk.wait = false;
  for (const release of disk.release.splice(0)) release();
  await audit.shutdown();
});

function ownFolder(): string {
  const spool = join(base, 'new', 'spool');
  return join(spool, readdirSync(spool).find((name) => name.startsWith('process-')) ?? '');
}

describe('before anything is promised', () => {
  it('every folder on the way to the segment is confirmed by the disk', async () => {
    audit.onEmit(recordOf());
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    expect(disk.confirmed).toEqual(
      expect.arrayContaining([base, join(base, 'new'), join(base, 'new', 'spool'), ownFolder()]),
    );
  });

  it('a segment begins only once all before it is confirmed, and its name is confirmed before what is in it', async () => {
    disk.wait = true;
    for (const record of recordsOf(10)) audit.onEmit(record); // more than a segment holds
    const first = audit.committed('spooled', { timeoutMs: 2_000 });
    await expect.poll(() => disk.release.length).toBe(1);
    for (const record of recordsOf(5)) audit.onEmit(record);
    expect(segments()).toHaveLength(1);
    disk.wait = false;
    for (const release of disk.release.splice(0)) release();
    await first;
    expect(segments()).toHaveLength(1);
    disk.confirmed = [];
    audit.onEmit(recordOf());
    expect([segments().length, disk.confirmed]).toEqual([2, []]);
    expect(await audit.committed('spooled', { timeoutMs: 2_000 })).toBe('spooled');
    expect(disk.confirmed).toEqual([ownFolder()]);
  });
});

function segments(): string[] {
  return readdirSync(ownFolder()).filter((name) => name.endsWith('.seg'));
}
