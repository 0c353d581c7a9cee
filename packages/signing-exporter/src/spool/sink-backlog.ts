import type { SinkName } from '../delivery/sink.js';

/**
 * What waits in the spool for one receiver. A segment goes when all have it, so the one with the most is what fills the spool.
 * @experimental
 */
export interface SinkBacklog {
  readonly sink: SinkName;
  /** Of the spool, what this one has not taken. */
  readonly bytes: number;
  /** For how long it has taken nothing although something waited; 0 when it has all. */
  readonly stalledMs: number;
}

/** Tells who takes nothing from who has nothing to take. Pure: milliseconds of a clock that only goes forward come in. */
export class StallWatch {
  #sinceMs: number | undefined;

  /** Something is there to be taken. */
  waits(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  /** Something was taken; perhaps not all. */
  moved(nowMs: number): void {
    this.#sinceMs = nowMs;
  }

  caughtUp(): void {
    this.#sinceMs = undefined;
  }

  stalledMs(nowMs: number): number {
    return this.#sinceMs === undefined ? 0 : Math.max(0, nowMs - this.#sinceMs);
  }
}
