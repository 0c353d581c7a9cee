import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import type { BucketShape } from './leaky-buckets.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

type BurstShape = Pick<BucketShape, 'capacity' | 'leakIntervalMs'>;

/** What is counted of a key in a sliding time. */
export interface WindowShape {
  /** How long an event counts, in milliseconds. */
  readonly windowMs: number;
  /** Different marks counted exactly; of more, the latest. */
  readonly distinct: number;
  /** A leaky bucket that every new mark goes into, in the same row. Default none. */
  readonly burst?: BurstShape;
}

const EVENTS = 0;
const FIRST_MS = 1;
const LAST_MS = 2;
const DISTINCT = 3;
const NUMBERS = 4;
const BURST_LEVEL = 4;
const BURST_LAST_MS = 5;
const NUMBERS_WITH_BURST = 6;
/** As of a leaky bucket. */
const TOLERANCE = 1e-6;
/** A word holds 24 bits of a mark, and when it was last seen in 8 bits of 64ths of the window. */
const TICKS = 64;
const TICK_MASK = 0xff;

/**
 * Events and different marks of a key within a sliding window, without a list of events: the events leak continuously over the window,
 * so that a burst across the edge of two clock windows is never cut in halves, and every mark fades a window after it was last seen.
 */
export class DistinctWindows {
  readonly #windowMs: number;
  readonly #most: number;
  readonly #tickMs: number;
  readonly #burst: WindowShape['burst'];
  readonly #table: KeyTable;
  /** Of the key of the last call, within the window. */
  events = 0;
  distinct = 0;
  sinceMs = 0;
  /** Of the last `add`: whether its mark was not among those held, and whether it made the bucket of new marks overflow. */
  isNew = false;
  isBurst = false;

