/** Further back than facts may be out of order. */
const STEP_MS = 900_000;

/**
 * Whether time has begun anew: what was noted lies so far ahead of now that a clock was set back, or a replay goes on with an older log.
 * What was noted then says nothing about now, and would not leak or fade until now has caught up with it.
 */
export function isStepBack(notedMs: number, nowMs: number): boolean {
  return notedMs - nowMs > STEP_MS;
}
