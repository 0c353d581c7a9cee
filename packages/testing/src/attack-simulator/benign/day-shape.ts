const HOUR_MS = 3_600_000;

/** How busy a shop is hour by hour, 1 on average; UTC. */
const HOURLY = Object.freeze([
  0.3, 0.2, 0.2, 0.2, 0.3, 0.5, 0.8, 1.1, 1.3, 1.3, 1.3, 1.4, 1.5, 1.3, 1.2, 1.2, 1.3, 1.5, 1.8, 2.0, 1.8, 1.3, 0.8,
  0.5,
]);

/** The rate at a time of day relative to the day's average. */
export function busyness(timeMs: number): number {
  return HOURLY[Math.floor(timeMs / HOUR_MS) % 24] as number;
}
