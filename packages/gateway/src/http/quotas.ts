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
/** Looking for those who need no memory costs a tenth of a millisecond. */
const TIDY_MS = 1_000;

/** Leaky buckets by principal. */
export class Quotas {
  readonly #options: QuotaOptions;
  readonly #states = new Map<string, State>();
  #tidiedAtMs = Number.NEGATIVE_INFINITY;
  /** Of all for whom there is no room. */
  readonly #others: State = emptyState(0);
  /** Who of them is being answered, how often: what began there ends there. */
  readonly #amongOthers = new Map<string, number>();

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
    if (state === this.#others) this.#amongOthers.set(principal, (this.#amongOthers.get(principal) ?? 0) + 1);
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
    const left = (this.#amongOthers.get(principal) ?? 0) - 1;
    if (left > 0) this.#amongOthers.set(principal, left);
    else this.#amongOthers.delete(principal);
  }

  #leaked(principal: string, nowMs: number): State {
    if (this.#amongOthers.has(principal)) return this.#leakedOf(this.#others, nowMs);
    return this.#leakedOf(this.#states.get(principal) ?? this.#added(principal, nowMs), nowMs);
  }

  #leakedOf(state: State, nowMs: number): State {
    const { requestsPerSecond, bytesPerSecond, recordsPerSecond } = this.#options;
    const seconds = Math.max(0, nowMs - state.atMs) / 1_000;
    state.requests = Math.max(0, state.requests - seconds * requestsPerSecond);
    state.bytes = Math.max(0, state.bytes - seconds * bytesPerSecond);
    state.records = Math.max(0, state.records - seconds * recordsPerSecond);
    state.atMs = nowMs;
    return state;
  }

  /** Who has asked for nothing lately needs no memory. Nobody else is forgotten, which would be a way out: who comes then shares one bucket. */
  #added(principal: string, nowMs: number): State {
    const known = this.#states;
    if (known.size >= MAX_STATES && nowMs - this.#tidiedAtMs >= TIDY_MS) {
      this.#tidiedAtMs = nowMs;
      for (const [name, state] of known) if (isEmpty(this.#leakedOf(state, nowMs))) known.delete(name);
    }
    if (known.size >= MAX_STATES) return this.#others;
    const state = emptyState(nowMs);
    known.set(principal, state);
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

function emptyState(atMs: number): State {
  return { requests: 0, bytes: 0, records: 0, concurrent: 0, atMs };
}

function isEmpty({ requests, bytes, records, concurrent }: State): boolean {
  return requests + bytes + records + concurrent === 0;
}
