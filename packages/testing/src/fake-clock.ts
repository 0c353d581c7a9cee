/** A timer that waits for a {@link FakeClock} to reach its time. */
interface PendingTimer {
  readonly id: number;
  readonly dueMs: number;
  readonly run: () => void;
}

/**
 * Time that passes only when a test says so. Timers fire in order of their time, those of the same time in order of
 * creation, also the ones that a timer starts while it runs.
 *
 * @example
 * const clock = new FakeClock('2026-11-23T10:00:00Z');
 * clock.setTimeout(() => flush(), 1_000);
 * clock.advance(1_000); // flush() has run
 * @experimental
 */
export class FakeClock {
  #nowMs: number;
  #timers: PendingTimer[] = [];
  #nextId = 1;

  constructor(start: string | number = '2026-11-23T10:00:00.000Z') {
    this.#nowMs = typeof start === 'number' ? start : Date.parse(start);
    if (!Number.isFinite(this.#nowMs)) throw new RangeError(`Not a time: ${JSON.stringify(start)}`);
  }

  /** Milliseconds since 1970. Bound, so that it can be passed as a function. */
  readonly now = (): number => this.#nowMs;

  /** Nanoseconds since 1970. Bound, so that it can be passed as a function. */
  readonly nowNs = (): bigint => BigInt(Math.round(this.#nowMs * 1_000)) * 1_000n;

  readonly setTimeout = (run: () => void, delayMs: number): number => {
    const id = this.#nextId++;
    this.#timers.push({ id, dueMs: this.#nowMs + Math.max(0, delayMs), run });
    return id;
  };

  readonly clearTimeout = (id: number | undefined): void => {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  };

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Lets time pass and runs what falls due meanwhile, each at its own time. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#nextDue(untilMs); next !== undefined; next = this.#nextDue(untilMs)) {
      this.clearTimeout(next.id);
      this.#nowMs = next.dueMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }

  /** Sets the clock back or forth without running timers, as a correction by NTP does. */
  jump(byMs: number): void {
    this.#nowMs += byMs;
    this.#timers = this.#timers.map((timer) => ({ ...timer, dueMs: timer.dueMs + byMs }));
  }

  #nextDue(untilMs: number): PendingTimer | undefined {
    const due = this.#timers.filter(({ dueMs }) => dueMs <= untilMs);
    return due.sort((a, b) => a.dueMs - b.dueMs || a.id - b.id)[0];
  }
}
