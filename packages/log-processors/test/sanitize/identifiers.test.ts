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
});
