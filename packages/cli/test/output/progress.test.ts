import { expect, test } from 'vitest';

import { OutputClosed } from '../../src/io.js';
import { Progress } from '../../src/output/progress.js';

function progressOn(isTerminal: boolean) {
  const written: string[] = [];
  let nowMs = 0;
  const output = { isTerminal, write: async (text: string) => void written.push(text) };
  return { progress: new Progress(output, () => nowMs), written, pass: (ms: number) => (nowMs += ms) };
}

test('progress is shown on a terminal five times a second, and taken away', async () => {
  const { progress, written, pass } = progressOn(true);
  for (let step = 0; step < 10; step += 1) {
    pass(50);
    await progress.show(() => `step ${step}`);
  }
  await progress.clear();
  expect(written).toEqual(['\r\u001b[Kstep 3', '\r\u001b[Kstep 7', '\r\u001b[K']);
});

test('nothing is shown where nobody looks, or when it was quick', async () => {
  const piped = progressOn(false);
  piped.pass(10_000);
  await piped.progress.show(() => 'never');
  await piped.progress.clear();
  const quick = progressOn(true);
  await quick.progress.show(() => 'never');
  await quick.progress.clear();
  expect([piped.written, quick.written]).toEqual([[], []]);
});

test('a terminal that is gone does not end the command', async () => {
  const output = { isTerminal: true, write: () => Promise.reject(new OutputClosed('gone')) };
  let nowMs = 0;
  const progress = new Progress(output, () => nowMs);
  nowMs = 1_000;
  await expect(progress.show(() => 'never seen')).resolves.toBeUndefined();
  await expect(progress.clear()).resolves.toBeUndefined();
});
