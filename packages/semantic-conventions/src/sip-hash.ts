/**
 * Rounds for each word and at the end. 2-4 is the original; 1-3 is what hash tables use, of Rust and Python among others.
 *
 * @experimental
 */
export interface SipRounds {
  readonly each: number;
  readonly last: number;
}

/**
 * SipHash (Aumasson and Bernstein, 2012) of the UTF-16 units of a text in little-endian order, with a key of four 32-bit words, low
 * word first. 64-bit words are pairs of 32-bit ones, because BigInt costs a hundred times as much.
 * No `node:*` module has a keyed hash that costs less for short text, and none is there at the edge.
 *
 * @returns the low 53 bits of the 64
 * @experimental
 */
export function sipHash(k0: number, k1: number, k2: number, k3: number, text: string, rounding: SipRounds): number {
  let v0l = k0 ^ 0x70736575;
  let v0h = k1 ^ 0x736f6d65;
  let v1l = k2 ^ 0x6e646f6d;
  let v1h = k3 ^ 0x646f7261;
  let v2l = k0 ^ 0x6e657261;
  let v2h = k1 ^ 0x6c796765;
  let v3l = k2 ^ 0x79746573;
  let v3h = k3 ^ 0x74656462;

  const { length } = text;
  const lastWord = length >> 2; // four units are a 64-bit word; the last word holds what is left and the length
  let ml = 0;
  let mh = 0;
  for (let word = 0; word <= lastWord + 1; word += 1) {
    let rounds = rounding.each;
    if (word <= lastWord) {
      const at = word << 2;
      ml = (at < length ? text.charCodeAt(at) : 0) | ((at + 1 < length ? text.charCodeAt(at + 1) : 0) << 16);
      mh = (at + 2 < length ? text.charCodeAt(at + 2) : 0) | ((at + 3 < length ? text.charCodeAt(at + 3) : 0) << 16);
      if (word === lastWord) mh |= ((length << 1) & 0xff) << 24;
      v3l ^= ml;
      v3h ^= mh;
    } else {
      v2l ^= 0xff;
      rounds = rounding.last;
    }
    for (; rounds > 0; rounds -= 1) {
      let low = (v0l >>> 0) + (v1l >>> 0);
      v0h = (v0h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      let rotated = (v1l << 13) | (v1h >>> 19);
      v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
      v1l = rotated ^ v0l;
      let swapped = v0l;
      v0l = v0h;
      v0h = swapped;

      low = (v2l >>> 0) + (v3l >>> 0);
      v2h = (v2h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      rotated = (v3l << 16) | (v3h >>> 16);
      v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
      v3l = rotated ^ v2l;

      low = (v0l >>> 0) + (v3l >>> 0);
      v0h = (v0h + v3h + (low > 0xffffffff ? 1 : 0)) | 0;
      v0l = low | 0;
      rotated = (v3l << 21) | (v3h >>> 11);
      v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
      v3l = rotated ^ v0l;

      low = (v2l >>> 0) + (v1l >>> 0);
      v2h = (v2h + v1h + (low > 0xffffffff ? 1 : 0)) | 0;
      v2l = low | 0;
      rotated = (v1l << 17) | (v1h >>> 15);
      v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
      v1l = rotated ^ v2l;
      swapped = v2l;
      v2l = v2h;
      v2h = swapped;
    }
    if (word <= lastWord) {
      v0l ^= ml;
      v0h ^= mh;
    }
  }
  const low = (v0l ^ v1l ^ v2l ^ v3l) >>> 0;
  const high = (v0h ^ v1h ^ v2h ^ v3h) & 0x1fffff;
  return high * 4_294_967_296 + low;
}
