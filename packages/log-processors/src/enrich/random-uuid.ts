import { randomFillSync } from 'node:crypto';

const BYTES = 16;
/** Identifiers for which randomness is drawn at once. */
const DRAWN_AT_ONCE = 128;
/** Where the two digits of each byte stand in the text. */
const PLACES: readonly number[] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const HYPHEN = 0x2d;
const digits = Buffer.from('0123456789abcdef', 'latin1');

const drawn = new Uint8Array(BYTES * DRAWN_AT_ONCE);
const text = Buffer.alloc(36, HYPHEN);
let at = drawn.length;

/**
 * A random UUID (RFC 9562, version 4), in one piece: that of `node:crypto` is a text of twenty pieces, which are put together when somebody
 * first looks at it, and every record has one.
 */
export function randomUuid(): string {
  if (at === drawn.length) {
    randomFillSync(drawn);
    at = 0;
  }
  for (let index = 0; index < BYTES; index += 1) {
    const byte = versioned(drawn[at + index] as number, index);
    const place = PLACES[index] as number;
    text[place] = digits[byte >> 4] as number;
    text[place + 1] = digits[byte & 0x0f] as number;
  }
  at += BYTES;
  return text.toString('latin1');
}

function versioned(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  return index === 8 ? (byte & 0x3f) | 0x80 : byte;
}
