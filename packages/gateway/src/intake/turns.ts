/** Bytes of small requests that are worked on in one turn of the event loop: a turn for each of them would cost a tenth of their own cost. */
const SMALL_BYTES = 8_192;
/** A request counts as much, however small. */
const LEAST_BYTES = 1_024;

/** Has the slices of work of several principals alternate, one in each turn of the event loop, so that many requests of one delay no other. */
export class Turns {
  /** In the order in which it is theirs. */
  readonly #waiting = new Map<string, (() => void)[]>();
  /** Of what was begun in this turn of the event loop. */
  #begun = 0;

  /**
   * Resolves when it is this principal's turn: at once for what is small if nobody waits, else in a later turn of the event loop.
   *
   * @param bytes how much is to be worked on; by default it is not small
   */
  next(principal: string, bytes: number = Number.POSITIVE_INFINITY): Promise<void> {
    const counted = Math.max(LEAST_BYTES, bytes);
    if (this.#waiting.size === 0 && this.#begun + counted <= SMALL_BYTES) {
      this.#begin(counted);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const own = this.#waiting.get(principal);
      if (own === undefined) this.#waiting.set(principal, [resolve]);
      else own.push(resolve);
      if (own === undefined && this.#waiting.size === 1) setImmediate(() => this.#give());
    });
  }

  #give(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [principal, own] = first;
    this.#waiting.delete(principal);
    this.#begin(SMALL_BYTES);
    own.shift()?.();
    if (own.length > 0) this.#waiting.set(principal, own); // behind all others
    if (this.#waiting.size > 0) setImmediate(() => this.#give());
  }

  #begin(bytes: number): void {
    if (this.#begun === 0) {
      setImmediate(() => {
        this.#begun = 0;
      });
    }
    this.#begun += bytes;
  }
}
