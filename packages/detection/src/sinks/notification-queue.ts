import type { NotificationReports } from './incident-sink.js';

/**
 * How notifications are sent.
 *
 * @experimental
 */
export interface NotificationLimits {
  /**
   * Most notifications a minute; what is more is dropped and counted, the log has all. A quarter is kept for incidents that are high or
   * critical: nobody can hide a success behind a hundred small attacks. Default 30.
   */
  readonly maxPerMinute: number;
  /** Most that wait. Default 100. */
  readonly maxWaiting: number;
  /** How often one is tried. Default 3. */
  readonly attempts: number;
  /** Wait before the second try, doubled each time. Default 500 ms. */
  readonly retryAfterMs: number;
  /** Upper bound of one try. Default 5,000 ms. */
  readonly timeoutMs: number;
}

/** @experimental */
export const NOTIFICATION_LIMITS: NotificationLimits = Object.freeze({
  maxPerMinute: 30,
  maxWaiting: 100,
  attempts: 3,
  retryAfterMs: 500,
  timeoutMs: 5_000,
});

const MINUTE_MS = 60_000;
/** What is kept for the urgent of every limit. */
const KEPT_SHARE = 0.25;
const GIVE_UP = (status: number): boolean => status >= 300 && status < 500 && status !== 408 && status !== 429;

/** Sends one notification after another, not more often than allowed. Nothing in it throws. */
export class NotificationQueue {
  readonly #name: string;
  readonly #limits: NotificationLimits;
  readonly #post: (body: string) => Promise<number>;
  readonly #nowMs: () => number;
  readonly #waiting: string[] = [];
  #reports: NotificationReports = { notified: () => undefined };
  #working: Promise<void> = Promise.resolve();
  #isWorking = false;
  #allowance: number;
  #countedMs = 0;

  constructor(
    name: string,
    limits: NotificationLimits,
    post: (body: string) => Promise<number>,
    nowMs: () => number = Date.now,
  ) {
    this.#name = name;
    this.#limits = limits;
    this.#post = post;
    this.#nowMs = nowMs;
    this.#allowance = limits.maxPerMinute;
  }

  report(reports: NotificationReports): void {
    this.#reports = reports;
  }

  /** @param isUrgent whether it may take what is kept for such */
  add(body: string, isUrgent: boolean): void {
    const share = isUrgent ? 0 : KEPT_SHARE;
    if (this.#waiting.length >= this.#limits.maxWaiting * (1 - share) || !this.#maySend(share)) {
      this.#reports.notified(this.#name, 'dropped');
      return;
    }
    this.#waiting.push(body);
    if (!this.#isWorking) this.#working = this.#work();
  }

  async flush(): Promise<void> {
    await this.#working;
  }

  /** A token bucket: a minute's worth at once, then evenly. */
  #maySend(keptShare: number): boolean {
    const nowMs = this.#nowMs();
    const { maxPerMinute } = this.#limits;
    const passedMs = this.#countedMs === 0 ? 0 : Math.max(0, nowMs - this.#countedMs);
    this.#allowance = Math.min(maxPerMinute, this.#allowance + (passedMs * maxPerMinute) / MINUTE_MS);
    this.#countedMs = nowMs;
    if (this.#allowance < 1 + Math.floor(maxPerMinute * keptShare)) return false;
    this.#allowance -= 1;
    return true;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let body = this.#waiting.shift(); body !== undefined; body = this.#waiting.shift()) await this.#deliver(body);
    this.#isWorking = false;
  }

  async #deliver(body: string): Promise<void> {
    let cause: unknown;
    for (let attempt = 1; attempt <= this.#limits.attempts; attempt += 1) {
      if (attempt > 1) await pause(this.#limits.retryAfterMs * 2 ** (attempt - 2));
      try {
        const status = await this.#post(body);
        if (status >= 200 && status < 300) return this.#reports.notified(this.#name, 'delivered');
        cause = Object.assign(new Error('The receiver refused the notification.'), { code: `HTTP_${status}` });
        if (GIVE_UP(status)) break;
      } catch (error) {
        cause = error;
      }
    }
    this.#reports.notified(this.#name, 'failed', cause);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
