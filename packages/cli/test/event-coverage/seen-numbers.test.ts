import { describe, expect, it } from 'vitest';

import { SeenNumbers } from '../../src/event-coverage/seen-numbers.js';

describe('numbers that were seen', () => {
  it('are new once, for each stream by itself', () => {
    const seen = new SeenNumbers();
    const numbers = [1, 2, 1_023, 1_024, 1_025, 2 ** 40, 999_999_999_999_999];
    expect(numbers.map((number) => seen.add('a', number))).toEqual(numbers.map(() => true));
    expect(numbers.map((number) => seen.add('a', number))).toEqual(numbers.map(() => false));
    expect(numbers.map((number) => seen.add('b', number))).toEqual(numbers.map(() => true));
  });

  it('count again beyond what is remembered, instead of filling memory', () => {
    const seen = new SeenNumbers();
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 1_000_000; n += 1) seen.add('a', n * 1_024);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    expect([seen.add('a', 0), seen.add('a', 999_999 * 1_024)]).toEqual([false, true]);
  });
});
