import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

/**
 * A leaky bucket as CrowdSec's scenarios mean it (`type: leaky`, its `capacity`, `leakspeed`, `distinct`, `blackhole`).
 *
 * @experimental
 */
export interface BucketShape {
  /** Events that fit. The next one, if nothing has leaked yet, is the overflow: capacity 5 overflows at the sixth event. */
  readonly capacity: number;
  /** One event leaks per interval, in milliseconds. */
  readonly leakIntervalMs: number;
  /** Overflows within this time after one that counted are hidden, in milliseconds. */
  readonly blackholeMs: number;
  /** Marks remembered to tell distinct events; 0 counts every event. A set that is full takes every further mark for a new one. */
  readonly distinct: number;
}

/** What pouring an event did. */
export type Poured =
  /** It fits. */
  | 'fits'
  /** The bucket ran over and is gone; the next event finds an empty one. */
  | 'overflow'
  /** It ran over, but did so a moment ago as well. */
  | 'hidden'
  /** An event with this mark is in the bucket already: it does not count. */
  | 'repeated';

const LEVEL = 0;
const LAST_MS = 1;
const FIRST_MS = 2;
const POURED = 3;
const HIDDEN_UNTIL_MS = 4;
const MARKED = 5;
const NUMBERS = 6;

/** Rounding of a level that leaked in fractions; a millionth of an event is none. */
const TOLERANCE = 1e-6;

/**
 * Leaky buckets by key in bounded memory.
 *
 * The level falls continuously, one event per interval. A bucket that nothing was poured into for (capacity + 1) intervals is gone and
 * with it what it remembered as distinct. An overflow empties the bucket.
 *
 * @experimental
 * @example
 * const buckets = new LeakyBuckets({ capacity: 5, leakIntervalMs: 10_000, blackholeMs: 60_000, distinct: 0 }, TableMemory.of(1_048_576));
 * if (buckets.pour(key, nowMs) === 'overflow') alarm();
 */
export class LeakyBuckets {
  readonly #shape: BucketShape;
  readonly #lifetimeMs: number;
  readonly #table: KeyTable;
  /** Events that were in the bucket of the last `pour`, that event included, and the time of the first of them. */
  count = 0;
  sinceMs = 0;

  constructor(shape: BucketShape, memory: TableMemory) {
    this.#shape = shape;
    this.#lifetimeMs = (shape.capacity + 1) * shape.leakIntervalMs;
    this.#table = new KeyTable(memory, { numbers: NUMBERS, marks: shape.distinct });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /**
   * @param mark what makes the event distinct, a whole number from 1 to 2^32 − 1; only with `distinct`
   */
  pour(key: Key, nowMs: number, mark = 0): Poured {
    const table = this.#table;
    const { capacity, leakIntervalMs, blackholeMs } = this.#shape;
    table.touch(key);
    const { values, row } = table;
    const notedMs = values[row + LAST_MS] ?? 0;
    const lastMs = isStepBack(notedMs, nowMs) ? 0 : notedMs;
    const elapsedMs = nowMs - lastMs;
    if ((values[row + POURED] ?? 0) === 0 || elapsedMs > this.#lifetimeMs) this.#empty(row, nowMs);
    if (this.#shape.distinct > 0 && this.#isKnown(row, mark)) {
      this.count = values[row + POURED] ?? 0;
      return 'repeated';
    }
    const leaked = elapsedMs > 0 ? elapsedMs / leakIntervalMs : 0;
    const level = Math.max(0, (values[row + LEVEL] ?? 0) - leaked) + 1;
    this.count = values[row + POURED] = (values[row + POURED] ?? 0) + 1;
    this.sinceMs = values[row + FIRST_MS] ?? nowMs;
    values[row + LAST_MS] = Math.max(lastMs, nowMs);
    values[row + LEVEL] = level;
    if (level <= capacity + TOLERANCE) return 'fits';
    values[row + POURED] = 0; // the next event starts anew
    if (nowMs < (values[row + HIDDEN_UNTIL_MS] ?? 0)) return 'hidden';
    values[row + HIDDEN_UNTIL_MS] = nowMs + blackholeMs;
    return 'overflow';
  }

  /** Whether anything is in the bucket that has not been forgotten yet. */
  holds(key: Key, nowMs: number): boolean {
    if (!this.#table.find(key)) return false;
    const { values, row } = this.#table;
    const elapsedMs = nowMs - (values[row + LAST_MS] ?? 0);
    return (values[row + POURED] ?? 0) > 0 && elapsedMs <= this.#lifetimeMs;
  }

  /** What `cancel_on` does: the bucket is gone. */
  cancel(key: Key): void {
    if (this.#table.find(key)) this.#table.values[this.#table.row + POURED] = 0;
  }

  #empty(row: number, nowMs: number): void {
    const { values } = this.#table;
    values[row + LEVEL] = 0;
    values[row + FIRST_MS] = nowMs;
    values[row + POURED] = 0;
    values[row + MARKED] = 0;
  }

  #isKnown(row: number, mark: number): boolean {
    const { set, values, first } = this.#table;
    const marked = values[row + MARKED] ?? 0;
    for (let n = 0; n < marked; n += 1) if (set[first + n] === mark >>> 0) return true;
    if (marked < this.#shape.distinct) {
      set[first + marked] = mark;
      values[row + MARKED] = marked + 1;
    }
    return false;
  }
}
