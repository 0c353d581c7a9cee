import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, scaled } from '../../../../test/long/scale.js';
import { BucketGroup } from '../../src/counting/bucket-group.js';
import { LeakyBuckets } from '../../src/counting/leaky-buckets.js';
import { TableMemory } from '../../src/counting/table-memory.js';

const MEMORY = TableMemory.of(65_536);
const MINUTE = 60_000;
const T = 1e12;

describe('a group of leaky buckets', () => {
  it('overflows exactly where each of its buckets alone does, also when events step back in time', () => {
    const runs = scaled(300);
    const shape = fc.record({
      capacity: fc.integer({ min: 1, max: 8 }),
      leakIntervalMs: fc.integer({ min: 1, max: 60_000 }),
    });
    const gaps = fc.array(fc.integer({ min: -5_000, max: 30_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.tuple(shape, shape, shape), gaps, (shapes, between) => {
        const group = new BucketGroup(shapes, MEMORY, { keepsPace: true });
        const alone = shapes.map((one) => new LeakyBuckets({ ...one, blackholeMs: 0, distinct: 0 }, MEMORY));
        let nowMs = T;
        for (const gap of between) {
          nowMs += gap;
          group.pour(7, nowMs);
          const bits = alone.map((buckets, n) =>
            ['overflow', 'hidden'].includes(buckets.pour(7, nowMs)) ? 1 << n : 0,
          );
          expect(group.overflown).toBe(bits.reduce((all, bit) => all | bit, 0));
          const counts = alone.filter((_, n) => bits[n] !== 0).map(({ count }) => count);
          expect(group.count).toBe(Math.max(0, ...counts));
        }
      }),
      { numRuns: runs },
    );
    counted('bucket group against buckets', runs);
  });

  it('knows the median gap of the last four events, and begins anew when it is broken', () => {
    const group = new BucketGroup([{ capacity: 5, leakIntervalMs: 1 }], MEMORY, { keepsPace: true });
    const gapsAt = (minutes: readonly number[]) =>
      minutes.map((minute) => {
        group.pour(7, T + minute * MINUTE);
        return [group.medianGapMs / MINUTE, group.longestGapMs / MINUTE];
      });
    expect(gapsAt([0, 10, 50, 80, 85])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [30, 40],
      [30, 40],
    ]);
    group.breakPace(7);
    expect(gapsAt([100, 120, 140, 160]).map(([median]) => median)).toEqual([0, 0, 0, 20]);
  });

  it('says whether a key was poured lately', () => {
    const group = new BucketGroup([{ capacity: 5, leakIntervalMs: 1 }], MEMORY);
    group.pour(7, T);
    expect([group.wasPoured(7, MINUTE, T + MINUTE), group.wasPoured(7, MINUTE, T + MINUTE + 1)]).toEqual([true, false]);
    expect(group.wasPoured(8, MINUTE, T)).toBe(false);
  });
});
