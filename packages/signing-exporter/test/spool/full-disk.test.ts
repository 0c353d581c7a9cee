import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, recordOf, recordsOf } from '../sealing-bench.js';
import { verifiedFile } from '../verified.js';

/** A disk with so many bytes left; a write that does not fit is done in part, as a real one does it. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, truncates: true }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const full = (): Error => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  return {
    ...real,
    writeSync: (descriptor: number, bytes: Uint8Array, offset = 0, length?: number, position?: number): number => {
      if (typeof bytes === 'string' || descriptor < 3)
        return real.writeSync(descriptor, bytes, offset, length, position);
      if (disk.left === 0) throw full();
      const done = Math.min(length ?? bytes.length - offset, disk.left);
      disk.left -= done;
      return real.writeSync(descriptor, bytes, offset, done, position);
    },
    ftruncateSync: (descriptor: number, size: number): void => {
      if (!disk.truncates) throw full();
      real.ftruncateSync(descriptor, size);
    },
  };
});

let file: string;
let receiver: OtlpReceiver;
let telemetry: CountingTelemetry;
let audit: AuditLogRecordProcessor;

beforeEach(async () => {
  Object.assign(disk, { left: Number.POSITIVE_INFINITY, truncates: true });
  const folder = mkdtempSync(join(tmpdir(), 'full-'));
  file = join(folder, 'received.jsonl');
  receiver = await OtlpReceiver.start(file);
  telemetry = new CountingTelemetry();
  audit = new AuditLogRecordProcessor({
    spool: { directory: join(folder, 'spool') },
    otlp: { url: receiver.url },
    signer: ROOT,
    telemetry,
    delivery: { backoff: { initialMs: 20, maxMs: 50, factor: 2, jitter: 0 }, shutdownTimeoutMs: 3_000 },
  });
});

afterEach(async () => {
  disk.left = Number.POSITIVE_INFINITY;
  await audit.shutdown();
  await receiver.close();
});

it.each([
  ['that takes back what it wrote of the last record', true],
  ['that takes nothing back', false],
])('a full disk %s: what came meanwhile is counted and declared, all else is delivered', async (_what, truncates) => {
  disk.truncates = truncates;
  for (const record of recordsOf(3)) audit.onEmit(record);
  for (const left of [0, 7, 97, 600, 1_500, 2_900]) {
    disk.left = left; // ends within a frame's head, a place, a record, …
    for (const record of recordsOf(2)) audit.onEmit(record);
    disk.left = Number.POSITIVE_INFINITY;
    await expect
      .poll(() => audit.committed('sealed', { timeoutMs: 500 }), { timeout: 5_000, interval: 5 })
      .toBe('sealed');
  }
  audit.onEmit(recordOf());
  await expect.poll(() => audit.committed('delivered', { timeoutMs: 5_000 }), { timeout: 10_000 }).toBe('delivered');
  await audit.shutdown();
  expect(telemetry.problems).toContain('ERR_SPOOL_WRITE');
  expect(telemetry.problems).not.toContain('ERR_SPOOL_DAMAGED');
  expect(verifiedFile(file).first).toMatch(/^INTACT/);
  const lost = telemetry.sums['otelseal.records seal lost'] ?? 0;
  const declared = [...readFileSync(file, 'utf8').matchAll(/(\d+) records? (?:was|were) lost before/g)];
  expect(new Set(declared.map(([text]) => text)).size).toBeGreaterThan(0);
  expect(lost).toBeGreaterThan(0);
});

it('a disk that stays full as long as nothing is delivered: what is on it is delivered, and that makes room', async () => {
  disk.left = 20_000;
  for (const record of recordsOf(30)) audit.onEmit(record);
  expect(disk.left).toBeLessThan(2_000);
  await expect.poll(() => receiver.records, { timeout: 5_000 }).toBeGreaterThan(5);
  expect(await audit.committed('spooled', { timeoutMs: 200 })).toBe('none');
});

it('writes and declares by itself once there is room again, without another record', async () => {
  audit.onEmit(recordOf());
  await audit.committed('delivered', { timeoutMs: 5_000 });
  disk.left = 0;
  for (const record of recordsOf(5)) audit.onEmit(record);
  disk.left = Number.POSITIVE_INFINITY;
  await expect
    .poll(() => readFileSync(file, 'utf8'), { timeout: 5_000 })
    .toContain('4 records were lost before they could be sealed: buffer_full');
});
