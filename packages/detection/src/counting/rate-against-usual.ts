import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import type { BaselineShape } from './own-baseline.js';
import { isStepBack } from './step-back.js';

const START_MS = 0;
const FAILED = 1;
const SUCCEEDED = 2;
const SUCCEEDED_BEFORE = 3;
const USUAL = 4;
const PERIODS = 5;
const NUMBERS = 6;
/** A fifth of what is new: usual follows a change within about five periods. */
const WEIGHT = 0.2;

/** How many failures of a key a period usually has that no success made good, and how many successes there were lately. */
export class RateAgainstUsual {
  readonly #shape: BaselineShape;
  readonly #table: KeyTable;
  /** Successes within the last period, estimated from the current one and the share of the one before that still counts. */
  succeeded = 0;
  /** Failures of an average period before this one in which anything happened; 0 while none has passed. */
  usual = 0;

  /** @param shape `floor`: as many failures in a period are never too much */
  constructor(shape: BaselineShape, maxBytes: number) {
    this.#shape = shape;
    this.#table = new KeyTable(maxBytes, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  addFailure(key: Key, nowMs: number): void {
    this.#add(key, FAILED, 1, nowMs);
  }

  /** @param madeGood failures that this success takes back: a person who mistyped */
  addSuccess(key: Key, nowMs: number, madeGood = 0): void {
    this.#add(key, SUCCEEDED, 1, nowMs);
    const { values, row } = this.#table;
    if (madeGood > 0) values[row + FAILED] = Math.max(0, (values[row + FAILED] ?? 0) - madeGood);
  }

  #add(key: Key, column: number, count: number, nowMs: number): void {
    this.#table.touch(key);
    const { values, row } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0 || isStepBack(startMs, nowMs)) values[row + START_MS] = nowMs;
    else if (nowMs - startMs >= this.#shape.periodMs) this.#close(row, nowMs);
    values[row + column] = (values[row + column] ?? 0) + count;
    const passed = Math.max(0, nowMs - (values[row + START_MS] ?? 0)) / this.#shape.periodMs;
    this.succeeded = (values[row + SUCCEEDED] ?? 0) + (values[row + SUCCEEDED_BEFORE] ?? 0) * Math.max(0, 1 - passed);
    this.usual = values[row + USUAL] ?? 0;
  }

  /**
   * Ends the period. Periods without any event teach nothing: in a small service the night would make every morning a rush. Nor does a
   * period that was far too much teach more than what just was not, so that an attack does not become usual while it runs; what is below
   * the floor even when multiplied may always be learnt.
   */
  #close(row: number, nowMs: number): void {
    const { values } = this.#table;
    const isFirst = (values[row + PERIODS] ?? 0) === 0;
    const failed = values[row + FAILED] ?? 0;
    const usual = values[row + USUAL] ?? 0;
    const { periodMs, floor, timesUsual } = this.#shape;
    const passedMs = nowMs - (values[row + START_MS] ?? 0);
    const most = isFirst ? floor : Math.max(floor / timesUsual, timesUsual * usual);
    const taught = Math.min(failed, most);
    values[row + USUAL] = isFirst ? taught : usual + WEIGHT * (taught - usual);
    values[row + PERIODS] = 1;
    values[row + SUCCEEDED_BEFORE] = passedMs < 2 * periodMs ? (values[row + SUCCEEDED] ?? 0) : 0;
    values[row + FAILED] = values[row + SUCCEEDED] = 0;
    values[row + START_MS] = nowMs - (passedMs % periodMs);
  }
}
