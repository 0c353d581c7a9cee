/**
 * How long to wait before sending again.
 * @stable
 */
export interface BackoffOptions {
  /** First pause. Default 1,000 ms, as OTLP exporters begin. */
  readonly initialMs: number;
  /** Longest pause. Default 30,000 ms. */
  readonly maxMs: number;
  /** Growth per failure. Default 2. */
  readonly factor: number;
  /** Share of the pause that is random, so that many processes do not return at once. Default 0.2. */
  readonly jitter: number;
}

/** @stable */
export const BACKOFF_DEFAULTS: BackoffOptions = Object.freeze({
  initialMs: 1_000,
  maxMs: 30_000,
  factor: 2,
  jitter: 0.2,
});

/** Pause after the n-th failure in a row (n from 1); `random` in [0, 1). */
export function backoffMs(options: BackoffOptions, failures: number, random: number): number {
  const pause = Math.min(options.maxMs, options.initialMs * options.factor ** Math.min(failures - 1, 64));
  return Math.round(pause * (1 + options.jitter * (2 * random - 1)));
}
