import { describe, expect, it } from 'vitest';
import { sipHash } from '../src/sip-hash.js';

describe('SipHash', () => {
  // Outputs for the key 00 01 … 0f and the texts of 0, 2, 4 and 8 bytes 00 01 …, from the reference implementation of its authors.
  it.each([
    [0, '310e0edd47db6f72'],
    [2, '5a4fa9d909806c0d'],
    [4, 'b7877127e09427cf'],
    [8, '6224939a79f5f593'],
  ])('gives the vector of its authors for %i bytes', (bytes, expected) => {
    const text = Buffer.from(Array.from({ length: bytes }, (_, at) => at)).toString('utf16le');
    const low53 = Buffer.from(expected, 'hex').readBigUInt64LE() & ((1n << 53n) - 1n);
    const words = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c] as const;
    expect(BigInt(sipHash(...words, text, { each: 2, last: 4 }))).toBe(low53);
  });
});
