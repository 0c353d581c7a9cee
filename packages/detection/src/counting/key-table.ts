import type { Key } from '../security-fact.js';

/**
 * The shape of a row.
 *
 * @experimental
 */
export interface RowShape {
  /** Numbers of a row. */
  readonly numbers: number;
  /** 32-bit marks of a row, for small sets. */
  readonly marks: number;
}

const BYTES_OF_NUMBER = 8;
const BYTES_OF_MARK = 4;
const SMALLEST = 64;
/** Linear probing stays short while a third is free. */
const FILL = 2 / 3;
/** Rows that outlive their generation: a sixteenth of one, which is checked in full when generations change. */
const KEPT_SHARE = 16;
const WAYS = 4;
const WORD = 4_294_967_296;
const NO_ROW = -1;

/**
 * Rows by key in a fixed number of bytes: two generations and a few heavy hitters.
 *
 * New rows go to the young generation; when it is full it becomes the old one and the former old one is forgotten. A row that is touched
 * moves to the young one. What is forgotten is not lost when it was touched more than once: it competes for a small store in which more
 * touches win, so that a flood of keys that are seen once (an attacker makes as many as he likes) flushes nobody who came back.
 *
 * All memory is taken at construction. A row is valid until the next call of `touch`.
 */
export class KeyTable {
  readonly numbers: number;
  readonly marks: number;
  readonly #capacity: number;
  readonly #limit: number;
  #young: Generation;
  #old: Generation;
  readonly #kept: Generation;
  readonly #keptSets: number;
  /** Where the row of the last `touch` or `find` is: its numbers begin at `at × numbers`, its marks at `at × marks`. */
  at = 0;
  values: Float64Array;
  set: Uint32Array;

  constructor(maxBytes: number, shape: RowShape) {
    this.numbers = shape.numbers;
    this.marks = shape.marks;
    const rowBytes = BYTES_OF_NUMBER * (2 + shape.numbers) + BYTES_OF_MARK * shape.marks; // the key and the touches, too
    this.#capacity = capacityFor(maxBytes, rowBytes);
    this.#limit = Math.floor(this.#capacity * FILL);
    this.#young = new Generation(this.#capacity, shape);
    this.#old = new Generation(this.#capacity, shape);
    this.#kept = new Generation(Math.max(1, Math.floor(this.#capacity / KEPT_SHARE / WAYS)) * WAYS, shape);
    this.#keptSets = this.#kept.capacity / WAYS;
    this.values = this.#young.values;
    this.set = this.#young.set;
  }

  /** Bytes of all arrays. */
  get bytes(): number {
    return this.#young.bytes + this.#old.bytes + this.#kept.bytes;
  }

  /** Different keys that it holds at least before it forgets any. */
  get rows(): number {
    return this.#limit;
  }

  /** Goes to the row of a key, a new row of zeros when there is none. @returns whether the key was known */
  touch(key: Key): boolean {
    const young = this.#young;
    let slot = young.slotOf(key);
    if (young.keys[slot] === key) {
      this.#goTo(young, slot);
      return true;
    }
    if (young.used >= this.#limit) {
      this.#changeGenerations();
      slot = this.#young.slotOf(key);
    }
    const target = this.#young;
    target.keys[slot] = key;
    target.used += 1;
    target.touches[slot] = 0;
    const known = this.#bringBack(key, target, slot);
    if (!known) target.clearRow(slot);
    this.#goTo(target, slot);
    return known;
  }

  /** Goes to the row of a key without making or moving one. @returns whether there is one */
  find(key: Key): boolean {
    for (const generation of [this.#young, this.#old]) {
      const slot = generation.slotOf(key);
      if (generation.keys[slot] !== key) continue;
      this.at = slot;
      this.values = generation.values;
      this.set = generation.set;
      return true;
    }
    const kept = this.#keptSlot(key);
    if (kept === NO_ROW) return false;
    this.at = kept;
    this.values = this.#kept.values;
    this.set = this.#kept.set;
    return true;
  }

  #goTo(generation: Generation, slot: number): void {
    generation.touches[slot] = (generation.touches[slot] ?? 0) + 1;
    this.at = slot;
    this.values = generation.values;
    this.set = generation.set;
  }

