/** Streams that one principal may begin. */
export interface StreamQuotaOptions {
  /**
   * New streams an hour, on the long run. Default 360: with those that may come at once less than 9,000 a day, so that ten principals who
   * make up services stay below what a verifier keeps of one gateway's streams (`maxTrustedStreams` of @otelseal/audit-integrity).
   */
  readonly newStreamsPerHour: number;
  /** New streams at once: all that may be open side by side, so that a whole fleet may begin. At least 256. */
  readonly newStreamsAtOnce: number;
}

export const STREAM_QUOTA_DEFAULTS: StreamQuotaOptions = Object.freeze({
  newStreamsPerHour: 360,
  newStreamsAtOnce: 256,
});

const HOUR_MS = 3_600_000;
/** Principals that are remembered; with tokens there are at most a thousand. */
const MAX_STATES = 4_096;
/** Looking for those who need no memory costs a tenth of a millisecond. */
const TIDY_MS = 1_000;

interface State {
  level: number;
  atMs: number;
}

/** Leaky buckets of opened streams, by principal. */
export class StreamQuota {
  readonly #options: StreamQuotaOptions;
  readonly #states = new Map<string, State>();
  #tidiedAtMs = Number.NEGATIVE_INFINITY;
  readonly #others: State = { level: 0, atMs: 0 };

  constructor(options: StreamQuotaOptions = STREAM_QUOTA_DEFAULTS) {
    this.#options = options;
  }

  /** How many streams this principal may still begin; below zero when more began than may. */
  left(principal: string, nowMs: number): number {
    return this.#options.newStreamsAtOnce - this.#leaked(principal, nowMs).level;
  }

  /** Seconds until so many more may begin; 0 for now. */
  waitSeconds(principal: string, nowMs: number, count: number = 1): number {
    const over = count - this.left(principal, nowMs);
    return over <= 0 ? 0 : Math.max(1, Math.ceil((over * HOUR_MS) / this.#options.newStreamsPerHour / 1_000));
  }

  /** Streams that began. */
  opened(principal: string, count: number, nowMs: number): void {
    this.#leaked(principal, nowMs).level += count;
  }

  #leaked(principal: string, nowMs: number): State {
    const state = this.#states.get(principal) ?? this.#added(principal, nowMs);
    const hours = Math.max(0, nowMs - state.atMs) / HOUR_MS;
    state.level = Math.max(0, state.level - hours * this.#options.newStreamsPerHour);
    state.atMs = nowMs;
    return state;
  }

  /** Who has begun nothing for long needs no memory. Nobody else is forgotten, which would be a way out: who comes then shares one bucket. */
  #added(principal: string, nowMs: number): State {
    const known = this.#states;
    if (known.size >= MAX_STATES && nowMs - this.#tidiedAtMs >= TIDY_MS) {
      this.#tidiedAtMs = nowMs;
      for (const name of known.keys()) if (this.#leaked(name, nowMs).level === 0) known.delete(name);
    }
    const isFull = known.size >= MAX_STATES;
    const state: State = isFull ? this.#others : { level: 0, atMs: nowMs };
    if (!isFull) known.set(principal, state);
    return state;
  }
}
