const INITIAL_BYTES = 65_536;
/** A larger one, which some record needed, is given up with it. */
const LARGEST_KEPT_BYTES = 1_048_576;

/**
 * The bytes that one record is encoded into, used again for the next one: encoding is synchronous. Writers keep their
 * position in a local variable and ask for room before they write; that is a third of the cost of a cursor in an object.
 */
export class GrowingBytes {
  #bytes: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);

  /** The bytes, at least `count` of them from `at`. Those asked for earlier may be others: what lies before `at` is kept. */
  withRoom(at: number, count: number): Buffer {
    if (at + count > this.#bytes.length) this.#grow(at, at + count);
    return this.#bytes;
  }

  /** A copy of what was written. */
  copy(end: number): Buffer {
    const copy = Buffer.allocUnsafe(end);
    this.#bytes.copy(copy, 0, 0, end);
    this.#release();
    return copy;
  }

  /** Puts what was written here behind what stands in others. @returns where it ends there */
  copyTo(into: GrowingBytes, at: number, end: number): number {
    this.#bytes.copy(into.withRoom(at, end), at, 0, end);
    this.#release();
    return at + end;
  }

  /** Puts bytes of somebody else's there. @returns where they end */
  put(at: number, content: Uint8Array): number {
    this.withRoom(at, content.length).set(content, at);
    return at + content.length;
  }

  #release(): void {
    if (this.#bytes.length > LARGEST_KEPT_BYTES) this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  }

  #grow(kept: number, needed: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(grown, 0, 0, kept);
    this.#bytes = grown;
  }
}
