import type { Key } from '../security-fact.js';
import { type RowShape, RowStore } from './row-store.js';
import type { TableMemory } from './table-memory.js';

const SMALLEST = 16;
/** Probing stays within a cache line or two while a third is free. */
const FILL = 2 / 3;
/** Rows that outlive their generation: a sixteenth of one. */
const KEPT_SHARE = 16;
const WAYS = 4;
const NO_SLOT = -1;
/** Old merit fades a little with each rival, or the heaviest of last week would stay for ever. */
const KEPT_DECAY = 0.99;

/**
 * Rows by key in a fixed number of bytes: two generations and a few heavy hitters.
 *
 * New rows go to the young generation; when it is full it becomes the old one and the former old one is forgotten. A row that is touched
 * moves to the young one. What is forgotten is not lost when it was touched more than once: it competes for a small store in which more
 * touches win, so that a flood of keys that are seen once (an attacker makes as many as he likes) flushes nobody who came back.
 *
 * All memory is taken at construction. Where a row is holds until the next call of `touch`.
 */
export class KeyTable {
  readonly #limit: number;
  #young: RowStore;
  #old: RowStore;
  readonly #kept: RowStore;
  readonly #keptSets: number;
  /** The row of the last `touch` or `find`: its numbers are `values[row]` and on, its marks `set[first]` and on. */
  row = 0;
  first = 0;
  values: Float64Array;
  set: Uint32Array;

  constructor(memory: TableMemory, shape: RowShape) {
    const bytesOfRow = RowStore.bytesOfRow(shape);
    const capacity = Math.max(SMALLEST, Math.floor(memory.bytes / ((2 + 1 / KEPT_SHARE) * bytesOfRow)));
    const keptCapacity = Math.max(1, Math.floor(capacity / KEPT_SHARE / WAYS)) * WAYS;
    const generation = capacity * bytesOfRow;
    const { buffer, from } = memory.take(2 * generation + keptCapacity * bytesOfRow);
    this.#limit = Math.floor(capacity * FILL);
    this.#young = new RowStore(capacity, shape, buffer, from);
    this.#old = new RowStore(capacity, shape, buffer, from + generation);
    this.#kept = new RowStore(keptCapacity, shape, buffer, from + 2 * generation);
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
    let store = this.#young;
    let slot = store.slotOf(key);
    let isKnown = store.keys[slot] === key;
    if (!isKnown) {
      if (store.used >= this.#limit) {
        this.#changeGenerations();
        store = this.#young;
        slot = store.slotOf(key);
      }
      store.keys[slot] = key;
      store.used += 1;
      isKnown = this.#bringBack(key, store, slot);
      if (!isKnown) store.clearRow(slot);
    }
    store.countTouch(slot);
    this.#goTo(store, slot);
    return isKnown;
  }

  /** Goes to the row of a key without making or moving one. @returns whether there is one */
  find(key: Key): boolean {
    if (this.#findIn(this.#young, key) || this.#findIn(this.#old, key)) return true;
    const slot = this.#keptSlot(key);
    if (slot === NO_SLOT) return false;
    this.#goTo(this.#kept, slot);
    return true;
  }

  #findIn(store: RowStore, key: Key): boolean {
    if (store.used === 0) return false;
    const slot = store.slotOf(key);
    if (store.keys[slot] !== key) return false;
    this.#goTo(store, slot);
    return true;
  }

  #goTo(store: RowStore, slot: number): void {
    this.row = store.numbersAt(slot);
    this.first = store.marksAt(slot);
    this.values = store.values;
    this.set = store.set;
  }

  #bringBack(key: Key, store: RowStore, slot: number): boolean {
    const old = this.#old;
    if (old.used > 0) {
      const from = old.slotOf(key);
      if (old.keys[from] === key) {
        store.copyRow(slot, old, from);
        old.forgetTouches(from); // the copy lives on: not to be kept twice
        return true;
      }
    }
    const kept = this.#keptSlot(key);
    if (kept === NO_SLOT) return false;
    store.copyRow(slot, this.#kept, kept);
    this.#kept.keys[kept] = 0;
    this.#kept.used -= 1;
    return true;
  }

  #changeGenerations(): void {
    const forgotten = this.#old;
    const { keys } = forgotten;
    for (let slot = 0; slot < forgotten.capacity; slot += 1) {
      if (keys[slot] !== 0 && forgotten.touches(slot) > 1) this.#keep(forgotten, slot);
    }
    forgotten.clear();
    this.#old = this.#young;
    this.#young = forgotten;
  }

  /** Replaces the least touched of the four rows that a key may take, if it was touched less often. */
  #keep(from: RowStore, fromSlot: number): void {
    const kept = this.#kept;
    const key = from.keys[fromSlot] ?? 0;
    const first = kept.bucketOf(key, this.#keptSets) * WAYS;
    let least = first;
    for (let slot = first; slot < first + WAYS; slot += 1) {
      if (kept.keys[slot] === 0) {
        least = slot;
        break;
      }
      kept.fade(slot, KEPT_DECAY);
      if (kept.touches(slot) < kept.touches(least)) least = slot;
    }
    const isFree = kept.keys[least] === 0;
    if (!isFree && kept.touches(least) > from.touches(fromSlot)) return;
    if (isFree) kept.used += 1;
    kept.keys[least] = key;
    kept.copyRow(least, from, fromSlot);
  }

  #keptSlot(key: Key): number {
    const kept = this.#kept;
    if (kept.used === 0) return NO_SLOT;
    const first = kept.bucketOf(key, this.#keptSets) * WAYS;
    for (let slot = first; slot < first + WAYS; slot += 1) if (kept.keys[slot] === key) return slot;
    return NO_SLOT;
  }
}
