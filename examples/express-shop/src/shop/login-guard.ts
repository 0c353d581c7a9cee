/** How much guessing is allowed. */
export interface LoginGuardOptions {
  /** Wrong passwords for one account before it is locked. People mistype two or three times. */
  readonly maxFailuresPerAccount: number;
  /** Failed logins from one address before it must wait. Higher, because offices share one. */
  readonly maxFailuresPerAddress: number;
  /** How long a lock lasts, in milliseconds. */
  readonly lockMs: number;
  /** Accounts and addresses remembered; the oldest are forgotten first. */
  readonly maxRemembered: number;
}

export const LOGIN_GUARD_DEFAULTS: LoginGuardOptions = Object.freeze({
  maxFailuresPerAccount: 5,
  maxFailuresPerAddress: 10,
  lockMs: 900_000,
  maxRemembered: 10_000,
});

interface Failures {
  readonly count: number;
  readonly sinceMs: number;
}

/** Counts failed logins per account and per address. Forgets them after the lock's length. */
export class LoginGuard {
  readonly options: LoginGuardOptions;
  readonly #failures = new Map<string, Failures>();

  constructor(options: LoginGuardOptions = LOGIN_GUARD_DEFAULTS) {
    this.options = options;
  }

  failuresOf(key: string, nowMs: number): number {
    const failures = this.#failures.get(key);
    return failures !== undefined && nowMs - failures.sinceMs < this.options.lockMs ? failures.count : 0;
  }

  /** Returns the new count. */
  addFailure(key: string, nowMs: number): number {
    const count = this.failuresOf(key, nowMs) + 1;
    const sinceMs = count === 1 ? nowMs : (this.#failures.get(key)?.sinceMs ?? nowMs);
    this.#failures.delete(key); // so that it moves to the end, the young side
    this.#failures.set(key, { count, sinceMs });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > this.options.maxRemembered && oldest !== undefined) this.#failures.delete(oldest);
    return count;
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }
}
