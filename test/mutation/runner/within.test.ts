import { expect, it } from 'vitest';
import { EndlessError, within } from './within.ts';

it('gives what the function gives', () => {
  expect(within(1_000, () => 42)).toBe(42);
});

it('throws what the function throws', () => {
  const thrown = new RangeError('no');
  expect(() =>
    within(1_000, () => {
      throw thrown;
    }),
  ).toThrow(thrown);
});

it('stops a loop without an end, even one that catches everything', () => {
  const endless = () => {
    for (;;) {
      try {
        for (;;);
      } catch {}
    }
  };
  expect(() => within(50, endless)).toThrow(EndlessError);
});
