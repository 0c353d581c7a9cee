import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

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
const PREVIOUS = 4;
const NUMBERS = 5;
/**
 * What is usual follows within about ten busy periods, too slowly for an attack to become usual while it runs; quiet periods do not teach
 * that little is usual.
 */
const WEIGHT = 0.1;

/** What a key does in a period, against what it usually does in one: everybody is compared with himself. */
export class OwnBaseline {
  readonly #shape: BaselineShape;
  readonly #table: KeyTable;
  events = 0;
  amount = 0;
  sinceMs = 0;

  constructor(shape: BaselineShape, memory: TableMemory) {
    this.#shape = shape;
    this.#table = new KeyTable(memory, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /**
   * @param firstFloor less than this is not too much in the first period of a key, of which nothing is known yet
   * @returns whether this amount makes the period too much
   */
  add(key: Key, amount: number, nowMs: number, firstFloor = 0): boolean {
    const { periodMs, floor, timesUsual } = this.#shape;
    this.#table.touch(key);
    const { values, row } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    if (startMs === 0 || nowMs - startMs >= periodMs || isStepBack(startMs, nowMs)) this.#turn(row, nowMs);
    this.events = values[row + EVENTS] = (values[row + EVENTS] ?? 0) + 1;
    values[row + AMOUNT] = (values[row + AMOUNT] ?? 0) + amount;
    this.sinceMs = values[row + START_MS] ?? nowMs;
    const leftOfPrevious = Math.max(0, Math.min(1, 1 - (nowMs - this.sinceMs) / periodMs));
    this.amount = (values[row + AMOUNT] ?? 0) + (values[row + PREVIOUS] ?? 0) * leftOfPrevious;
    const known = values[row + USUAL] ?? 0;
    return this.amount >= Math.max(floor, known === 0 ? firstFloor : timesUsual * known);
  }

  /** Begins a period; the one before it taught what is usual, and fades out in this one, so that a burst across the edge is whole. */
  #turn(row: number, nowMs: number): void {
    const { periodMs, floor, timesUsual } = this.#shape;
    const { values } = this.#table;
    const startMs = values[row + START_MS] ?? 0;
    const past = values[row + AMOUNT] ?? 0;
    const usual = values[row + USUAL] ?? 0;
    const taught = Math.min(past, bounded(usual, floor, timesUsual));
    if (startMs !== 0) values[row + USUAL] = usual === 0 ? taught : usual + WEIGHT * (taught - usual);
    const isNext = nowMs >= startMs && nowMs - startMs < 2 * periodMs;
    values[row + START_MS] = isNext ? startMs + periodMs : nowMs;
    values[row + PREVIOUS] = isNext ? past : 0;
    values[row + AMOUNT] = values[row + EVENTS] = 0;
  }
}

/** A period that was too much teaches at most what just was not: who comes again tomorrow is told again. */
function bounded(usual: number, floor: number, timesUsual: number): number {
  return Math.max(floor, usual * timesUsual);
}
