import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SteadyTime } from '../../src/replay/steady-time.js';

const STEP_MS = 600_000;
const DAY_MS = 86_400_000;

function through(times: readonly number[], enough = 20) {
  const steady = new SteadyTime<{ readonly timeMs: number; readonly index: number }>({ stepMs: STEP_MS, enough });
  const placed = [...times.flatMap((timeMs, index) => [...steady.add({ timeMs, index })]), ...steady.end()];
  return {
    times: placed.map(({ item }) => item.timeMs),
    indexes: placed.map(({ item }) => item.index),
    restarts: placed.filter(({ isRestart }) => isRestart).length,
    astray: steady.astray,
  };
}

describe('steady time', () => {
  it.each([
    ['the year 9999', 253_370_764_800_000],
    ['tomorrow', DAY_MS],
    ['eleven minutes ahead', 660_001],
    ['1970', -DAY_MS * 20_000],
  ])('is not moved by one event of %s: it counts as of now', (_, far) => {
    const { times, astray, restarts } = through([0, 1, far, 2, 3]);
    expect(times).toEqual([0, 1, 2, 2, 3]);
    expect({ astray, restarts }).toEqual({ astray: 1, restarts: 0 });
  });

  it('is not moved by every second event', () => {
    const { astray, restarts, times } = through(
      Array.from({ length: 2_000 }, (_, n) => (n % 2 === 0 ? n : DAY_MS * n)),
    );
    expect({ astray, restarts }).toEqual({ astray: 999, restarts: 1 }); // the last one may be where the log goes on
    expect(Math.max(...times.slice(0, -1))).toBe(1_998);
  });

  it('moves over a gap, and back when an older log follows', () => {
    const day = (from: number) => Array.from({ length: 30 }, (_, n) => from + n);
    const all = [...day(DAY_MS), ...day(3 * DAY_MS), ...day(0)];
    expect(through(all)).toEqual({ times: all, indexes: all.map((_, n) => n), restarts: 2, astray: 0 });
  });

  it('comes back after a flood of events of the future', () => {
    const future = Array.from({ length: 300 }, () => 10 * DAY_MS);
    const now = Array.from({ length: 300 }, (_, n) => n);
    const { times, astray } = through([0, ...future, ...now]);
    expect(astray).toBe(0);
    expect(times.slice(-300)).toEqual(now);
  });

  it('takes a log whose events are far apart as it is', () => {
    const all = Array.from({ length: 500 }, (_, n) => n * DAY_MS);
    expect(through(all)).toMatchObject({ times: all, astray: 0 });
  });

  it('loses and doubles nothing and holds no more than its bound', () => {
    const times = fc.array(fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: -1e12, max: 1e12 })));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 20 }), (all, enough) => {
        const { indexes } = through(all, enough);
        expect(indexes.toSorted((a, b) => a - b)).toEqual(all.map((_, n) => n));
        const steady = new SteadyTime<{ readonly timeMs: number }>({ stepMs: STEP_MS, enough });
        let held = 0;
        for (const timeMs of all) {
          held += 1 - [...steady.add({ timeMs })].length;
          expect(held).toBeLessThan(Math.max(2, enough));
        }
      }),
    );
  });
});
