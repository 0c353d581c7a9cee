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
  let held: Buffer[] = [];
  let heldBytes = 0;
  let number = 1;

  const take = (rest: Buffer, ended: boolean): Line => {
    const tooLong = heldBytes + rest.length > maxBytes;
    const bytes = tooLong ? undefined : heldBytes === 0 ? rest : Buffer.concat([...held, rest]);
    held = [];
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
    if (heldBytes <= maxBytes && rest.length > 0) held.push(Buffer.from(rest)); // a copy: the chunk may be used again
    heldBytes += rest.length;
    if (heldBytes > maxBytes) held = [];
  }
  if (heldBytes > 0) yield take(Buffer.alloc(0), false);
}

/** Whether a line says nothing; a hundred blanks and more are looked at as any other line. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.length < 100 && bytes.toString('latin1').trim() === '';
}
