/** A line without its line feed, or what took the place of one that is too long to hold. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined when the line is longer than the bound. Valid only until the next line is asked for. */
  readonly bytes: Buffer | undefined;
  /** False for a last line without line feed, as a crash leaves it. */
  readonly ended: boolean;
}

const LINE_FEED = 0x0a;

/**
 * Splits bytes at line feeds, and only there: U+2028 and carriage returns are content. Holds at most one line and one chunk; a
 * line of more than `maxBytes` is passed over without being kept.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  const held = new HeldBytes();
  let heldBytes = 0;
  let number = 1;

  const take = (rest: Buffer, ended: boolean): Line => {
    const tooLong = heldBytes + rest.length > maxBytes;
    const bytes = tooLong ? undefined : heldBytes === 0 ? rest : held.with(rest);
    held.clear();
    heldBytes = 0;
    return { number: number++, bytes, ended };
  };

  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(LINE_FEED); end !== -1; end = buffer.indexOf(LINE_FEED, from)) {
      yield take(buffer.subarray(from, end), true);
      from = end + 1;
    }
    const rest = buffer.subarray(from);
    heldBytes += rest.length;
    if (heldBytes <= maxBytes) held.with(rest);
    else held.clear();
  }
  if (heldBytes > 0) yield take(Buffer.alloc(0), false);
}

const INITIAL_BYTES = 65_536;
/** A larger one, which some line needed, is given up with it. */
const LARGEST_KEPT_BYTES = 8_388_608;

/**
 * The beginning of a line whose end is in a chunk to come. One buffer for all lines: a new one for each would be the
 * greatest part of what the garbage collector sees, and it collects everything for want of a way to see only those.
 */
class HeldBytes {
  #bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #length = 0;

  /** What is held, and a copy of these bytes behind it. Valid until more is added after `clear`. */
  with(more: Buffer): Buffer {
    const length = this.#length + more.length;
    if (length > this.#bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    more.copy(this.#bytes, this.#length);
    this.#length = length;
    return this.#bytes.subarray(0, length);
  }

  clear(): void {
    if (this.#bytes.length > LARGEST_KEPT_BYTES) this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
    this.#length = 0;
  }
}

/** Whether a line says nothing; a hundred blanks and more are looked at as any other line. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.length < 100 && bytes.toString('latin1').trim() === '';
}
