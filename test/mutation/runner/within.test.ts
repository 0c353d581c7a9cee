import { expect, it } from 'vitest';
import { within } from './within.ts';

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
  let caught = 0;
  const endless = () => {
    for (;;) {
      try {
        for (;;);
      } catch {
        caught += 1;
      }
    }
  };
  expect(() => within(200, endless)).toThrow(/stopped after 200 ms/); // Endless or, on a busy machine, Starved
  expect(caught).toBe(0);
});
