const BYTES_OF_NUMBER = 8;

interface Block {
  readonly buffer: ArrayBuffer;
  taken: number;
}

/**
 * Memory for tables, taken in one block at the start, so that no later allocation can fail. Of a large block the system hands out the pages
 * that are written to, and no others: a service that sees few keys holds little. Many small blocks would come from memory that was used
 * before, and be resident as a whole.
 *
 * @experimental
 * @example
 * const memory = TableMemory.of(1_048_576);
 * const sessions = new KeyTable(memory.part(0.8), { numbers: 4, marks: 0 });
 */
export class TableMemory {
  /** What of the block is meant for whoever holds this. */
  readonly bytes: number;
  readonly #block: Block;

  private constructor(block: Block, bytes: number) {
    this.#block = block;
    this.bytes = bytes;
  }

  /** A block of its own; a table takes no more than that, rounded down to whole rows. */
  static of(bytes: number): TableMemory {
    const buffer = new ArrayBuffer(Math.floor(bytes / BYTES_OF_NUMBER) * BYTES_OF_NUMBER);
    return new TableMemory({ buffer, taken: 0 }, bytes);
  }

  /** A part of the same block, for a table or for what divides it further. @param share of its bytes, 0 to 1 */
  part(share: number): TableMemory {
    return new TableMemory(this.#block, this.bytes * share);
  }

  /** Zeros for one table. The smallest tables take more than their part where that is tiny: at the end of the block they get their own. */
  take(bytes: number): { readonly buffer: ArrayBuffer; readonly from: number } {
    const { buffer, taken } = this.#block;
    if (taken + bytes > buffer.byteLength) return { buffer: new ArrayBuffer(bytes), from: 0 };
    this.#block.taken += bytes;
    return { buffer, from: taken };
  }
}
