import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { crashedDisk, type Fate, PAGE_BYTES, unconfirmedAt } from './crashed-disk.js';
import type { Operation, RecordedDisk } from './recorded-disk.js';
import { type Recovery, recovered } from './recovery.js';
import { SeededChoices } from './seeded-choices.js';

const disk = vi.hoisted(() => ({ recorder: undefined as RecordedDisk | undefined }));

vi.mock('node:fs', async (original) => {
  const { RecordedDisk: Recorder } = await import('./recorded-disk.js');
  disk.recorder = new Recorder();
  return disk.recorder.over(await original<typeof import('node:fs')>());
});

/** What one process did to its disk, and what it had sent by when. */
interface Life {
  readonly operations: readonly Operation[];
  /** Before each operation: what the receiver had by then, in bytes of its file. */
  readonly received: readonly number[];
  readonly file: string;
}

const choices = new SeededChoices(seed);
/** Each recovery takes a tenth of a second on a machine that does nothing else. */
const PATIENCE = { timeout: 60_000 * scale };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'power-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Bursts of records, each confirmed before the next; segments end within a burst and between two. */
async function life(bursts: readonly number[], receives: boolean): Promise<Life> {
  const recorder = disk.recorder as RecordedDisk;
  const root = mkdtempSync(join(folder, 'life-'));
  const file = join(folder, 'delivered.jsonl');
  const receiver = await OtlpReceiver.start(file);
  if (!receives) await receiver.close();
  recorder.begin(root, () => statSync(file).size);
  const audit = new AuditLogRecordProcessor({
    spool: { directory: join(root, 'spool'), segmentBytes: 6_000 },
    otlp: { url: receiver.url, timeoutMillis: 2_000 },
    signer: ROOT,
    delivery: { backoff: { initialMs: 5, maxMs: 20, factor: 2, jitter: 0 }, shutdownTimeoutMs: 100 },
  });
  let emitted = 0;
  for (const burst of bursts) {
    for (let left = burst; left > 0; left -= 1) {
      emitted += 1;
      audit.onEmit(recordOf({ 'test.number': `n${emitted}.`, 'test.padding': 'x'.repeat(choices.below(300)) }));
    }
    const upTo = emitted;
    if ((await audit.committed('spooled', { timeoutMs: 5_000 })) === 'spooled') recorder.mark(upTo);
    if (receives) await audit.committed('delivered', { timeoutMs: 5_000 });
  }
  if (receives) await audit.shutdown();
  const [operations, received] = [[...recorder.operations], [...recorder.watched]];
  recorder.end();
  await audit.shutdown();
  if (receives) await receiver.close();
  return { operations, received, file };
}

/** What the next process makes of a disk that lost power before an operation. */
async function after(
  { operations, received, file }: Life,
  end: number,
  fates: ReadonlyMap<number, Fate>,
): Promise<Recovery> {
  const target = mkdtempSync(join(folder, 'state-'));
  crashedDisk(operations, end, fates, target);
  const directory = join(target, 'spool');
  for (const name of existsSync(directory) ? readdirSync(directory) : [])
    restarted(join(directory, name, 'owner.json'));
  const before = readFileSync(file).subarray(0, received[end] ?? statSync(file).size);
  writeFileSync(join(target, 'received.jsonl'), before);
  counted('power losses', 1);
  const recovery = await recovered(directory, join(target, 'received.jsonl'));
  rmSync(target, { recursive: true });
  return recovery;
}

