/**
 * Characters that are decoded at a time. Few enough for V8 to keep them with other short-lived objects: a whole line of a
 * collector, 1.5 MB, lies outside of its heap, and a few of those make it collect everything.
 */
const WINDOW_BYTES = 65_536;

/** A line as regular expressions can read it: bytes, one a character, decoded piece by piece. */
export class LineWindow {
  readonly bytes: Buffer;
  /** The piece. */
  text = '';
  /** Where it begins and ends in the line. */
  start = 0;
  #end = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Makes the piece begin here. False when half a piece or all that is left was to be seen already. */
  moveTo(at: number): boolean {
    if (this.#end === this.bytes.length || this.#end - at >= WINDOW_BYTES / 2) return false;
    this.start = at;
    this.#end = Math.min(this.bytes.length, at + WINDOW_BYTES);
    this.text = this.bytes.toString('latin1', at, this.#end);
    return true;
  }

  /** Whether this text, printable ASCII, stands here. */
  hasAt(expected: Uint8Array, at: number): boolean {
    const { length } = expected;
    for (let index = 0; index < length; index += 1) if (this.bytes[at + index] !== expected[index]) return false;
    return true;
  }
}
