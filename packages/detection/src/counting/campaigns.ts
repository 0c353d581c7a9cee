import type { Key } from '../security-fact.js';
import { KeyTable } from './key-table.js';
import { isStepBack } from './step-back.js';
import type { TableMemory } from './table-memory.js';

const UNTIL_MS = 0;
const COUNT = 1;
const SINCE_MS = 2;
const QUIET_MS = 3;
const NUMBERS = 4;

/**
 * Which keys are under attack at the moment: from the first overflow until nothing has happened for the quiet time. Meanwhile every
 * further event belongs to the same incident, and a success means that the attack got through.
 */
export class Campaigns {
  readonly #quietMs: number;
  readonly #table: KeyTable;
  /** Of the campaign of the last call. */
  count = 0;
  sinceMs = 0;
  quietMs = 0;

  constructor(quietMs: number, memory: TableMemory) {
    this.#quietMs = quietMs;
    this.#table = new KeyTable(memory, { numbers: NUMBERS, marks: 0 });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /**
   * Begins a campaign with the events that led to it, or adds one event to a campaign that goes on.
   *
   * @param quietMs longer than usual for attackers who wait longer than that between two tries
   */
  begin(key: Key, nowMs: number, count: number, sinceMs: number, quietMs: number = this.#quietMs): void {
    if (this.goesOn(key, nowMs)) return;
    this.#table.touch(key);
    const { values, row } = this.#table;
    this.count = values[row + COUNT] = count;
    this.sinceMs = values[row + SINCE_MS] = Math.min(sinceMs, nowMs);
    this.quietMs = values[row + QUIET_MS] = quietMs;
    values[row + UNTIL_MS] = nowMs + quietMs;
  }

  /** Adds one event to the campaign of the key, if there is one. */
  goesOn(key: Key, nowMs: number): boolean {
    if (!this.isOpen(key, nowMs)) return false;
    const { values, row } = this.#table;
    this.count = values[row + COUNT] = (values[row + COUNT] ?? 0) + 1;
    values[row + UNTIL_MS] = Math.max(values[row + UNTIL_MS] ?? 0, nowMs + this.quietMs);
    return true;
  }

  isOpen(key: Key, nowMs: number): boolean {
    if (!this.#table.find(key)) return false;
    const { values, row } = this.#table;
    const untilMs = values[row + UNTIL_MS] ?? 0;
    if (nowMs > untilMs || isStepBack(untilMs - (values[row + QUIET_MS] ?? 0), nowMs)) return false;
    this.count = values[row + COUNT] ?? 0;
    this.sinceMs = values[row + SINCE_MS] ?? nowMs;
    this.quietMs = values[row + QUIET_MS] ?? this.#quietMs;
    return true;
  }
}
