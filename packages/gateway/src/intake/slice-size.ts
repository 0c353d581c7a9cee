/** Records of a slice at most, large ones counted as several: some ten milliseconds of those that services send. */
const MOST = 256;
/** Less would be all overhead. */
const LEAST = 8;
/** A slice should take about so long. */
const TARGET_MS = 10;
/** One that took longer than this was made of something that costs more than it counts for. */
const TOO_LONG_MS = 30;

/**
 * How much of one principal's is worked on before others get their turn. What records cost is not known before they were taken: names that
 * nobody has seen before cost ten times as much as others. So who has sent what took long gets smaller slices, until it no longer does. Pure: the
 * time comes in.
 */
export class SliceSize {
  #size = MOST;
  #beganMs = 0;

  get size(): number {
    return this.#size;
  }

  began(nowMs: number): void {
    this.#beganMs = nowMs;
  }

  ended(nowMs: number): void {
    const tookMs = nowMs - this.#beganMs;
    if (tookMs > TOO_LONG_MS) this.#size = Math.max(LEAST, Math.floor((this.#size * TARGET_MS) / tookMs));
    else if (tookMs < TARGET_MS) this.#size = Math.min(MOST, this.#size * 2);
  }
}

/** Principals that are remembered; who was forgotten begins with the largest slice. */
const MAX_PRINCIPALS = 1_024;

/** Slices by principal. */
export class SliceSizes {
  readonly #sizes = new Map<string, SliceSize>();

  of(principal: string): SliceSize {
    const known = this.#sizes.get(principal);
    if (known !== undefined) return known;
    if (this.#sizes.size >= MAX_PRINCIPALS) {
      const [first] = this.#sizes.keys();
      if (first !== undefined) this.#sizes.delete(first);
    }
    const size = new SliceSize();
    this.#sizes.set(principal, size);
    return size;
  }
}
