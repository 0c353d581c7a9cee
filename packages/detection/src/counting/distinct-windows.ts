import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';

/**
 * What is counted of a key in a sliding time.
 *
 * @experimental
 */
export interface WindowShape {
  /** How long an event counts, in milliseconds. */
  readonly windowMs: number;
  /** Different marks counted exactly; further ones are not counted. At most 64. */
  readonly distinct: number;
}

const EVENTS = 0;
const FIRST_MS = 1;
const LAST_MS = 2;
const DISTINCT = 3;
const NUMBERS = 4;
const MARK_WORDS = 2;
/** Marks remember their time in units of a 64th of the window. */
const TICKS = 64;

/**
 * Events and different marks of a key within a sliding window, without a list of events: the events leak continuously over the window,
 * so that a burst across the edge of two clock windows is never cut in halves, and every mark fades a window after it was last seen.
 */
export class DistinctWindows {
  readonly #shape: WindowShape;
  readonly #table: KeyTable;
  readonly #tickMs: number;
  /** Of the key of the last call, within the window. */
  events = 0;
  distinct = 0;
  sinceMs = 0;
  /** How often the mark of the last `add` was seen before, within the window. */
  seenBefore = false;

  constructor(shape: WindowShape, maxBytes: number) {
    this.#shape = shape;
    this.#tickMs = shape.windowMs / TICKS;
    this.#table = new KeyTable(maxBytes, { numbers: NUMBERS, marks: shape.distinct * MARK_WORDS });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** Counts one event; `weight` of 0 only adds the mark. */
  add(key: Key, mark: number, nowMs: number, weight = 1): void {
    this.#table.touch(key);
    this.#turn(nowMs);
    const { values } = this.#table;
    const row = this.#table.at * NUMBERS;
    this.events = values[row + EVENTS] = (values[row + EVENTS] ?? 0) + weight;
    this.#mark(row, mark >>> 0, nowMs);
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
    const { set, at, values } = this.#table;
    const first = at * this.#shape.distinct * MARK_WORDS;
    const held = values[at * NUMBERS + DISTINCT] ?? 0;
    const nowTick = this.#tick(nowMs);
    for (let n = 0; n < held; n += 1) {
      if (set[first + n * MARK_WORDS] === mark >>> 0)
        return age(nowTick, set[first + n * MARK_WORDS + 1] ?? 0) <= TICKS;
    }
    return false;
  }

  forget(key: Key): void {
    if (!this.#table.find(key)) return;
    const row = this.#table.at * NUMBERS;
    this.#table.values.fill(0, row, row + NUMBERS);
  }

  #tick(nowMs: number): number {
    return Math.floor(nowMs / this.#tickMs) >>> 0;
  }

  /** Starts anew when the last event is a window ago; lets marks fade. */
  #turn(nowMs: number): void {
    const { values, at } = this.#table;
    const row = at * NUMBERS;
    const lastMs = values[row + LAST_MS] ?? 0;
    if ((values[row + EVENTS] ?? 0) === 0 || nowMs - lastMs > this.#shape.windowMs) {
      values[row + EVENTS] = values[row + DISTINCT] = 0;
      values[row + FIRST_MS] = nowMs;
    } else if (nowMs - (values[row + FIRST_MS] ?? 0) > this.#shape.windowMs) this.#fade(row, nowMs);
    values[row + LAST_MS] = Math.max(lastMs, nowMs);
    this.events = values[row + EVENTS] ?? 0;
    this.distinct = values[row + DISTINCT] ?? 0;
    this.sinceMs = values[row + FIRST_MS] ?? nowMs;
  }

  /** Of events spread evenly from the first on, those within the window are left; marks older than it are gone. */
  #fade(row: number, nowMs: number): void {
    const { values, set, at } = this.#table;
    const firstMs = values[row + FIRST_MS] ?? 0;
    const lastMs = values[row + LAST_MS] ?? 0;
    const startMs = nowMs - this.#shape.windowMs;
    const left = lastMs > firstMs ? (lastMs - startMs) / (lastMs - firstMs) : 1;
    values[row + EVENTS] = Math.max(1, (values[row + EVENTS] ?? 0) * Math.min(1, left));
    values[row + FIRST_MS] = startMs;
    const first = at * this.#shape.distinct * MARK_WORDS;
    const held = values[row + DISTINCT] ?? 0;
    const nowTick = this.#tick(nowMs);
    let kept = 0;
    for (let n = 0; n < held; n += 1) {
      const from = first + n * MARK_WORDS;
      if (age(nowTick, set[from + 1] ?? 0) > TICKS) continue;
      const to = first + kept * MARK_WORDS;
      set[to] = set[from] ?? 0;
      set[to + 1] = set[from + 1] ?? 0;
      kept += 1;
    }
    values[row + DISTINCT] = kept;
  }

  #mark(row: number, mark: number, nowMs: number): void {
    const { values, set, at } = this.#table;
    const first = at * this.#shape.distinct * MARK_WORDS;
    const held = values[row + DISTINCT] ?? 0;
    const tick = this.#tick(nowMs);
    for (let n = 0; n < held; n += 1) {
      if (set[first + n * MARK_WORDS] !== mark) continue;
      set[first + n * MARK_WORDS + 1] = tick;
      this.seenBefore = true;
      this.distinct = held;
      return;
    }
    this.seenBefore = false;
    this.distinct = held;
    if (held >= this.#shape.distinct) return;
    set[first + held * MARK_WORDS] = mark;
    set[first + held * MARK_WORDS + 1] = tick;
    this.distinct = values[row + DISTINCT] = held + 1;
  }
}

/** Ticks between two times, also when the 32 bits have wrapped; negative for a mark of the future. */
function age(nowTick: number, tick: number): number {
  return (nowTick - tick) | 0;
}
