import { EarliestFirst } from './earliest-first.js';

interface Timed {
  readonly timeMs: number;
}

/** @see {@link ReorderWindow} */
export interface ReorderWindowOptions {
  /** How late something may come and still be put in order. */
  readonly windowMs: number;
  /** Most that is held at once; beyond it the earliest go on. */
  readonly maxHeld: number;
}

/** Puts events back in order that arrive late. One that is too late even for that goes on where it stands, and is counted. */
export class ReorderWindow<Item extends Timed> {
  readonly #options: ReorderWindowOptions;
  readonly #held = new EarliestFirst<Item>();
  #latestMs: number = Number.NEGATIVE_INFINITY;
  #releasedMs: number = Number.NEGATIVE_INFINITY;
  #late = 0;

  constructor(options: ReorderWindowOptions) {
    this.#options = options;
  }

  /** How many came too late to be put in order. */
  get late(): number {
    return this.#late;
  }

  /** Takes one and gives what is now known to come next, in order. */
  *add(item: Item): Generator<Item> {
    if (item.timeMs < this.#releasedMs) {
      this.#late += 1;
      yield item;
      return;
    }
    this.#latestMs = Math.max(this.#latestMs, item.timeMs);
    this.#held.add(item);
    while (this.#held.size > this.#options.maxHeld || this.#isRipe()) yield* this.#release();
  }

  /** Gives all that is held, and begins anew at whatever time comes next. */
  *restart(): Generator<Item> {
    yield* this.end();
    this.#latestMs = this.#releasedMs = Number.NEGATIVE_INFINITY;
  }

  /** What is left when nothing more comes. */
  *end(): Generator<Item> {
    while (this.#held.size > 0) yield* this.#release();
  }

  #isRipe(): boolean {
    const earliest = this.#held.earliest;
    return earliest !== undefined && earliest.timeMs < this.#latestMs - this.#options.windowMs;
  }

  *#release(): Generator<Item> {
    const item = this.#held.take();
    if (item === undefined) return;
    this.#releasedMs = Math.max(this.#releasedMs, item.timeMs);
    yield item;
  }
}
