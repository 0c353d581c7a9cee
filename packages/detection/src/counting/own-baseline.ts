import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';

/**
 * How much more than usual is too much.
 *
 * @experimental
 */
export interface BaselineShape {
  /** One period, in milliseconds. */
  readonly periodMs: number;
  /** Less than this in a period is never too much. */
  readonly floor: number;
  /** Times what a period of this key usually has. */
  readonly timesUsual: number;
}

const START_MS = 0;
const AMOUNT = 1;
const USUAL = 2;
const EVENTS = 3;
const NUMBERS = 4;
/** What is usual follows within about five busy periods; quiet periods do not teach that little is usual. */
const WEIGHT = 0.2;

/** What a key does in a period, against what it usually does in one: everybody is compared with himself. */
export class OwnBaseline {
  readonly #shape: BaselineShape;
  readonly #table: KeyTable;
  events = 0;
  amount = 0;
  sinceMs = 0;

  constructor(shape: BaselineShape, maxBytes: number) {
    this.#shape = shape;
    this.#table = new KeyTable(maxBytes, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** @returns whether this amount makes the period too much */
  add(key: Key, amount: number, nowMs: number): boolean {
    const { periodMs, floor, timesUsual } = this.#shape;
    this.#table.touch(key);
    const { values, row } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0 || nowMs - startMs >= periodMs) {
      const past = values[row + AMOUNT] ?? 0;
      const usual = values[row + USUAL] ?? 0;
      if (startMs !== 0)
        values[row + USUAL] =
          usual === 0 ? past : usual + WEIGHT * (Math.min(past, bounded(usual, floor, timesUsual)) - usual);
      values[row + START_MS] = nowMs;
      values[row + AMOUNT] = values[row + EVENTS] = 0;
    }
    this.events = values[row + EVENTS] = (values[row + EVENTS] ?? 0) + 1;
    this.amount = values[row + AMOUNT] = (values[row + AMOUNT] ?? 0) + amount;
    this.sinceMs = values[row + START_MS] ?? nowMs;
    return this.amount >= Math.max(floor, timesUsual * (values[row + USUAL] ?? 0));
  }
}

/** A period that was too much teaches at most what just was not: who comes again tomorrow is told again. */
function bounded(usual: number, floor: number, timesUsual: number): number {
  return Math.max(floor, usual * timesUsual);
}
