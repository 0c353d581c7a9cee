import { describe, expect, it } from 'vitest';

import { QUOTA_DEFAULTS, Quotas } from '../../src/witness/quotas.js';

/** How many requests begin, each ended at once with so many bytes, all at one time. */
function begun(quotas: Quotas, count: number, bytes = 0, nowMs = 0, principal = 'shop'): number {
  let taken = 0;
  for (let n = 0; n < count; n += 1) {
    if (!quotas.begin(principal, nowMs)) continue;
    quotas.end(principal, bytes, nowMs);
    taken += 1;
  }
  return taken;
}

describe('quotas of a principal', () => {
  const { requestBurst, requestsPerSecond, byteBurst, bytesPerSecond, maxConcurrent } = QUOTA_DEFAULTS;

  it('let so many requests begin at once, and then so many a second', () => {
    const quotas = new Quotas();
    expect(begun(quotas, 10 * requestBurst)).toBe(requestBurst);
    expect(begun(quotas, 10 * requestBurst, 0, 1_000)).toBe(requestsPerSecond);
  });

  it('let so many bytes come at once, and then so many a second', () => {
    const quotas = new Quotas();
    const large = byteBurst / 4;
    expect(begun(quotas, 40, large)).toBe(5); // the one that fills the bucket was begun before
    expect(begun(quotas, 40, large, (1_000 * large) / bytesPerSecond)).toBe(1);
  });

  it('let so many be answered at a time', () => {
    const quotas = new Quotas();
    let taken = 0;
    for (let n = 0; n < 10 * maxConcurrent; n += 1) if (quotas.begin('shop', 0)) taken += 1;
    expect(taken).toBe(maxConcurrent);
    quotas.end('shop', 0, 0);
    expect(quotas.begin('shop', 0)).toBe(true);
  });

  it("are one principal's alone", () => {
    const quotas = new Quotas();
    begun(quotas, 10 * requestBurst);
    expect(begun(quotas, 1, 0, 0, 'bank')).toBe(1);
  });

  it('do not grow when the clock goes back', () => {
    const quotas = new Quotas();
    begun(quotas, requestBurst, 0, 5_000);
    expect(begun(quotas, 1, 0, 0)).toBe(0);
  });
});
