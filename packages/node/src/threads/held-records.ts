/** What every thread can read of this one: one number. */
const CELL = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** The memory in which this thread counts; shared with the threads that it is sent to. */
export const HELD_RECORDS = CELL.buffer as SharedArrayBuffer;

/**
 * How many records only the memory of that thread holds, or a few more. The count is taken: whoever has asked says what became of them, and nobody says
 * it again.
 *
 * @param memory of the thread that holds them; default this one
 */
export function takeHeldRecords(memory: SharedArrayBuffer = HELD_RECORDS): number {
  return Math.max(0, Atomics.exchange(new Int32Array(memory), 0, 0));
}

/** The same, left as it is. */
export function heldRecords(memory: SharedArrayBuffer): number {
  return Math.max(0, Atomics.load(new Int32Array(memory), 0));
}

/**
 * The part of one pipeline. A thread can be gone without a word (its main thread called `process.exit`, somebody terminated it), so what that
 * would lose is counted where others can read it, at one addition a record. Records that the exporter keeps for another attempt are counted until a
 * later one has arrived: order is kept, so all before it have, too.
 */
export class HeldRecords {
  #held = 0;
  #kept = 0;

  took(count: number): void {
    this.#held += count;
    Atomics.add(CELL, 0, count);
  }

  delivered(count: number): void {
    this.#gone(count + this.#kept);
    this.#kept = 0;
  }

  keptForRetry(count: number): void {
    this.#kept += count;
  }

  /** The pipeline has ended and has said itself what it lost. */
  ended(): void {
    this.#gone(this.#held);
  }

  #gone(count: number): void {
    const gone = Math.min(count, this.#held);
    this.#held -= gone;
    Atomics.sub(CELL, 0, gone);
  }
}
