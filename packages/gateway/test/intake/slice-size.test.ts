import { describe, expect, it } from 'vitest';
import { SliceSize, SliceSizes } from '../../src/intake/slice-size.js';

/** Sizes of slices of records that take so long each. */
function sizes(slice: SliceSize, msARecord: number, count: number): number[] {
  let nowMs = 1_000;
  return Array.from({ length: count }, () => {
    slice.began(nowMs);
    nowMs += slice.size * msARecord;
    slice.ended(nowMs);
    return slice.size;
  });
}

describe('the size of a slice', () => {
  it('is the same for what takes as long as it should', () => {
    expect(new Set(sizes(new SliceSize(), 0.04, 20))).toEqual(new Set([256]));
    expect(new Set(sizes(new SliceSize(), 0.1, 20))).toEqual(new Set([256]));
  });

  it('becomes small at once for what takes too long, never nothing, and grows again behind it', () => {
    const slice = new SliceSize();
    expect(sizes(slice, 0.5, 3)).toEqual([20, 20, 20]);
    expect(sizes(slice, 50, 3)).toEqual([8, 8, 8]);
    expect(sizes(slice, 0.04, 6)).toEqual([16, 32, 64, 128, 256, 256]);
  });

  it('is each principal’s own, and those of more than can be remembered begin anew', () => {
    const all = new SliceSizes();
    sizes(all.of('hostile'), 1, 1);
    expect([all.of('hostile').size, all.of('honest').size]).toEqual([10, 256]);
    for (let count = 0; count < 1_024; count += 1) all.of(`made up ${count}`);
    expect(all.of('hostile').size).toBe(256);
  });
});
