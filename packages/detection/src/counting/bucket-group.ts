import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import type { BucketShape } from './leaky-buckets.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

/** Leaky buckets that every event of a key goes into. */
export type GroupedBucket = Pick<BucketShape, 'capacity' | 'leakIntervalMs'>;

/** What a group remembers besides its buckets. */
export interface GroupOptions {
  /** Whether to keep the gaps between the last four events, for what is too slow for any bucket. Default no: three numbers a key. */
  readonly keepsPace?: boolean;
}

const LAST_MS = 0;
/** Of a bucket: its level, its events, the time of the first of them. */
const LEVEL = 1;
const POURED = 2;
const FIRST_MS = 3;
const OF_A_BUCKET = 3;
/** Of the pace: the two events before the last, and how many came one after the other. */
const PREVIOUS_MS = 0;
const BEFORE_MS = 1;
const IN_A_ROW = 2;
const OF_THE_PACE = 3;
const PACED_EVENTS = 4;
/** As in {@link LeakyBuckets}. */
const TOLERANCE = 1e-6;

/**
 * Several leaky buckets of one key in one row: one look-up for all of them. Each is the same as one of `LeakyBuckets` without `distinct`
 * and `blackholeMs`.
 */
export class BucketGroup {
  readonly #buckets: readonly GroupedBucket[];
  readonly #paceAt: number;
  readonly #keepsPace: boolean;
  readonly #table: KeyTable;
  /** Bits of the buckets that the last `pour` made overflow: 1 for the first, 2 for the second, 4 for the third. */
  overflown = 0;
  /** Events of the fullest bucket that overflowed, this one included, and the time of the first of them. */
  count = 0;
  sinceMs = 0;
  /** With `keepsPace`: of the three gaps between the last four events of the key, in milliseconds; 0 while there were fewer. */
  medianGapMs = 0;
  longestGapMs = 0;

  constructor(buckets: readonly GroupedBucket[], memory: TableMemory, { keepsPace = false }: GroupOptions = {}) {
    this.#buckets = buckets;
    this.#keepsPace = keepsPace;
    this.#paceAt = LEVEL + buckets.length * OF_A_BUCKET;
    this.#table = new KeyTable(memory, { numbers: this.#paceAt + (keepsPace ? OF_THE_PACE : 0), marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** Pours one event into every bucket of the key; `overflown` says which ran over. An overflow empties its bucket. */
  pour(key: Key, nowMs: number): void {
    const table = this.#table;
    table.touch(key);
    const { values, row } = table;
    const notedMs = values[row + LAST_MS] ?? 0;
    const lastMs = isStepBack(notedMs, nowMs) ? 0 : notedMs;
    this.overflown = this.count = 0;
    this.sinceMs = nowMs;
    for (let n = 0, at = row; n < this.#buckets.length; n += 1, at += OF_A_BUCKET) {
      this.#pourOne(n, at, lastMs, nowMs);
    }
    if (this.#keepsPace) this.#notePace(row + this.#paceAt, lastMs, nowMs);
    values[row + LAST_MS] = Math.max(lastMs, nowMs);
  }

  /** Whether an event of the key was poured within that time. */
  wasPoured(key: Key, withinMs: number, nowMs: number): boolean {
    return this.#table.find(key) && nowMs - (this.#table.values[this.#table.row + LAST_MS] ?? 0) <= withinMs;
  }

  /** Begins the pace of a key anew. */
  breakPace(key: Key): void {
    if (this.#keepsPace && this.#table.find(key)) {
      this.#table.values[this.#table.row + this.#paceAt + IN_A_ROW] = 0;
    }
  }

  #notePace(pace: number, lastMs: number, nowMs: number): void {
    const { values } = this.#table;
    const previousMs = values[pace + PREVIOUS_MS] ?? 0;
    const beforeMs = values[pace + BEFORE_MS] ?? 0;
    const inARow = (values[pace + IN_A_ROW] ?? 0) + 1;
    values[pace + BEFORE_MS] = previousMs;
    values[pace + PREVIOUS_MS] = lastMs;
    values[pace + IN_A_ROW] = inARow;
    this.medianGapMs = this.longestGapMs = 0;
    if (inARow < PACED_EVENTS) return;
    const [first, second, third] = [previousMs - beforeMs, lastMs - previousMs, nowMs - lastMs];
    this.medianGapMs = Math.max(Math.min(first, second), Math.min(Math.max(first, second), third));
    this.longestGapMs = Math.max(first, second, third);
  }

  #pourOne(n: number, at: number, lastMs: number, nowMs: number): void {
    const { values } = this.#table;
    const { capacity, leakIntervalMs } = this.#buckets[n] as GroupedBucket;
    const elapsedMs = nowMs - lastMs;
    const isGone = (values[at + POURED] ?? 0) === 0 || elapsedMs > (capacity + 1) * leakIntervalMs;
    const leaked = elapsedMs > 0 ? elapsedMs / leakIntervalMs : 0;
    const level = (isGone ? 0 : Math.max(0, (values[at + LEVEL] ?? 0) - leaked)) + 1;
    const poured = (isGone ? 0 : (values[at + POURED] ?? 0)) + 1;
    if (isGone) values[at + FIRST_MS] = nowMs;
    values[at + LEVEL] = level;
    values[at + POURED] = poured;
    if (level <= capacity + TOLERANCE) return;
    values[at + POURED] = 0; // the next event starts anew
    this.overflown |= 1 << n;
    if (poured <= this.count) return;
    this.count = poured;
    this.sinceMs = values[at + FIRST_MS] ?? nowMs;
  }
}