  #bringBack(key: Key, target: Generation, slot: number): boolean {
    const old = this.#old;
    const from = old.slotOf(key);
    if (old.keys[from] === key) {
      target.copyRow(slot, old, from);
      old.touches[from] = 0; // the copy lives on: not to be kept twice
      return true;
    }
    const kept = this.#keptSlot(key);
    if (kept === NO_ROW) return false;
    target.copyRow(slot, this.#kept, kept);
    this.#kept.keys[kept] = 0;
    return true;
  }

  #changeGenerations(): void {
    const forgotten = this.#old;
    for (let slot = 0; slot < forgotten.capacity; slot += 1) {
      if ((forgotten.touches[slot] ?? 0) > 1) this.#keep(forgotten, slot);
    }
    forgotten.clear();
    this.#old = this.#young;
    this.#young = forgotten;
  }

  /** Replaces the least touched of the four rows that a key may take, if it was touched less often. */
  #keep(from: Generation, slot: number): void {
    const kept = this.#kept;
    const first = hash(from.keys[slot] ?? 0) % this.#keptSets;
    let least = first * WAYS;
    for (let way = first * WAYS; way < (first + 1) * WAYS; way += 1) {
      if (kept.keys[way] === 0) {
        least = way;
        break;
      }
      kept.touches[way] = (kept.touches[way] ?? 0) * KEPT_DECAY;
      if ((kept.touches[way] ?? 0) < (kept.touches[least] ?? 0)) least = way;
    }
    if (kept.keys[least] !== 0 && (kept.touches[least] ?? 0) > (from.touches[slot] ?? 0)) return;
    kept.keys[least] = from.keys[slot] ?? 0;
    kept.copyRow(least, from, slot);
  }

  #keptSlot(key: Key): number {
    const first = (hash(key) % this.#keptSets) * WAYS;
    for (let way = first; way < first + WAYS; way += 1) if (this.#kept.keys[way] === key) return way;
    return NO_ROW;
  }
}

/** Old merit fades a little with each rival, or the heaviest of last week would stay for ever. */
const KEPT_DECAY = 0.99;

class Generation {
  readonly capacity: number;
  readonly keys: Float64Array;
  readonly touches: Float64Array;
  readonly values: Float64Array;
  readonly set: Uint32Array;
  readonly #numbers: number;
  readonly #marks: number;
  used = 0;

  constructor(capacity: number, { numbers, marks }: RowShape) {
    this.capacity = capacity;
    this.keys = new Float64Array(capacity);
    this.touches = new Float64Array(capacity);
    this.values = new Float64Array(capacity * numbers);
    this.set = new Uint32Array(capacity * marks);
    this.#numbers = numbers;
    this.#marks = marks;
  }

  get bytes(): number {
    return this.keys.byteLength + this.touches.byteLength + this.values.byteLength + this.set.byteLength;
  }

  /** The slot of the key, or the free slot where it would go. */
  slotOf(key: Key): number {
    const { keys, capacity } = this;
    let slot = Math.floor((hash(key) * capacity) / WORD);
    while (keys[slot] !== key && keys[slot] !== 0) slot = slot + 1 === capacity ? 0 : slot + 1;
    return slot;
  }

  clearRow(slot: number): void {
    this.values.fill(0, slot * this.#numbers, (slot + 1) * this.#numbers);
    this.set.fill(0, slot * this.#marks, (slot + 1) * this.#marks);
  }

  copyRow(slot: number, from: Generation, fromSlot: number): void {
    const [numbers, marks] = [this.#numbers, this.#marks];
    for (let n = 0; n < numbers; n += 1) this.values[slot * numbers + n] = from.values[fromSlot * numbers + n] ?? 0;
    for (let m = 0; m < marks; m += 1) this.set[slot * marks + m] = from.set[fromSlot * marks + m] ?? 0;
    this.touches[slot] = from.touches[fromSlot] ?? 0;
  }

  /** Rows are cleared when they are taken: emptying the keys is enough. */
  clear(): void {
    this.keys.fill(0);
    this.touches.fill(0);
    this.used = 0;
  }
}

/** Keys are secret digests already: their two halves, spread once, are enough. */
function hash(key: Key): number {
  return Math.imul((key % WORD) ^ (key / WORD), 0x9e3779b1) >>> 0;
}

/** Rows of a generation, so that two generations and the kept rows fit. */
function capacityFor(maxBytes: number, rowBytes: number): number {
  return Math.max(SMALLEST, Math.floor(maxBytes / ((2 + 1 / KEPT_SHARE) * rowBytes)));
}
