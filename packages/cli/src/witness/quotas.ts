/** What one principal may ask of a service. */
export interface QuotaOptions {
  /** Requests a second on the long run. Default 20: a service with sixteen streams that are cosigned every second. */
  readonly requestsPerSecond: number;
  /** Requests at once. Default 200. */
  readonly requestBurst: number;
  /** Bytes a second on the long run. Default 262,144: a checkpoint with its proof has some 3,000. */
  readonly bytesPerSecond: number;
  /** Bytes at once. Default 4,194,304. */
  readonly byteBurst: number;
  /** Requests that are being answered. Default 16. */
  readonly maxConcurrent: number;
}

export const QUOTA_DEFAULTS: QuotaOptions = Object.freeze({
  requestsPerSecond: 20,
  requestBurst: 200,
  bytesPerSecond: 262_144,
  byteBurst: 4_194_304,
  maxConcurrent: 16,
});

/** Leaky buckets by principal. Bounded by the list of principals, which is configuration. */
export class Quotas {
  readonly #options: QuotaOptions;
  readonly #states = new Map<string, State>();

  constructor(options: QuotaOptions = QUOTA_DEFAULTS) {
    this.#options = options;
  }

  /** Whether the principal may begin another request; then it must `end`. */
  begin(principal: string, nowMs: number): boolean {
    const state = this.#leaked(principal, nowMs);
    const { requestBurst, byteBurst, maxConcurrent } = this.#options;
    if (state.concurrent >= maxConcurrent || state.requests + 1 > requestBurst || state.bytes > byteBurst) return false;
    state.requests += 1;
    state.concurrent += 1;
    return true;
  }

  end(principal: string, bytes: number, nowMs: number): void {
    const state = this.#leaked(principal, nowMs);
    state.bytes += bytes;
    state.concurrent -= 1;
  }

  #leaked(principal: string, nowMs: number): State {
    const { requestsPerSecond, bytesPerSecond } = this.#options;
    const state = this.#states.get(principal) ?? { requests: 0, bytes: 0, concurrent: 0, atMs: nowMs };
    const seconds = Math.max(0, nowMs - state.atMs) / 1_000;
    state.requests = Math.max(0, state.requests - seconds * requestsPerSecond);
    state.bytes = Math.max(0, state.bytes - seconds * bytesPerSecond);
    state.atMs = nowMs;
    this.#states.set(principal, state);
    return state;
  }
}

interface State {
  requests: number;
  bytes: number;
  concurrent: number;
  atMs: number;
}
