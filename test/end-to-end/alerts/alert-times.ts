import type { Fired } from '../../../packages/operations/test/reference-engine.ts';
import type { SimulatedDay } from './sealed-day.ts';

/** The times at which an alert must say something, and some at which it must not; as many as the run can afford. */
export function timesToAsk(alert: string, expected: readonly Fired[], day: SimulatedDay, others: number): number[] {
  const firing = expected.filter((fired) => fired.alert === alert).map(({ atMs }) => atMs);
  const everyMs = (day.endMs - day.startMs) / others;
  const quiet = Array.from({ length: others }, (_, index) => Math.round(day.startMs + (index + 1) * everyMs));
  return [...new Set([...firing, ...quiet])].sort((a, b) => a - b);
}
