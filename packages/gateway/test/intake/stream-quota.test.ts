import { describe, expect, it } from 'vitest';
import { STREAM_QUOTA_DEFAULTS, StreamQuota } from '../../src/intake/stream-quota.js';

const { newStreamsAtOnce, newStreamsPerHour } = STREAM_QUOTA_DEFAULTS;
const HOUR_MS = 3_600_000;

describe('a quota of streams', () => {
  it('lets a fleet begin at once, and then so many an hour, each principal for itself', () => {
    const quota = new StreamQuota();
    expect(quota.left('shop', 0)).toBe(newStreamsAtOnce);
    quota.opened('shop', 10 * newStreamsAtOnce, 0);
    expect([quota.left('shop', 0) < 0, quota.left('fleet', 0)]).toEqual([true, newStreamsAtOnce]);
    const waitMs = quota.waitSeconds('shop', 0) * 1_000;
    expect(quota.left('shop', waitMs - 2_000)).toBeLessThan(1);
    expect(quota.left('shop', waitMs + 1)).toBeGreaterThanOrEqual(1);
    expect(quota.waitSeconds('shop', waitMs + 1)).toBe(0);
    expect(waitMs / HOUR_MS).toBeCloseTo((9 * newStreamsAtOnce + 1) / newStreamsPerHour, 2);
  });

  it('of a clock that goes backwards gives nothing back', () => {
    const quota = new StreamQuota();
    quota.opened('shop', newStreamsAtOnce, HOUR_MS);
    expect(quota.left('shop', 0)).toBe(0);
  });

  it('remembers a bounded number of principals, and none of them gets out by being forgotten', () => {
    const quota = new StreamQuota();
    for (let number = 0; number < 40_960; number += 1) quota.opened(`made-up-${number}`, newStreamsAtOnce, 0);
    expect(quota.left('made-up-0', 0)).toBe(0);
    expect(quota.left('another', 0)).toBeLessThan(1);
    expect(quota.left('another', HOUR_MS * 1e6)).toBe(newStreamsAtOnce);
  });
});
