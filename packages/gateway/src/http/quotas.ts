/** What one principal may ask. */
export interface QuotaOptions {
  /** Requests a second on the long run. Default 2,000: a busy fleet behind one token, and a tenth of what a core answers. */
  readonly requestsPerSecond: number;
  /** Bytes a second, decompressed, on the long run. Default 67,108,864 (64 MiB): more than one core seals. */
  readonly bytesPerSecond: number;
  /** Records a second on the long run, large ones counted as several. Default 100,000: four times what a core seals. */
  readonly recordsPerSecond: number;
  /** Requests that are being answered. Default 256. */
  readonly maxConcurrentRequests: number;
}

export const QUOTA_DEFAULTS: QuotaOptions = Object.freeze({
  requestsPerSecond: 2_000,
  bytesPerSecond: 67_108_864,
  recordsPerSecond: 100_000,
  maxConcurrentRequests: 256,
});

/** Seconds of requests that may come at once. */
const REQUEST_BURST_SECONDS = 10;
/** Seconds of bytes, and of records, that may come at once. */
const BURST_SECONDS = 4;
/** Principals that are remembered; with tokens there are at most a thousand, with certificates whoever has one. */
const MAX_STATES = 4_096;

/** Leaky buckets by principal. */
export class Quotas {
  readonly #options: QuotaOptions;
  readonly #states = new Map<string, State>();

  constructor(options: QuotaOptions = QUOTA_DEFAULTS) {
    this.#options = options;
  }

  /** Seconds to wait, or undefined when the principal may begin; then it must `end`. */
  begin(principal: string, nowMs: number): number | undefined {
    const state = this.#leaked(principal, nowMs);
    const { requestsPerSecond, bytesPerSecond, recordsPerSecond, maxConcurrentRequests } = this.#options;
    if (state.concurrent >= maxConcurrentRequests) return 1;
    const requestsOver = state.requests + 1 - requestsPerSecond * REQUEST_BURST_SECONDS;
    if (requestsOver > 0) return Math.max(1, Math.ceil(requestsOver / requestsPerSecond));
    const bytesOver = state.bytes - bytesPerSecond * BURST_SECONDS;
    if (bytesOver > 0) return Math.max(1, Math.ceil(bytesOver / bytesPerSecond));
    const recordsOver = state.records - recordsPerSecond * BURST_SECONDS;
    if (recordsOver > 0) return Math.max(1, Math.ceil(recordsOver / recordsPerSecond));
    state.requests += 1;
    state.concurrent += 1;
    return undefined;
  }

  end(
    principal: string,
    { bytes, records }: { readonly bytes: number; readonly records: number },
    nowMs: number,
  ): void {
    const state = this.#leaked(principal, nowMs);
    state.bytes += bytes;
    state.records += records;
    state.concurrent -= 1;
  }

  #leaked(principal: string, nowMs: number): State {
    const { requestsPerSecond, bytesPerSecond, recordsPerSecond } = this.#options;
    const state = this.#states.get(principal) ?? this.#added(principal, nowMs);
    const seconds = Math.max(0, nowMs - state.atMs) / 1_000;
    state.requests = Math.max(0, state.requests - seconds * requestsPerSecond);
    state.bytes = Math.max(0, state.bytes - seconds * bytesPerSecond);
    state.records = Math.max(0, state.records - seconds * recordsPerSecond);
    state.atMs = nowMs;
    return state;
  }

  #added(principal: string, nowMs: number): State {
    if (this.#states.size >= MAX_STATES) {
      for (const [name, { concurrent }] of this.#states) if (concurrent === 0) this.#states.delete(name);
    }
    const state: State = { requests: 0, bytes: 0, records: 0, concurrent: 0, atMs: nowMs };
    this.#states.set(principal, state);
    return state;
  }
}

interface State {
  requests: number;
  bytes: number;
  records: number;
  concurrent: number;
  atMs: number;
}
