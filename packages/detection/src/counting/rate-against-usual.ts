import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import type { BaselineShape } from './own-baseline.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

/** Of successes: the current period and the one before. */
const START_MS = 0;
const SUCCEEDED = 1;
const SUCCEEDED_BEFORE = 2;
/** Of what is usual: since when it is learnt, and when last. */
const SINCE_MS = 3;
const LOOKED_MS = 4;
const USUAL = 5;
const USUAL_SUCCEEDED = 6;
const NUMBERS = 7;
/** Usual follows a change within about three periods. */
const MEMORY_PERIODS = 3;
/** After an hour of quarters of an hour it is known what is usual. */
const LEARNT_PERIODS = 4;
/** Nothing teaches more than twice of what was usual: an attack does not become usual while it runs. */
const MOST_TAUGHT = 2;

/** How high a level of failures usually is for a key, for so many successes as there are. */
export class RateAgainstUsual {
  readonly #shape: BaselineShape;
  readonly #table: KeyTable;
  /** Successes within the last period, estimated from the current one and the share of the one before that still counts. */
  succeeded = 0;
  /** The level to expect; 0 while nothing is known. A rush raises it with the successes that it brings. */
  expected = 0;
  /** Whether enough time has passed to know. */
  isLearnt = false;

  /** @param shape `floor`: a level as high as this is never too much */
  constructor(shape: BaselineShape, memory: TableMemory) {
    this.#shape = shape;
    this.#table = new KeyTable(memory, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  addSuccess(key: Key, nowMs: number): void {
    this.#table.touch(key);
    this.#turn(nowMs);
    const { values, row } = this.#table;
    values[row + SUCCEEDED] = (values[row + SUCCEEDED] ?? 0) + 1;
  }

  /** Says what level is to be expected now, then learns from the one that there is. */
  look(key: Key, level: number, nowMs: number): void {
    this.#table.touch(key);
    const passed = this.#turn(nowMs);
    const { values, row } = this.#table;
    this.succeeded = (values[row + SUCCEEDED] ?? 0) + (values[row + SUCCEEDED_BEFORE] ?? 0) * (1 - passed);
    const usualSucceeded = values[row + USUAL_SUCCEEDED] ?? 0;
    const rush = usualSucceeded > 0 ? Math.max(1, this.succeeded / usualSucceeded) : 1;
    this.expected = (values[row + USUAL] ?? 0) * rush;
    this.isLearnt = nowMs - (values[row + SINCE_MS] ?? 0) >= LEARNT_PERIODS * this.#shape.periodMs;
    this.#learn(row, level, nowMs);
  }

  /**
   * A mean over time: over all of it at first, then over the last periods. A pause weighs as one period at most: a quiet night must not make
   * every morning a rush.
   */
  #learn(row: number, level: number, nowMs: number): void {
    const { values } = this.#table;
    const { periodMs, floor, timesUsual } = this.#shape;
    const passedMs = Math.min(periodMs, nowMs - (values[row + LOOKED_MS] ?? 0));
    if (passedMs <= 0) return;
    const memoryMs = Math.min(MEMORY_PERIODS * periodMs, nowMs - (values[row + SINCE_MS] ?? 0));
    const weight = passedMs / Math.max(passedMs, memoryMs);
    const usual = values[row + USUAL] ?? 0;
    const usualSucceeded = values[row + USUAL_SUCCEEDED] ?? 0;
    const most = this.isLearnt ? Math.max(floor / timesUsual, MOST_TAUGHT * usual) : floor;
    values[row + USUAL] = usual + weight * (Math.min(level, most) - usual);
    values[row + USUAL_SUCCEEDED] = usualSucceeded + weight * (this.succeeded - usualSucceeded);
    values[row + LOOKED_MS] = nowMs;
  }

  /** Begins a period where one is over. @returns the part of the current one that has passed, 0 to 1 */
  #turn(nowMs: number): number {
    const { values, row } = this.#table;
    const { periodMs } = this.#shape;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0 || isStepBack(startMs, nowMs)) {
      values.fill(0, row, row + NUMBERS);
      values[row + START_MS] = values[row + SINCE_MS] = values[row + LOOKED_MS] = nowMs;
      return 0;
    }
    const passedMs = Math.max(0, nowMs - startMs);
    if (passedMs < periodMs) return passedMs / periodMs;
    values[row + SUCCEEDED_BEFORE] = passedMs < 2 * periodMs ? (values[row + SUCCEEDED] ?? 0) : 0;
    values[row + SUCCEEDED] = 0;
    values[row + START_MS] = nowMs - (passedMs % periodMs);
    return (passedMs % periodMs) / periodMs;
  }
}
