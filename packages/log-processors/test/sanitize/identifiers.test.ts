import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/index.js';
import { HEX, Random, uuid } from './corpora/random.js';

/** One UUID in 20,000 was once taken for an account number, one hexadecimal id in 25,000 for a key. */
const TRIES = 150_000;

describe('an identifier made at random', () => {
  const sanitizer = createSanitizer();
  const changed = (make: (random: Random) => string): string[] => {
    const random = new Random(20_261_123);
    const made = Array.from({ length: TRIES }, () => make(random)).filter((text) => /[a-f]/.test(text)); // else it could be a card
    return made.filter((text) => sanitizer.sanitizeText(text) !== text);
  };

  it.each([
    ['a UUID', uuid],
    ['a span id', (random: Random) => random.text(HEX, 16)],
    ['an object id', (random: Random) => random.text(HEX, 24)],
    ['a trace id', (random: Random) => random.text(HEX, 32)],
  ] as const)('stays as it is: %s', (_name, make) => {
    expect(changed(make)).toEqual([]);
  });

  it('is judged by its name and by a user’s rules as any other text', () => {
    const id = '3f0c8a52-91d4-4e6b-8b7a-0d2c4e6f8a10';
    expect(sanitizer.sanitizeValue('order.id', id)).toBe(id);
    expect(sanitizer.sanitizeValue('api_key', id)).toBe('[REDACTED:secret-key]');
    expect(sanitizer.sanitizeText(`api_key=${id}`)).toBe('api_key=[REDACTED:named-secret]');
    const ruled = createSanitizer({ values: [{ name: 'order', pattern: '3f0c8a52-[0-9a-f-]+' }] });
    expect(ruled.sanitizeValue('order.id', id)).toBe('[REDACTED:order]');
  });
});
