import { setImmediate as nextTurn } from 'node:timers/promises';

/** Does its work once for each of `count` records; all of it is done when it returns or resolves. */
export type Subject = (count: number) => void | Promise<void>;

export interface MeasureSettings {
  /** Records a round. Large enough that a round takes some 20 ms: the CPU clock of a process has steps. */
  readonly records: number;
  /** Rounds that count. */
  readonly rounds: number;
  /** Rounds before them, while the compiler is still at work. */
  readonly warmUpRounds: number;
}

export const MEASURE_DEFAULTS: MeasureSettings = Object.freeze({ records: 10_000, rounds: 15, warmUpRounds: 5 });

/** CPU microseconds a record, of all threads, garbage collection included. */
export interface Cost {
  readonly median: number;
  readonly min: number;
  /** What each round gave, for comparisons within a round. */
  readonly rounds: readonly number[];
}

/**
 * Measures all subjects by turns, so that what else the machine does meets every one of them alike.
 *
 * @example
 * const { plain, ours } = await measure({ plain: (count) => …, ours: (count) => … });
 * ratio(ours, plain); // 1.9
 */
export async function measure<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  settings: Partial<MeasureSettings> = {},
): Promise<Record<Name, Cost>> {
  const { records, rounds, warmUpRounds } = { ...MEASURE_DEFAULTS, ...settings };
  const all = (Object.keys(subjects) as Name[]).map((name) => ({ name, run: subjects[name], found: [] as number[] }));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const turn = (round + warmUpRounds) % all.length;
    for (const subject of [...all.slice(turn), ...all.slice(0, turn)]) {
      const cost = await costOfRound(subject.run, records);
      if (round >= 0) subject.found.push(cost);
    }
  }
  const costs = all.map(({ name, found }) => [name, { median: median(found), min: Math.min(...found), rounds: found }]);
  return Object.fromEntries(costs) as Record<Name, Cost>;
}

/** How many times as much: the median over the rounds. */
export function ratio(cost: Cost, baseline: Cost): number {
  return median(cost.rounds.map((value, round) => value / (baseline.rounds[round] as number)));
}

/** How much more: the median over the rounds, in µs a record. */
export function difference(cost: Cost, baseline: Cost): number {
  return median(cost.rounds.map((value, round) => value - (baseline.rounds[round] as number)));
}

async function costOfRound(run: Subject, records: number): Promise<number> {
  globalThis.gc?.({ type: 'minor' }); // what others left behind is theirs; a full collection would shrink the heap and cost everybody
  await nextTurn();
  const before = process.cpuUsage();
  await run(records);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / records;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}
