import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import type { BaselineShape } from './own-baseline.js';
import { isStepBack } from './step-back.js';

const START_MS = 0;
const FAILED = 1;
const SUCCEEDED = 2;
const USUAL = 3;
const PERIODS = 4;
const NUMBERS = 5;
/** A fifth of what is new: usual follows a change within about five periods. */
const WEIGHT = 0.2;

/** Failures and successes of a key in the current period, and how many failures a period usually has. */
export class RateAgainstUsual {
  readonly #shape: BaselineShape;
  readonly #table: KeyTable;
  failed = 0;
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

  add(key: Key, outcome: 'failed' | 'succeeded', nowMs: number): void {
    this.#table.touch(key);
    const { values, row } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0 || isStepBack(startMs, nowMs)) values[row + START_MS] = nowMs;
    else if (nowMs - startMs >= this.#shape.periodMs) this.#close(row, nowMs);
    const column = row + (outcome === 'failed' ? FAILED : SUCCEEDED);
    values[column] = (values[column] ?? 0) + 1;
    this.failed = values[row + FAILED] ?? 0;
    this.succeeded = values[row + SUCCEEDED] ?? 0;
    this.usual = values[row + USUAL] ?? 0;
  }

  /**
   * Ends the period. Periods without any event teach nothing: in a small service the night would make every morning a rush. Nor does a
   * period that was far too much teach more than what just was not, so that an attack does not become usual while it runs.
   */
  #close(row: number, nowMs: number): void {
    const { values } = this.#table;
    const isFirst = (values[row + PERIODS] ?? 0) === 0;
    const failed = values[row + FAILED] ?? 0;
    const usual = values[row + USUAL] ?? 0;
    const { periodMs, floor, timesUsual } = this.#shape;
    const taught = Math.min(failed, Math.max(floor, timesUsual * usual));
    values[row + USUAL] = isFirst ? taught : usual + WEIGHT * (taught - usual);
    values[row + PERIODS] = 1;
    values[row + FAILED] = values[row + SUCCEEDED] = 0;
    values[row + START_MS] = nowMs - ((nowMs - (values[row + START_MS] ?? 0)) % periodMs);
  }
}
