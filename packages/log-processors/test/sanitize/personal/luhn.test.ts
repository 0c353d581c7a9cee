import { describe, expect, it } from 'vitest';
import { luhn } from '../../../src/sanitize/personal/luhn.js';

describe('the check digit of cards', () => {
  it.each(['0', '18', '26', '34', '42', '59', '67', '75', '83', '91', '4532015112830366', '490154203237518'])(
    'is right: %s',
    (digits) => {
      expect(luhn(digits)).toBe(true);
    },
  );

  it.each(['1', '19', '27', '35', '43', '58', '66', '74', '82', '90', '4532015112830367', '4523015112830366'])(
    'is wrong: %s',
    (digits) => {
      expect(luhn(digits)).toBe(false);
    },
  );
});
