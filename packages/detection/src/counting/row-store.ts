import type { Key } from '../security-fact.js';

/** The shape of a row. */
export interface RowShape {
  /** Numbers of a row. */
  readonly numbers: number;
  /** 32-bit marks of a row, for small sets. */
  readonly marks: number;
}

const BYTES_OF_NUMBER = 8;
const WORD = 4_294_967_296;

/**
 * Rows by key in one block of memory, open addressing. The keys stand together, so that probing meets few cache lines; how often a row
 * was touched, its numbers and its marks stand together, so that using it meets one more.
 */
export class RowStore {
  readonly capacity: number;
  readonly keys: Float64Array;
  readonly values: Float64Array;
  /** The same memory as `values`, as 32-bit words. */
  readonly set: Uint32Array;
  readonly #stride: number;
  readonly #numbers: number;
  used = 0;

  /** @param buffer zeros; from `from` on the rows take `capacity` times the bytes of one */
  constructor(capacity: number, shape: RowShape, buffer: ArrayBuffer, from: number) {
    this.capacity = capacity;
    this.#numbers = shape.numbers;
    this.#stride = strideOf(shape);
    this.keys = new Float64Array(buffer, from, capacity);
    this.values = new Float64Array(buffer, from + this.keys.byteLength, capacity * this.#stride);
    this.set = new Uint32Array(buffer, this.values.byteOffset, this.values.length * 2);
  }

  /** Bytes of a row with its key. */
  static bytesOfRow(shape: RowShape): number {
    return (1 + strideOf(shape)) * BYTES_OF_NUMBER;
  }

  get bytes(): number {
    return this.keys.byteLength + this.values.byteLength;
  }

  /** The slot of the key, or the free slot where it would go. */
  slotOf(key: Key): number {
    const { keys, capacity } = this;
    let slot = this.bucketOf(key, capacity);
    for (let held = keys[slot]; held !== key && held !== 0; held = keys[slot])
      slot = slot + 1 === capacity ? 0 : slot + 1;
    return slot;
  }

  /** Keys are secret digests already: their two halves, spread once, are enough. */
  bucketOf(key: Key, buckets: number): number {
    const hash = Math.imul((key % WORD) ^ (key / WORD), 0x9e3779b1) >>> 0;
    return Math.floor((hash * buckets) / WORD);
  }

  numbersAt(slot: number): number {
    return slot * this.#stride + 1;
  }

  marksAt(slot: number): number {
    return (slot * this.#stride + 1 + this.#numbers) * 2;
  }

  touches(slot: number): number {
    return this.values[slot * this.#stride] ?? 0;
  }

  countTouch(slot: number): void {
    const at = slot * this.#stride;
    this.values[at] = (this.values[at] ?? 0) + 1;
  }

  forgetTouches(slot: number): void {
    this.values[slot * this.#stride] = 0;
  }

  fade(slot: number, by: number): void {
    const at = slot * this.#stride;
    this.values[at] = (this.values[at] ?? 0) * by;
  }

  clearRow(slot: number): void {
    const { values } = this;
    const end = (slot + 1) * this.#stride;
    for (let at = slot * this.#stride; at < end; at += 1) values[at] = 0;
  }

  /** Word by word: marks read as numbers could be changed on the way. */
  copyRow(slot: number, from: RowStore, fromSlot: number): void {
    const words = this.#stride * 2;
    const { set } = this;
    const { set: fromSet } = from;
    for (let n = 0; n < words; n += 1) set[slot * words + n] = fromSet[fromSlot * words + n] ?? 0;
  }

  /** Rows are cleared when they are taken: emptying the keys is enough. */
  clear(): void {
    this.keys.fill(0);
    this.used = 0;
  }
}

/** Numbers of a row with its touches, marks two to a number. */
function strideOf({ numbers, marks }: RowShape): number {
  return 1 + numbers + Math.ceil(marks / 2);
}
