import type * as Fs from 'node:fs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { recovered } from './recovery.js';
import { SeededChoices } from './seeded-choices.js';

/** Counts the calls that concern one folder, and refuses some of them. */
const disk = vi.hoisted(() => ({ folder: '', calls: 0, from: 0, to: 0, code: '', refused: [] as string[] }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof Fs>();
  const open = new Set<number>();
  const isOurs = (target: unknown): boolean =>
    typeof target === 'number' ? open.has(target) : disk.folder !== '' && String(target).startsWith(disk.folder);
  const refusal = (name: string, target: unknown): Error | undefined => {
    if (!isOurs(target)) return undefined;
    disk.calls += 1;
    if (disk.calls < disk.from || disk.calls >= disk.to) return undefined;
    disk.refused.push(name);
    return Object.assign(new Error(`${disk.code}: ${name}`), { code: disk.code });
  };
  const checked = (name: string, run: (...args: unknown[]) => unknown) => {
    return (...args: unknown[]): unknown => {
      const error = refusal(name, args[0]);
      if (error !== undefined) throw error;
      const result = run(...args);
      if (name === 'openSync' && isOurs(args[0])) open.add(result as number);
      return result;
    };
  };
  const told = (name: string, run: (target: number, done: (error: Error | null) => void) => void) => {
    return (target: number, done: (error: Error | null) => void): void => {
      const error = refusal(name, target);
      if (error === undefined) run(target, done);
      else setImmediate(() => done(error));
    };
  };
  const names = [
    'openSync',
    'writeSync',
    'readSync',
    'mkdirSync',
    'rmdirSync',
    'renameSync',
    'unlinkSync',
    'statSync',
    'fstatSync',
  ] as const;
  const more = [
    'readdirSync',
    'readFileSync',
    'accessSync',
    'utimesSync',
    'ftruncateSync',
    'fsyncSync',
    'fdatasyncSync',
  ] as const;
  const changed = [...names, ...more].map((name) => [name, checked(name, real[name] as never)]);
  const closeSync = (descriptor: number): void => {
    open.delete(descriptor);
    real.closeSync(descriptor);
  };
  const asynchronous = { fdatasync: told('fdatasync', real.fdatasync), fsync: told('fsync', real.fsync), closeSync };
  return { ...real, ...Object.fromEntries(changed), ...asynchronous };
});

const FASTER = 20;
const CODES = ['EIO', 'ENOSPC', 'EROFS', 'EMFILE', 'EACCES'] as const;
let folder: string;

beforeEach(() => {
  Object.assign(disk, { folder: '', from: 0, to: 0 });
  folder = mkdtempSync(join(tmpdir(), 'failing-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** One life on a disk that refuses the calls from one number to another, and works again later. */
async function life(spool: string, url: string, from: number, to: number, code: string) {
  Object.assign(disk, { folder: spool, calls: 0, from, to, code, refused: [] });
  const telemetry = new CountingTelemetry();
  const audit = new AuditLogRecordProcessor({
    spool: { directory: spool, segmentBytes: 5_000 },
    otlp: { url, timeoutMillis: 2_000 * FASTER },
    signer: ROOT,
    telemetry,
    clock: { ...SYSTEM_CLOCK, setTimer: (ms, run, keep) => SYSTEM_CLOCK.setTimer(ms / FASTER, run, keep) },
    delivery: { maxBatchRecords: 3, backoff: { initialMs: 20, maxMs: 100, factor: 2, jitter: 0 } },
  });
  let emitted = 0;
  const promised: number[] = [];
  for (let burst = 0; burst < 4; burst += 1) {
    for (let left = 3; left > 0; left -= 1) {
      emitted += 1;
      audit.onEmit(recordOf({ 'test.number': `n${emitted}.` }));
    }
    const upTo = emitted;
    if ((await audit.committed('spooled', { timeoutMs: 2_000 })) === 'spooled') promised.push(upTo);
  }
  const { calls } = disk;
  disk.to = 0; // somebody has seen to it
  emitted += 1;
  audit.onEmit(recordOf({ 'test.number': `n${emitted}.` }));
  await expect
    .poll(() => audit.committed('delivered', { timeoutMs: 20_000 }), { timeout: 10_000, interval: 5 })
    .toMatch(/delivered|spooled/);
  await audit.shutdown();
  return { emitted, promised: promised.at(-1) ?? 0, calls, problems: telemetry.problems };
}

/** Records that signed gaps declare, each gap once however often it arrived. */
function declaredIn(text: string): number {
  const gaps = new Set(
    [
      ...text.matchAll(
        /"stringValue":"(\d+) records? (?:was|were) lost before[^}]*?\}.*?"audit\.payload","value":\{"stringValue":"(.*?[^\\])"\}/g,
      ),
    ].map((match) => match.slice(1).join(' ')),
  );
  return [...gaps].reduce((sum, gap) => sum + Number.parseInt(gap, 10), 0);
}

/** A life with a receiver of its own; undefined where the disk refused so early that the start failed, aloud. */
async function livedOnce(name: string, from: number, to: number, code: string) {
  const file = join(folder, `${name}.jsonl`);
  const receiver = await OtlpReceiver.start(file);
  try {
    return { file, ...(await life(join(folder, name), receiver.url, from, to, code)) };
  } catch (error) {
    const context = `seed ${seed}, ${name}: calls ${from} to ${to} ${code} ${disk.refused.slice(0, 5)}: ${error}`;
    expect(error, context).toMatchObject({ code: 'ERR_SPOOL_UNUSABLE' });
    return undefined;
  } finally {
    await receiver.close();
    Object.assign(disk, { folder: '' });
  }
}

it('whichever call the disk refuses, and for how long: no record is lost without a word, and nothing looks tampered with', {
  timeout: 60_000 * scale,
}, async () => {
  const choices = new SeededChoices(seed);
  const { calls = 0 } = (await livedOnce('honest', 0, 0, '')) ?? {};
  let lives = 0;
  for (let round = 0; round < scaled(40); round += 1) {
    const from = 1 + choices.below(calls);
    const to = from + choices.of([1, 1, 2, 5, 20, 1_000]);
    const code = choices.of(CODES);
    counted('refused calls', 1);
    const lived = await livedOnce(`spool${round}`, from, to, code);
    if (lived === undefined) continue;
    lives += 1;
    const { file, emitted, promised, problems } = lived;
    const { numbers, first, report } = await recovered(join(folder, `spool${round}`), file);
    const declared = declaredIn(readFileSync(file, 'utf8'));
    const lost = Array.from({ length: promised }, (_, n) => n + 1).filter((n) => !numbers.has(n));
    const context = `seed ${seed}, round ${round}: calls ${from} to ${to} ${code} ${disk.refused.slice(0, 5)}: ${first}, ${problems}`;
    const { findings } = report;
    expect({ lost, findings, all: numbers.size + declared }, context).toEqual({ lost: [], findings: [], all: emitted });
    expect(first, context).toMatch(/^(INTACT|NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED))/);
  }
  expect(lives).toBeGreaterThan(10);
});
