import { describe, expect, it } from 'vitest';
import { RateAgainstUsual } from '../../src/counting/rate-against-usual.js';
import { TableMemory } from '../../src/counting/table-memory.js';

const T = Date.parse('2026-11-23T10:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KEY = 42;
const rateOf = () =>
  new RateAgainstUsual({ periodMs: 15 * MINUTE_MS, floor: 15, timesUsual: 4 }, TableMemory.of(65_536));

/** A failure a minute at this level, and so many successes between two. */
function busy(rate: RateAgainstUsual, fromMs: number, lengthMs: number, level: number, successes = 10): void {
  for (let now = fromMs; now < fromMs + lengthMs; now += MINUTE_MS) {
    for (let n = 0; n < successes; n += 1) rate.addSuccess(KEY, now);
    rate.look(KEY, level, now);
  }
}

describe('the usual level of failures', () => {
  it('is not known at first, and after an hour what it was', () => {
    const rate = rateOf();
    rate.look(KEY, 8, T);
    expect(rate).toMatchObject({ expected: 0, isLearnt: false });
    busy(rate, T, 61 * MINUTE_MS, 8);
    expect(rate.isLearnt).toBe(true);
    expect(Math.abs(rate.expected - 8)).toBeLessThan(2); // the first period was not full of successes yet
    busy(rate, T + 61 * MINUTE_MS, 3 * HOUR_MS, 8);
    expect(rate.expected).toBeCloseTo(8, 0);
  });

  it('rises with the logins of a rush, and does not fall below what is usual without them', () => {
    const rate = rateOf();
    busy(rate, T, 4 * HOUR_MS, 8);
    busy(rate, T + 4 * HOUR_MS, 15 * MINUTE_MS, 8, 40);
    expect(rate.expected).toBeGreaterThan(18);
    const quiet = rateOf();
    busy(quiet, T, 4 * HOUR_MS, 8);
    busy(quiet, T + 4 * HOUR_MS, 15 * MINUTE_MS, 8, 0);
    expect(quiet.expected).toBeCloseTo(8, 0);
  });

  it('does not become what an attack does while it runs', () => {
    const rate = rateOf();
    busy(rate, T, 4 * HOUR_MS, 8);
    busy(rate, T + 4 * HOUR_MS, 15 * MINUTE_MS, 10_000);
    expect(rate.expected).toBeLessThan(12);
  });

  it('follows a change within some hours', () => {
    const rate = rateOf();
    busy(rate, T, 4 * HOUR_MS, 8);
    busy(rate, T + 4 * HOUR_MS, 4 * HOUR_MS, 30);
    expect(rate.expected).toBeGreaterThan(25);
  });

  it('is kept over a night without anybody', () => {
    const rate = rateOf();
    busy(rate, T, 4 * HOUR_MS, 8);
    rate.look(KEY, 0, T + 14 * HOUR_MS);
    rate.look(KEY, 1, T + 14 * HOUR_MS + 1);
    expect(rate.expected).toBeGreaterThan(5);
  });

  it('begins anew when time does', () => {
    const rate = rateOf();
    busy(rate, T, 4 * HOUR_MS, 8);
    rate.look(KEY, 1, T - HOUR_MS);
    expect(rate).toMatchObject({ expected: 0, isLearnt: false });
  });
});
