import type { SecurityFact } from '../security-fact.js';
import { combineKeys } from './combine-keys.js';
import { KeyTable } from './key-table.js';
import type { TableMemory } from './table-memory.js';

/** Entra ID does not count the last three wrong passwords again. */
const REMEMBERED = 3;
const NEXT = 0;
const LAST_MS = 1;
const NUMBERS = 2;
/** A tag that may be 0 is kept as tag + 1. */
const OFFSET = 1;
/** After a day a password manager's old password is news again. */
const FORGOTTEN_AFTER_MS = 86_400_000;

/**
 * Whether a failed login tries a password again that this client has just tried on this account: a password manager or a robot with an
 * old password, not somebody who guesses. Needs the tag that the application made with `passwordTag`; without one nothing repeats.
 *
 * @experimental
 */
export class RepeatedPasswords {
  readonly #table: KeyTable;
  #asked: SecurityFact | undefined;
  #answer = false;

  constructor(memory: TableMemory) {
    this.#table = new KeyTable(memory, { numbers: NUMBERS, marks: REMEMBERED });
  }

  get bytes(): number {
    return this.#table.bytes;
  }

  /** Several detectors ask about one fact: it is remembered as tried once. */
  has(fact: SecurityFact, nowMs: number): boolean {
    if (fact === this.#asked) return this.#answer;
    this.#asked = fact;
    this.#answer = this.#isRepeated(fact, nowMs);
    return this.#answer;
  }

  #isRepeated({ keys, details }: SecurityFact, nowMs: number): boolean {
    const { passwordTag } = details;
    const { actor } = keys;
    if (passwordTag === undefined || actor === undefined) return false;
    this.#table.touch(keys.client === undefined ? actor : combineKeys(keys.client, actor));
    const { row, first, values, set } = this.#table;
    if (nowMs - (values[row + LAST_MS] ?? 0) > FORGOTTEN_AFTER_MS) set.fill(0, first, first + REMEMBERED);
    values[row + LAST_MS] = nowMs;
    for (let n = 0; n < REMEMBERED; n += 1) if (set[first + n] === passwordTag + OFFSET) return true;
    const next = (values[row + NEXT] ?? 0) % REMEMBERED;
    set[first + next] = passwordTag + OFFSET;
    values[row + NEXT] = next + 1;
    return false;
  }
}
