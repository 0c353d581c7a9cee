import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedHash } from '../../src/sanitize/keyed-hash.js';

const oracle = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest('binary');

describe('the keyed hash', () => {
  it.each([1, 32, 63, 64, 65, 131])('is HMAC-SHA-256 for a key of %i bytes', (bytes) => {
    const key = randomBytes(bytes);
    expect(new KeyedHash(key).of('what do ya ', 'want for nothing?')).toBe(oracle(key, 'what do ya want for nothing?'));
  });

  it('is HMAC-SHA-256 for any prefixes and texts, one after the other', () => {
    const key = randomBytes(32);
    const hash = new KeyedHash(key);
    fc.assert(
      fc.property(
        fc.constantFrom('', 'mail', 'ip\u0000ä'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.nat(60),
        (prefix, piece, times) => {
          const text = piece.repeat(times);
          expect(hash.of(prefix, text)).toBe(oracle(key, prefix + text));
        },
      ),
    );
  });

  it('gives the value of RFC 4231, case 2', () => {
    const mac = Buffer.from(new KeyedHash(Buffer.from('Jefe')).of('', 'what do ya want for nothing?'), 'latin1');
    expect(mac.toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });
});
