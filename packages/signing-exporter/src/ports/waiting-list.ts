import type { Clock } from './clock.js';

/** Below this many nobody is looked at. */
const FEW = 64;

/**
 * Callers that wait for something, each until a deadline of his own. Those whose time is over have been answered
 * elsewhere and are forgotten here, so that an outage of hours does not collect everybody who ever asked.
 */
export class WaitingList<Waiter extends { readonly deadlineMs: number }> {
  readonly #clock: Clock;
  #waiting: Waiter[] = [];
  #sweepAt = FEW;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(waiter: Waiter): void {
    if (this.#waiting.length >= this.#sweepAt) this.#sweep();
    this.#waiting.push(waiter);
  }

  some(whom: (waiter: Waiter) => boolean): boolean {
    return this.#waiting.some(whom);
  }

  /** Removes those, in the order in which they came. */
  take(whom: (waiter: Waiter) => boolean): readonly Waiter[] {
    const taken: Waiter[] = [];
    const left: Waiter[] = [];
    for (const waiter of this.#waiting) (whom(waiter) ? taken : left).push(waiter);
    if (taken.length > 0) this.#waiting = left;
    return taken;
  }

  #sweep(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#waiting = this.#waiting.filter(({ deadlineMs }) => deadlineMs > nowMs);
    this.#sweepAt = Math.max(FEW, 2 * this.#waiting.length);
  }
}
