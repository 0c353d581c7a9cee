import { readSync } from 'node:fs';

const CHUNK_BYTES = 65_536;
/** Zeros that are looked through. What a power loss has kept from the disk is less; in a file that somebody made it may be anything. */
const MOST_BYTES = 33_554_432;

/** Where the last byte between two places in a file is that is not zero, and ends; the end where there is too much to look through. */
export function writtenEnd(descriptor: number, from: number, to: number): number {
  if (to - from > MOST_BYTES) return to;
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, to - from));
  for (let end = to; end > from; end -= chunk.length) {
    const start = Math.max(from, end - chunk.length);
    const length = readSync(descriptor, chunk, 0, end - start, start);
    for (let at = length - 1; at >= 0; at -= 1) if (chunk[at] !== 0) return start + at + 1;
  }
  return from;
}
