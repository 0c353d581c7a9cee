/** How much may be sealed before a root vouches for it. */
export interface DeferralOptions {
  readonly maxUnendorsedRecords: number;
  readonly maxUnendorsedMs: number;
  readonly beyondUnendorsed: 'gap' | 'continue';
}

/** Counts what is sealed provisionally. Knows neither clock nor keys. */
export class Deferral {
  readonly #options: DeferralOptions;
  #records = 0;
  #sinceMs: number | undefined;

  constructor(options: DeferralOptions) {
    this.#options = options;
  }

  /** Whether a root's word is outstanding. */
  get isOpen(): boolean {
    return this.#sinceMs !== undefined;
  }

  /** The root is away from now on. A stream that follows upon another while it is does not start afresh. */
  begin(nowMs: number): void {
    this.#sinceMs ??= nowMs;
  }

  sealed(): void {
    if (this.#sinceMs !== undefined) this.#records += 1;
  }

  /** The root has spoken. */
  end(): void {
    this.#sinceMs = undefined;
    this.#records = 0;
  }

  /** Whether nothing more may be sealed for now. */
  isExhausted(nowMs: number): boolean {
    const { maxUnendorsedRecords, maxUnendorsedMs, beyondUnendorsed } = this.#options;
    if (this.#sinceMs === undefined || beyondUnendorsed === 'continue') return false;
    return this.#records >= maxUnendorsedRecords || nowMs >= this.#sinceMs + maxUnendorsedMs;
  }
}
