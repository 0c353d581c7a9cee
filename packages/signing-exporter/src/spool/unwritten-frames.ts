import { GrowingBytes } from '../otlp/growing-bytes.js';
import type { RecordPlace } from '../sealing/exported-record.js';
import { FRAME_HEAD_BYTES, type FrameType, writeFrameHead } from './frame.js';

/** More bytes than that, which some record needed, are given up with it. */
const LARGEST_KEPT_BYTES = 2_097_152;

interface Waiting {
  readonly type: FrameType;
  readonly place: RecordPlace;
  /** Where its frame ends in the bytes. */
  readonly end: number;
}

/**
 * Frames that no file has yet, one behind the other. Each is put where it is written from: a buffer for every record would be another copy of
 * its bytes, and memory outside the heap that makes the garbage collector work more often.
 */
export class UnwrittenFrames {
  #bytes = new GrowingBytes();
  #waiting: Waiting[] = [];
  /** Where the first of them begins. */
  #from = 0;
  #end = 0;

  get count(): number {
    return this.#waiting.length;
  }

  /** @param write puts the content at a position and returns where it ends. What it throws leaves everything as it was */
  add(type: FrameType, place: RecordPlace, write: (into: GrowingBytes, at: number) => number): number {
    const end = write(this.#bytes, this.#end + FRAME_HEAD_BYTES);
    const bytes = end - this.#end;
    this.#waiting.push({ type, place, end });
    this.#end = end;
    return bytes;
  }

  /**
   * The first frames, of about so many bytes and at least one, for one write. They hold until the next call of anything here.
   *
   * @param idOf where a record stands in the segment that they are for
   */
  first(maxBytes: number, idOf: (place: RecordPlace) => number): { readonly bytes: Buffer; readonly count: number } {
    const { length } = this.#waiting;
    let at = this.#from;
    let count = 0;
    while (count < length && (count === 0 || at - this.#from < maxBytes)) {
      const { type, place, end } = this.#waiting[count] as Waiting;
      const bytes = this.#bytes.withRoom(end, 0);
      writeFrameHead(bytes, at, end, type, idOf(place));
      at = end;
      count += 1;
    }
    return { bytes: this.#bytes.withRoom(at, 0).subarray(this.#from, at), count };
  }

  /** Forgets so many of the first: a file has them. */
  written(count: number): void {
    if (count < this.#waiting.length) {
      this.#from = (this.#waiting[count - 1] as Waiting).end;
      this.#waiting.splice(0, count);
      return;
    }
    if (this.#end > LARGEST_KEPT_BYTES) this.#bytes = new GrowingBytes();
    this.#waiting.length = 0;
    this.#from = 0;
    this.#end = 0;
  }
}
