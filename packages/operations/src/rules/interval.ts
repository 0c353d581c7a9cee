import type { AlertPlan } from './plan/alert-plan.js';

/** Longer windows see what takes hours; every evaluation reads all of them. */
const LONG_WINDOW_MS = 3_600_000;
const LONG_INTERVAL_SECONDS = 60;

/** Seconds between two evaluations of these alerts: a minute where they look back for more than an hour. */
export function intervalSeconds(plans: readonly AlertPlan[], seconds: number): number {
  const isLong = plans.some(({ windowMs }) => windowMs > LONG_WINDOW_MS);
  return isLong ? Math.max(seconds, LONG_INTERVAL_SECONDS) : seconds;
}
