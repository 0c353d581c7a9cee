interface Timed {
  readonly timeMs: number;
}

/** @see {@link SteadyTime} */
export interface SteadyTimeOptions {
  /** How far a time may be from the latest one and still be of the same run of events. */
  readonly stepMs: number;
  /** So many events elsewhere in time, with fewer in between that are not, and time has moved. */
  readonly enough: number;
}

/** An event and when it counts. */
export interface Placed<Item> {
  readonly item: Item;
  /** Time begins anew here: what is held for ordering comes before it. */
  readonly isRestart: boolean;
}

/**
 * Keeps a few times that are far off (a broken clock, an attacker's line) from moving the time of all others. Events far from the latest
 * time wait; when as many come that are not far off, those that waited were astray and count as of now; when enough wait, or nothing
 * comes any more, time has moved: a gap in the log, or an older log behind a newer one. Holds no more than `enough` events.
 */
export class SteadyTime<Item extends Timed> {
  readonly #options: SteadyTimeOptions;
  #latestMs: number | undefined;
  #waiting: Item[] = [];
  #between = 0;
  #astray = 0;

  constructor(options: SteadyTimeOptions) {
    this.#options = options;
  }

  /** How many were astray. */
  get astray(): number {
    return this.#astray;
  }

  *add(item: Item): Generator<Placed<Item>> {
    if (this.#latestMs === undefined) this.#latestMs = item.timeMs;
    if (Math.abs(item.timeMs - this.#latestMs) > this.#options.stepMs) {
      this.#waiting.push(item);
      if (this.#waiting.length >= this.#options.enough) yield* this.#move();
      return;
    }
    this.#latestMs = Math.max(this.#latestMs, item.timeMs);
    yield { item, isRestart: false };
    if (this.#waiting.length === 0) return;
    this.#between += 1;
    if (this.#between >= this.#waiting.length) yield* this.#giveUp(this.#latestMs);
  }

  /** What is left when nothing more comes. */
  *end(): Generator<Placed<Item>> {
    while (this.#waiting.length > 0) yield* this.#move();
  }

  *#giveUp(timeMs: number): Generator<Placed<Item>> {
    for (const item of this.#taken()) {
      this.#astray += 1;
      yield { item: { ...item, timeMs }, isRestart: false };
    }
  }

  /** Goes on from the first that waits; others may still be elsewhere. */
  *#move(): Generator<Placed<Item>> {
    const [first, ...rest] = this.#taken();
    if (first === undefined) return;
    this.#latestMs = first.timeMs;
    yield { item: first, isRestart: true };
    for (const item of rest) yield* this.add(item);
  }

  #taken(): Item[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#between = 0;
    return taken;
  }
}
