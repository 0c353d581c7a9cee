import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';

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
  readonly #periodMs: number;
  readonly #table: KeyTable;
  failed = 0;
  succeeded = 0;
  /** Failures of an average period before this one; 0 while none has passed. */
  usual = 0;

  constructor(periodMs: number, maxBytes: number) {
    this.#periodMs = periodMs;
    this.#table = new KeyTable(maxBytes, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  add(key: Key, outcome: 'failed' | 'succeeded', nowMs: number): void {
    this.#table.touch(key);
    const { values, row } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0) values[row + START_MS] = nowMs;
    else if (nowMs - startMs >= this.#periodMs) this.#close(row, nowMs);
    const column = row + (outcome === 'failed' ? FAILED : SUCCEEDED);
    values[column] = (values[column] ?? 0) + 1;
    this.failed = values[row + FAILED] ?? 0;
    this.succeeded = values[row + SUCCEEDED] ?? 0;
    this.usual = values[row + USUAL] ?? 0;
  }

  /** Ends the period; periods without any event were of zero. */
  #close(row: number, nowMs: number): void {
    const { values } = this.#table;
    const passed = Math.floor((nowMs - (values[row + START_MS] ?? 0)) / this.#periodMs);
    const first = (values[row + PERIODS] ?? 0) === 0;
    const failed = values[row + FAILED] ?? 0;
    const usual = values[row + USUAL] ?? 0;
    const next = first ? failed : usual + WEIGHT * (failed - usual);
    values[row + USUAL] = next * (1 - WEIGHT) ** Math.min(passed - 1, 100);
    values[row + PERIODS] = 1;
    values[row + FAILED] = values[row + SUCCEEDED] = 0;
    values[row + START_MS] = nowMs - ((nowMs - (values[row + START_MS] ?? 0)) % this.#periodMs);
  }
}
