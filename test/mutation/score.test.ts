import { expect, it } from 'vitest';
import { scoreOf } from './score.ts';

const files = {
  'a.ts': { killed: 80, survived: 10, uncovered: 5 },
  'b.ts': { killed: 5, survived: 0, uncovered: 0 },
};

it('is the share of what was noticed, of all that was tried', () => {
  expect(scoreOf(files)).toEqual({ percent: 85, interval: [85, 85], tried: 100 });
});

it('of a sample lies between two bounds', () => {
  // Wilson 1927 for 85 of 100: 0.7672 to 0.9069
  expect(scoreOf(files, 5_000)).toEqual({ percent: 85, interval: [76.7, 90.7], tried: 100 });
});

it('is none if nothing was tried', () => {
  expect(() => scoreOf({})).toThrow('no change was tried');
});
