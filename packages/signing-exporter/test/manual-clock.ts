import type { UnixTime } from '@otelseal/audit-integrity';
import type { Clock } from '../src/ports/clock.js';

/** A clock that moves only when told; timers run in order of their time. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #jumpedMs = 0;
  #timers: { atMs: number; run: () => void }[] = [];
  readonly #startMs: number;

  constructor(start = '2026-11-23T10:00:00Z') {
    this.#startMs = Date.parse(start);
  }

  wallTime(): UnixTime {
    const ms = this.#startMs + this.#jumpedMs + this.#nowMs;
    return [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
  }

  /** The machine slept, or somebody set its clock. */
  jump(ms: number): void {
    this.#jumpedMs += ms;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Moves time and runs what is due, also timers set meanwhile; lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (;;) {
      const due = this.#timers.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.run();
      await settled();
    }
    this.#nowMs = end;
    await settled();
  }
}

/** Lets all microtasks and already due callbacks run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
