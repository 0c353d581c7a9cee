import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, scaled } from '../../../../test/long/scale.js';
import { type BucketShape, LeakyBuckets, type Poured } from '../../src/counting/leaky-buckets.js';
import { TableMemory } from '../../src/counting/table-memory.js';

const MEMORY = TableMemory.of(65_536);
const SECOND = 1_000;

function buckets(shape: Partial<BucketShape>): LeakyBuckets {
  return new LeakyBuckets({ capacity: 5, leakIntervalMs: 10 * SECOND, blackholeMs: 0, distinct: 0, ...shape }, MEMORY);
}

/** What pouring at these times does, in one bucket. */
function poured(bucket: LeakyBuckets, timesMs: readonly number[], marks: readonly number[] = []): Poured[] {
  return timesMs.map((timeMs, index) => bucket.pour(1, timeMs, marks[index] ?? 0));
}

const overflowsAt = (result: readonly Poured[]): number[] =>
  result.flatMap((one, index) => (one === 'overflow' ? [index + 1] : []));
const every = (intervalMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => 1e12 + n * intervalMs);

describe('a leaky bucket of capacity 5 that leaks one event in ten seconds', () => {
  it.each([
    [0, [6, 12]],
    [SECOND, [6, 12]],
    [1_999, [6, 12]],
    [2 * SECOND, [7]], // after the sixth exactly one has leaked: 6 − 10/10 = 5 fit
    [5 * SECOND, [10]], // a half leaks each time: 1 + 9/2 is the first level above 5
    [9 * SECOND, []],
    [10 * SECOND, []],
  ])('fed every %i ms overflows first at the events %j of twelve', (intervalMs, expected) => {
    expect(overflowsAt(poured(buckets({}), every(intervalMs, 12)))).toEqual(expected);
  });

  it('is empty after an overflow', () => {
    expect(overflowsAt(poured(buckets({}), every(0, 18)))).toEqual([6, 12, 18]);
  });

  it('forgets what it holds when nothing came for sixty seconds, and one event sooner when it came in time', () => {
    const late = [...every(0, 5), 1e12 + 61 * SECOND];
    const bucket = buckets({});
    poured(bucket, late);
    expect(bucket.count).toBe(1);
  });

  it('counts every key on its own', () => {
    const bucket = buckets({});
    const result = Array.from({ length: 11 }, (_, n) => bucket.pour((n % 2) + 1, 1e12));
    expect(overflowsAt(result)).toEqual([11]);
  });
});

describe('a bucket of distinct events', () => {
  it('takes every mark once, and the repeated ones neither fill it nor keep it alive', () => {
    const bucket = buckets({ distinct: 16 });
    const marks = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6];
    expect(overflowsAt(poured(bucket, every(SECOND / 2, 11), marks))).toEqual([11]);
    expect(overflowsAt(poured(buckets({ distinct: 16 }), every(SECOND, 30), Array(30).fill(7)))).toEqual([]);
  });

  it('knows a mark again as new after an overflow', () => {
    const marks = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6];
    expect(overflowsAt(poured(buckets({ distinct: 16 }), every(0, 12), marks))).toEqual([6, 12]);
  });
});

describe('a bucket with a blackhole', () => {
  it('hides overflows for as long, counted from the one that was shown', () => {
    const bucket = buckets({ blackholeMs: 60 * SECOND });
    const result = poured(bucket, every(SECOND, 72));
    expect(overflowsAt(result)).toEqual([6, 66]);
    expect(result.filter((one) => one === 'hidden')).toHaveLength(10);
  });
});

describe('cancelling', () => {
  it('empties the bucket', () => {
    const bucket = buckets({});
    poured(bucket, every(0, 5));
    bucket.cancel(1);
    expect(overflowsAt(poured(bucket, every(0, 6)))).toEqual([6]);
  });
});

/** The same bucket as a limiter with tokens: an event takes one, one comes back per interval, overflow when none is left. */
function overflowsOfLimiter({ capacity, leakIntervalMs }: BucketShape, timesMs: readonly number[]): number[] {
  let tokens = capacity;
  let lastMs = timesMs[0] ?? 0;
  return timesMs.flatMap((timeMs, index) => {
    if (timeMs - lastMs > (capacity + 1) * leakIntervalMs) tokens = capacity;
    tokens = Math.min(capacity, tokens + (timeMs - lastMs) / leakIntervalMs);
    lastMs = timeMs;
    if (tokens >= 1 - 1e-6) {
      tokens -= 1;
      return [];
    }
    tokens = capacity;
    return [index + 1];
  });
}

describe('a leaky bucket of any shape', () => {
  it('overflows exactly where a token limiter of its shape refuses', () => {
    const runs = scaled(300);
    const gaps = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 60_000 }),
        gaps,
        (capacity, leakIntervalMs, between) => {
          let at = 1e12;
          const timesMs = between.map((gap) => {
            at += gap;
            return at;
          });
          const shape = { capacity, leakIntervalMs, blackholeMs: 0, distinct: 0 };
          expect(overflowsAt(poured(buckets(shape), timesMs))).toEqual(overflowsOfLimiter(shape, timesMs));
        },
      ),
      { numRuns: runs },
    );
    counted('leaky bucket against limiter', runs);
  });
});
