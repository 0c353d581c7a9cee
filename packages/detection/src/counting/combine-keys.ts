import type { Key } from '../security-fact.js';

const WORD = 4_294_967_296;
const HIGH_BITS = 0x1fffff;

/** One key for two: order matters. Both are secret digests already, so mixing them well is enough. */
export function combineKeys(first: Key, second: Key): Key {
  let low = Math.imul((first % WORD) ^ 0x9e3779b9, 0x85ebca6b) ^ (second / WORD);
  let high = Math.imul((second % WORD) ^ 0x7f4a7c15, 0xc2b2ae35) ^ (first / WORD);
  low = Math.imul(low ^ (high >>> 15), 0x2c1b3c6d);
  high = Math.imul(high ^ (low >>> 13), 0x297a2d39);
  low ^= high >>> 16;
  return (high & HIGH_BITS) * WORD + (low >>> 0) || 1;
}

/** A key as a 32-bit mark of a small set; never 0. */
export function markOf(key: Key): number {
  return ((key % WORD) ^ (key / WORD)) >>> 0 || 1;
}

/** A mark of a text from our own code or of bounded length, for small sets within one key (FNV-1a); never 0. */
export function markOfText(text: string): number {
  let mark = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193);
  return mark >>> 0 || 1;
}
