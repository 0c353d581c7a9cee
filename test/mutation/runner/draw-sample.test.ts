import { expect, it } from 'vitest';
import { type Change, drawSample } from './draw-sample.ts';

const changes = (folder: string): Change[] =>
  Array.from({ length: 1_000 }, (_, line) => ({
    id: String(line),
    fileName: `${folder}/packages/a/src/b.ts`,
    location: { start: { line, column: 0 }, end: { line, column: 9 } },
    replacement: 'true',
  }));

it('draws so many, and the same again', () => {
  const drawn = drawSample(changes('first'), { size: 100, seed: 7 });
  expect(drawn.size).toBe(100);
  expect(drawSample(changes('second').toReversed(), { size: 100, seed: 7 })).toEqual(drawn);
});

it('draws others by another seed', () => {
  const drawn = drawSample(changes('first'), { size: 100, seed: 7 });
  expect(drawSample(changes('first'), { size: 100, seed: 8 })).not.toEqual(drawn);
});

it('draws from all parts alike', () => {
  const drawn = [...drawSample(changes('first'), { size: 500, seed: 1 })].map(Number);
  const inFirstHalf = drawn.filter((line) => line < 500).length;
  expect(Math.abs(inFirstHalf - 250)).toBeLessThan(50); // 4 standard deviations are 45
});

it('draws all of them if there are fewer', () => {
  expect(drawSample(changes('first').slice(0, 3), { size: 100, seed: 1 }).size).toBe(3);
});
