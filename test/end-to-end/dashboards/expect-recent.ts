import { expect } from 'vitest';

const HOUR_MS = 3_600_000;

/** That a number is a moment of the last hour in milliseconds since 1970, which is what Grafana shows as "a minute ago". */
export function expectRecent(ms: number): void {
  expect(ms).toBeGreaterThan(Date.now() - HOUR_MS);
  expect(ms).toBeLessThanOrEqual(Date.now());
}
