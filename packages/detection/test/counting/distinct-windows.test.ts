import { describe, expect, it } from 'vitest';
import { DistinctWindows } from '../../src/counting/distinct-windows.js';
import { TableMemory } from '../../src/counting/table-memory.js';

const MINUTE = 60_000;
const T = 1_795_000_000_000;
const windows = (distinct = 8) => new DistinctWindows({ windowMs: 10 * MINUTE, distinct }, TableMemory.of(65_536));

describe('events and marks of a key within ten minutes', () => {
  it('are counted, marks once each', () => {
    const seen = windows();
    for (const [index, mark] of [11, 12, 11, 13].entries()) seen.add(1, mark, T + index);
    expect([seen.events, seen.distinct]).toEqual([4, 3]);
    expect([seen.has(1, 12, T), seen.has(1, 14, T), seen.has(2, 12, T)]).toEqual([true, false, false]);
  });

  it('are forgotten together when nothing came for as long', () => {
    const seen = windows();
    seen.add(1, 11, T);
    expect(seen.has(1, 11, T + 11 * MINUTE)).toBe(false);
    seen.add(1, 12, T + 11 * MINUTE);
    expect([seen.events, seen.distinct]).toEqual([1, 1]);
  });

  it('fade one by one while others come, also across the edge of a window', () => {
    const seen = windows();
    for (let minute = 0; minute <= 15; minute += 1) seen.add(1, minute + 1, T + minute * MINUTE);
    expect(seen.has(1, 1, T + 15 * MINUTE)).toBe(false);
    expect(seen.events).toBeGreaterThan(9);
    expect(seen.events).toBeLessThan(13);
    const burst = windows();
    for (let n = 0; n < 10; n += 1) burst.add(1, 1, T + 10 * MINUTE - 500 + n * 100);
    expect(burst.events).toBe(10);
  });

  it('are capped: no more marks than asked for', () => {
    const seen = windows(4);
    for (let mark = 1; mark <= 40; mark += 1) seen.add(1, mark, T);
    expect([seen.events, seen.distinct]).toEqual([40, 4]);
  });

  it('can be taken back with their share', () => {
    const seen = windows();
    for (const mark of [11, 11, 12, 12]) seen.add(1, mark, T);
    seen.remove(1, 11);
    seen.look(1, T);
    expect([seen.events, seen.distinct, seen.has(1, 11, T), seen.has(1, 12, T)]).toEqual([2, 1, false, true]);
  });

  it('may come up to five minutes out of order', () => {
    const seen = windows();
    seen.add(1, 11, T);
    seen.add(1, 12, T - 5 * MINUTE);
    seen.add(1, 13, T + MINUTE);
    expect([seen.events, seen.distinct]).toEqual([3, 3]);
  });
});
