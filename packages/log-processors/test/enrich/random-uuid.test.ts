import { describe, expect, it } from 'vitest';

import { randomUuid } from '../../src/enrich/random-uuid.js';

const COUNT = 4_096;

describe('randomUuid', () => {
  it('writes version 4 of RFC 9562', () => {
    for (let made = 0; made < COUNT; made += 1) {
      expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('never writes one twice, also beyond what is drawn at once', () => {
    expect(new Set(Array.from({ length: COUNT }, randomUuid)).size).toBe(COUNT);
  });

  it('leaves every digit to chance that the version does not fix', () => {
    const seen = Array.from({ length: 36 }, () => new Set<string>());
    for (let made = 0; made < COUNT; made += 1) {
      for (const [place, digit] of [...randomUuid()].entries()) seen[place]?.add(digit);
    }
    const sizes = seen.map(({ size }) => size);
    const fixed = new Map([8, 13, 14, 18, 23].map((place) => [place, 1])).set(19, 4);
    expect(sizes).toEqual(sizes.map((_, place) => fixed.get(place) ?? 16));
  });
});
