import { describe, expect, it } from 'vitest';
import { WaitingList } from '../../src/ports/waiting-list.js';
import { ManualClock } from '../manual-clock.js';

describe('a waiting list', () => {
  it('forgets those whose time is over, and nobody else', async () => {
    const clock = new ManualClock();
    const list = new WaitingList<{ deadlineMs: number }>(clock);
    list.add({ deadlineMs: Number.POSITIVE_INFINITY });
    for (let n = 0; n < 10_000; n += 1) {
      list.add({ deadlineMs: clock.monotonicMs() + 10 });
      await clock.advance(1);
    }
    expect(list.size).toBeLessThanOrEqual(64);
    expect(list.take(({ deadlineMs }) => deadlineMs === Number.POSITIVE_INFINITY)).toHaveLength(1);
  });

  it('answers a hundred thousand at once without looking at each for each', () => {
    const list = new WaitingList<{ deadlineMs: number }>(new ManualClock());
    for (let n = 0; n < 100_000; n += 1) list.add({ deadlineMs: 1 });
    const before = performance.now();
    expect(list.take(() => true)).toHaveLength(100_000);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
