import { describe, expect, it } from 'vitest';

import { OnceInTime } from '../../src/replay/once-in-time.js';

const MS = 1_000_000n;

describe('what a store gives by time', () => {
  it('is new once, whatever shares its millisecond', () => {
    const once = new OnceInTime();
    const said = [
      [5n * MS, 'a'],
      [5n * MS + 1n, 'b'],
      [5n * MS, 'a'],
      [5n * MS, 'c'],
      [6n * MS, 'a'],
    ] as const;
    expect(said.map(([timeNs, identity]) => once.isNew(timeNs, identity))).toEqual([true, true, false, true, true]);
  });

  it('is not new when it is earlier than what was there: the store began anew', () => {
    const once = new OnceInTime();
    const again = [5n, 6n, 7n, 5n, 6n, 7n, 8n].map((ms) => once.isNew(ms * MS, String(ms)));
    expect(again).toEqual([true, true, true, false, false, false, true]);
  });

  it('is always new when it has no time, and moves none', () => {
    const once = new OnceInTime();
    expect([once.isNew(undefined, 'a'), once.isNew(undefined, 'a'), once.isNew(0n, 'a')]).toEqual([true, true, true]);
  });

  it('is told apart by all of it', () => {
    const once = new OnceInTime();
    expect([once.isNew(MS, ['a', 'b']), once.isNew(MS, ['a,b']), once.isNew(MS, ['a', 'b'])]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