  constructor(shape: WindowShape, memory: TableMemory) {
    this.#windowMs = shape.windowMs;
    this.#most = shape.distinct;
    this.#tickMs = shape.windowMs / TICKS;
    this.#burst = shape.burst;
    const numbers = shape.burst === undefined ? NUMBERS : NUMBERS_WITH_BURST;
    this.#table = new KeyTable(memory, { numbers, marks: shape.distinct });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** Counts one event; `weight` of 0 only adds the mark. @param isPoured whether a new mark goes into the bucket */
  add(key: Key, mark: number, nowMs: number, weight = 1, isPoured = true): void {
    this.#table.touch(key);
    this.#turn(nowMs);
    const { values, row } = this.#table;
    this.events = values[row + EVENTS] = (values[row + EVENTS] ?? 0) + weight;
    this.#mark(row, mark, nowMs);
    this.isBurst = isPoured && this.isNew && this.#burst !== undefined && this.#pourBurst(this.#burst, row, nowMs);
  }

  /** Empties the bucket of new marks. */
  calm(key: Key): void {
    if (this.#burst !== undefined && this.#table.find(key)) this.#table.values[this.#table.row + BURST_LEVEL] = 0;
  }

  /** Looks without counting. @returns whether the key has any events in the window */
  look(key: Key, nowMs: number): boolean {
    this.events = this.distinct = 0;
    if (!this.#table.find(key)) return false;
    this.#turn(nowMs);
    return this.events > 0;
  }

  /** Whether the mark of this key was seen within the window. */
  has(key: Key, mark: number, nowMs: number): boolean {
    if (!this.#table.find(key)) return false;
    const { values, row } = this.#table;
    if (nowMs - (values[row + LAST_MS] ?? 0) > this.#windowMs) return false;
    const at = this.#indexOf(row, mark);
    return at >= 0 && this.#age(at, nowMs) <= TICKS;
  }

  /** Takes a mark back, with its share of the events. */
  remove(key: Key, mark: number): void {
    if (!this.#table.find(key)) return;
    const { values, set, row, first } = this.#table;
    const at = this.#indexOf(row, mark);
    if (at < 0) return;
    const held = values[row + DISTINCT] ?? 0;
    set[at] = set[first + held - 1] ?? 0;
    values[row + DISTINCT] = held - 1;
    values[row + EVENTS] = ((values[row + EVENTS] ?? 0) * (held - 1)) / held;
  }

  /** Starts anew when the last event is a window ago; lets events leak and marks fade when the first one is. */
  #turn(nowMs: number): void {
    const { values, row } = this.#table;
    const notedMs = values[row + LAST_MS] ?? 0;
    const lastMs = isStepBack(notedMs, nowMs) ? 0 : notedMs;
    if ((values[row + EVENTS] ?? 0) === 0 || nowMs - lastMs > this.#windowMs) {
      values[row + EVENTS] = values[row + DISTINCT] = 0;
      values[row + FIRST_MS] = nowMs;
    } else if (nowMs - (values[row + FIRST_MS] ?? 0) > this.#windowMs) this.#fade(row, nowMs);
    values[row + LAST_MS] = Math.max(lastMs, nowMs);
    this.events = values[row + EVENTS] ?? 0;
    this.distinct = values[row + DISTINCT] ?? 0;
    this.sinceMs = values[row + FIRST_MS] ?? nowMs;
  }

  /** Of events spread evenly from the first on, those within the window are left, but no fewer than marks; marks older than it are gone. */
  #fade(row: number, nowMs: number): void {
    const { values, set, first } = this.#table;
    const firstMs = values[row + FIRST_MS] ?? 0;
    const lastMs = values[row + LAST_MS] ?? 0;
    const startMs = nowMs - this.#windowMs;
    const left = lastMs > firstMs ? (lastMs - startMs) / (lastMs - firstMs) : 1;
    const spread = (values[row + EVENTS] ?? 0) * Math.min(1, left);
    values[row + FIRST_MS] = startMs;
    const held = values[row + DISTINCT] ?? 0;
    let kept = 0;
    for (let n = 0; n < held; n += 1) {
      if (this.#age(first + n, nowMs) > TICKS) continue;
      set[first + kept] = set[first + n] ?? 0;
      kept += 1;
    }
    values[row + DISTINCT] = kept;
    // A rush after a few old events is not spread evenly: each mark that is left was an event at least.
    values[row + EVENTS] = Math.max(1, spread, kept);
  }

  #mark(row: number, mark: number, nowMs: number): void {
    const { values, set, first } = this.#table;
    const held = values[row + DISTINCT] ?? 0;
    this.distinct = held;
    const word = ((mark << 8) | (this.#tick(nowMs) & TICK_MASK)) >>> 0;
    const at = this.#indexOf(row, mark);
    this.isNew = at < 0;
    if (at >= 0) set[at] = word;
    else if (held < this.#most) {
      set[first + held] = word;
      this.distinct = values[row + DISTINCT] = held + 1;
    } else {
      // In turn, or all would fade at once after a rush, while others still come.
      set[first + (Math.floor(this.events) % this.#most)] = word;
    }
  }

  #pourBurst({ capacity, leakIntervalMs }: BurstShape, row: number, nowMs: number): boolean {
    const { values } = this.#table;
    const notedMs = values[row + BURST_LAST_MS] ?? 0;
    const lastMs = isStepBack(notedMs, nowMs) ? 0 : notedMs;
    const level = Math.max(0, (values[row + BURST_LEVEL] ?? 0) - Math.max(0, nowMs - lastMs) / leakIntervalMs) + 1;
    const overflows = level > capacity + TOLERANCE;
    values[row + BURST_LEVEL] = overflows ? 0 : level;
    values[row + BURST_LAST_MS] = Math.max(lastMs, nowMs);
    return overflows;
  }

  #indexOf(row: number, mark: number): number {
    const { values, set, first } = this.#table;
    const held = values[row + DISTINCT] ?? 0;
    const upper = (mark << 8) >>> 8;
    for (let at = first; at < first + held; at += 1) if ((set[at] ?? 0) >>> 8 === upper) return at;
    return -1;
  }

  #tick(nowMs: number): number {
    return Math.floor(nowMs / this.#tickMs) % 256;
  }

  /** Ticks since the mark in this word was seen. Marks of the near future, from facts out of order, are of now. */
  #age(at: number, nowMs: number): number {
    const age = (this.#tick(nowMs) - ((this.#table.set[at] ?? 0) & TICK_MASK)) & TICK_MASK;
    return age > TICK_MASK - TICKS ? 0 : age;
  }
}
