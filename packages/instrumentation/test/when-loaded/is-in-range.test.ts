import { describe, expect, it } from 'vitest';
import { isInRange } from '../../src/when-loaded/is-in-range.js';

describe('a version', () => {
  it.each([
    ['4.16.0', '>=4.16.0 <6'],
    ['4.21.2', '>=4.16.0 <6'],
    ['5.99.0', '>=4.16.0 <6'],
    ['5.1.0+build.7', '>=4.16.0 <6'],
    ['2.1.1', '>=1.1.0 <3'],
    ['10.0.0', '>=9.99.99'],
  ])('%s is in %s', (version, range) => {
    expect(isInRange(version, range)).toBe(true);
  });

  it.each([
    ['4.15.9', '>=4.16.0 <6'],
    ['6.0.0', '>=4.16.0 <6'],
    ['5.0.0-beta.3', '>=4.16.0 <6'],
    ['1.0.9', '>=1.1.0 <3'],
    ['five', '>=4.16.0 <6'],
    ['5.1', '>=4.16.0 <6'],
    ['5.1.0', '~5.1.0'],
  ])('%s is not in %s', (version, range) => {
    expect(isInRange(version, range)).toBe(false);
  });
});