/** The machine has started again since: who is named there cannot be asked any more. */
function restarted(owner: string): void {
  if (!existsSync(owner)) return;
  writeFileSync(owner, readFileSync(owner, 'utf8').replace(/"place":"[^"]*"/, '"place":"another boot"'));
}

function promisedAt(operations: readonly Operation[], end: number): number {
  let promised = 0;
  for (const operation of operations.slice(0, end)) if (operation.kind === 'mark') promised = operation.value;
  return promised;
}

function allOf(indices: readonly number[], fate: (at: number) => Fate): Map<number, Fate> {
  return new Map(indices.map((at) => [at, fate(at)]));
}

type Write = Operation & { kind: 'write' };

const isZeros = (operation: Operation | undefined): boolean =>
  operation?.kind === 'write' && operation.bytes.every((byte) => byte === 0);

/** The disk has the pages that were written ahead, and no frame that went into them. */
function onlyZeros(operations: readonly Operation[]): (at: number) => Fate {
  return (at) => (operations[at]?.kind === 'write' && !isZeros(operations[at]) ? 'lost' : 'done');
}

/** A disk takes pages in an order of its own; one that it has taken holds all that was written to it. */
function somePages(operations: readonly Operation[]): (at: number) => Fate {
  const taken = new Map<string, boolean>();
  const isTaken = (node: number, page: number): boolean => {
    const key = `${node} ${page}`;
    taken.set(key, taken.get(key) ?? choices.below(2) === 0);
    return taken.get(key) === true;
  };
  return (index) => {
    if (operations[index]?.kind !== 'write') return 'done';
    const { node, at, bytes } = operations[index] as Write;
    const first = Math.floor(at / PAGE_BYTES);
    const count = Math.floor((at + bytes.length - 1) / PAGE_BYTES) - first + 1;
    return { pages: Array.from({ length: count }, (_, n) => first + n).filter((page) => isTaken(node, page)) };
  };
}

function fateBySeed(operations: readonly Operation[]): (at: number) => Fate {
  return (at) => {
    const operation = operations[at];
    if (operation?.kind !== 'write' || choices.below(3) > 0) return choices.of(['done', 'lost']);
    return choices.below(operation.bytes.length);
  };
}

/** Records whose write was asked for before a point in time. */
function writtenBefore(operations: readonly Operation[], end: number): ReadonlySet<number> {
  const texts = operations.slice(0, end).map((operation) => (operation.kind === 'write' ? operation.bytes : []));
  const numbers = texts.flatMap((bytes) => [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/"s:n(\d+)\./g),
  ]);
  return new Set(numbers.map(([, number]) => Number(number)));
}

async function judged(story: Life, end: number, fates: ReadonlyMap<number, Fate>): Promise<readonly string[]> {
  const { numbers, report, first, level, problems } = await after(story, end, fates);
  const promised = promisedAt(story.operations, end);
  const lost = Array.from({ length: promised }, (_, n) => n + 1).filter((n) => !numbers.has(n));
  const written = writtenBefore(story.operations, end);
  const invented = [...numbers].filter((number) => !written.has(number));
  const verdicts = report.findings.map(({ verdict, sequence }) => `${verdict} #${sequence}`);
  const context = `seed ${seed}, power lost before operation ${end}, fates ${JSON.stringify([...fates])}, ${problems}`;
  expect({ lost, invented, verdicts, level }, context).toEqual({
    lost: [],
    invented: [],
    verdicts: [],
    level: 'delivered',
  });
  expect(first, context).toMatch(/^(INTACT|NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED))/);
  return problems;
}

describe.each([
  ['of a receiver that never takes anything', false],
  ['of a receiver that takes everything', true],
])('after a power loss at any moment in the life %s', (_what, receives) => {
  let story: Life;

  beforeAll(async () => {
    story = await life([7, 3, 12], receives);
  });

  it(
    'with everything lost that was not confirmed, what was promised is recovered and nothing is called tampered',
    PATIENCE,
    async () => {
      for (let end = 0; end <= story.operations.length; end += 1)
        await judged(
          story,
          end,
          allOf(unconfirmedAt(story.operations, end), () => 'lost'),
        );
    },
  );

  it('with everything done that was not confirmed, likewise', PATIENCE, async () => {
    for (let end = choices.below(2); end <= story.operations.length; end += 2) await judged(story, end, new Map());
  });

  it(
    'with no frame on the disk that was not confirmed, only the zeros in its place, likewise, and nobody is troubled',
    PATIENCE,
    async () => {
      const { operations } = story;
      expect(operations.filter(isZeros).length).toBeGreaterThan(2);
      for (let end = choices.below(2); end <= operations.length; end += 2) {
        const problems = await judged(story, end, allOf(unconfirmedAt(operations, end), onlyZeros(operations)));
        expect(problems, `power lost before operation ${end}`).not.toContain('ERR_SPOOL_DAMAGED');
      }
    },
  );

  it('with any of the pages on the disk that were not confirmed, likewise', PATIENCE, async () => {
    const { operations } = story;
    for (let round = 0; round < scaled(40); round += 1) {
      const end = choices.below(operations.length + 1);
      await judged(story, end, allOf(unconfirmedAt(operations, end), somePages(operations)));
    }
  });

  it('with writes torn, dropped and done out of order, likewise', PATIENCE, async () => {
    const { operations } = story;
    for (let round = 0; round < scaled(60); round += 1) {
      const end = choices.below(operations.length + 1);
      await judged(story, end, allOf(unconfirmedAt(operations, end), fateBySeed(operations)));
    }
  });
});
