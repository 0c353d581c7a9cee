import { describe, expect, it } from 'vitest';
import { isMixedWord } from '../../../src/sanitize/named/mixed-word.js';

describe('a word with a digit', () => {
  it('is of letters, digits, dots, hyphens and underscores', () => {
    const words = ['7', 'a1', 'correct-horse-7', 'Ab_9', '9.z', '-0', 'AZaz_.-09', `${'x'.repeat(255)}1`];
    expect(words.filter((word) => !isMixedWord(word))).toEqual([]);
  });

  it('is none without a digit, with any other sign, or beyond 256 units', () => {
    const signs = [...' \t\n!"#$%&\'()*+,/:;<=>?@[\\]^`{|}~\u0000\u007f\u0080é٣'].map((sign) => `a1${sign}b2`);
    const others = ['', 'abc', 'a-b.c_d', `${'x'.repeat(256)}1`, ...signs];
    expect(others.filter(isMixedWord)).toEqual([]);
  });
});
