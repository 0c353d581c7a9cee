import { describe, expect, it } from 'vitest';
import { Quotas } from '../../src/http/quotas.js';

const OPTIONS = { requestsPerSecond: 1, bytesPerSecond: 10, recordsPerSecond: 10, maxConcurrentRequests: 5 };
const NOTHING = { bytes: 0, records: 0 };

describe('quotas', () => {
  it('forget nobody who has to wait, however many names are made up', () => {
    const quotas = new Quotas(OPTIONS);
    expect(quotas.begin('greedy', 0)).toBeUndefined();
    quotas.end('greedy', { bytes: 1_000_000, records: 0 }, 0);
    for (let number = 0; number < 40_960; number += 1) {
      if (quotas.begin(`name ${number}`, number) === undefined) quotas.end(`name ${number}`, NOTHING, number);
    }
    expect(quotas.begin('greedy', 41_000)).toBeGreaterThan(90_000);
  });

  it('forget those who are below them again, and count who has no place of his own together with his like', () => {
    const quotas = new Quotas(OPTIONS);
    for (let number = 0; number < 4_096; number += 1) quotas.begin(`name ${number}`, 0);
    for (let number = 0; number < 5; number += 1) expect(quotas.begin(`late ${number}`, 0)).toBeUndefined();
    expect(quotas.begin('late 5', 0)).toBe(1);
    for (let number = 0; number < 4_096; number += 1) quotas.end(`name ${number}`, NOTHING, 0);
    for (let number = 0; number < 5; number += 1) quotas.end(`late ${number}`, NOTHING, 20_000);
    for (let number = 0; number < 5; number += 1) expect(quotas.begin('late 5', 20_000)).toBeUndefined();
    expect(quotas.begin('late 5', 20_000)).toBe(1);
    for (let number = 0; number < 5; number += 1) expect(quotas.begin('late 6', 20_000)).toBeUndefined();
  });
});
