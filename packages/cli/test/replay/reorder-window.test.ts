import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ReorderWindow } from '../../src/replay/reorder-window.js';

const FIVE_MINUTES_MS = 300_000;

function through(times: readonly number[], options = { windowMs: FIVE_MINUTES_MS, maxHeld: 100_000 }) {
  const window = new ReorderWindow<{ readonly timeMs: number; readonly index: number }>(options);
  const out = times.flatMap((timeMs, index) => [...window.add({ timeMs, index })]);
  return { out: [...out, ...window.end()], late: window.late };
}

describe('a reorder window', () => {
  it('puts what is up to five minutes late where it belongs', () => {
    const { out, late } = through([0, 400_000, 100_000, 700_000, 400_001]);
    expect(out.map(({ timeMs }) => timeMs)).toEqual([0, 100_000, 400_000, 400_001, 700_000]);
    expect(late).toBe(0);
  });

  it('hands on what is later than that where it stands, and counts it', () => {
    const { out, late } = through([0, 400_000, 800_000, 1_000]);
    expect(out.map(({ timeMs }) => timeMs)).toEqual([0, 400_000, 1_000, 800_000]);
    expect(late).toBe(1);
  });

  it('loses and doubles nothing, and orders whatever is within the window, equal times as they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: FIVE_MINUTES_MS })), (times) => {
        const { out, late } = through(times);
        const sorted = times
          .map((timeMs, index) => ({ timeMs, index }))
          .toSorted((a, b) => a.timeMs - b.timeMs || a.index - b.index);
        expect(out).toEqual(sorted);
        expect(late).toBe(0);
      }),
    );
  });

  it('holds no more than its bound, however many come at one instant', () => {
    const window = new ReorderWindow({ windowMs: FIVE_MINUTES_MS, maxHeld: 100 });
    let out = 0;
    for (let index = 0; index < 1_000; index++) out += [...window.add({ timeMs: 5 })].length;
    expect(out).toBe(900);
    expect([...window.end()]).toHaveLength(100);
  });
});
