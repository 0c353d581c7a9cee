import { describe, expect, it } from 'vitest';

import { readDuration } from '../../src/options/duration.js';

describe('a duration', () => {
  it.each([
    ['0s', 0],
    ['90s', 90],
    ['007m', 420],
    ['24h', 86_400],
    ['7d', 604_800],
    ['2w', 1_209_600],
    ['9999999999w', 6_047_999_999_395_200],
  ])('is %s', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  it.each(['', '24', 'h', '-1h', '+1h', '1.5h', '1e3s', '1y', '1H', '24 h', ' 1h', '1h\n', '12345678901s', '９h'])(
    'is not %j',
    (text) => {
      expect(readDuration(text)).toBeUndefined();
    },
  );
});
