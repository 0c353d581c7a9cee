import type { UnixTime } from '@otelseal/audit-integrity';

/**
 * Time as this package sees it. Passed in, so that tests own it.
 * @stable
 */
export interface Clock {
  /** Wall time as seconds since 1970 and nanoseconds. May jump; never used to measure a duration. */
  wallTime(): UnixTime;
  /** Milliseconds that only go forward. */
  monotonicMs(): number;
  /** Runs once after the delay; the returned function cancels. Only with `keepAlive` may it hold the process open. */
  setTimer(delayMs: number, run: () => void, keepAlive?: boolean): () => void;
}

/** Node's timers run at once when they are to wait for longer than this. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Node's own clocks; timers are unreferenced unless asked otherwise. */
export const SYSTEM_CLOCK: Clock = Object.freeze({
  wallTime(): UnixTime {
    const ms = Date.now();
    return [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
  },
  monotonicMs: () => performance.now(),
  setTimer(delayMs: number, run: () => void, keepAlive = false): () => void {
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
    if (!keepAlive) timer.unref();
    return () => clearTimeout(timer);
  },
});
