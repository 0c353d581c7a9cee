import { describe, expect, it } from 'vitest';
import { FairShares } from '../../src/http/fair-shares.js';

/** Takes one by one as much as there is for it. */
function greedy(shares: FairShares, principal: string): number {
  let held = 0;
  for (; shares.admits(principal, 1); held += 1) shares.take(principal, 1);
  return held;
}

describe('fair shares', () => {
  it('are a half for one alone, and leave for the next as much as each before has', () => {
    const shares = new FairShares(1_200);
    expect(greedy(shares, 'a')).toBe(600);
    expect(greedy(shares, 'b')).toBe(300);
    expect(greedy(shares, 'c')).toBe(150);
    expect(shares.admits('honest', 75)).toBe(true);
    expect(shares.admits('a', 1)).toBe(false);
  });

  it('are free again when they were given back', () => {
    const shares = new FairShares(100);
    for (let times = 0; times < 1_000; times += 1) {
      const held = greedy(shares, `principal ${times}`);
      expect(held).toBe(50);
      shares.giveBack(`principal ${times}`, held);
    }
    expect(shares.isUnused).toBe(true);
  });
});
