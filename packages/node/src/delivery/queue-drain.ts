/**
 * Empties a queue one time at a time. The batch processor of sdk-logs 3.1 answers a second flush at once while the first is running, so
 * whoever asks meanwhile gets one more run, which covers everything queued before it was asked for.
 */
export class QueueDrain {
  readonly #empty: () => Promise<void>;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(empty: () => Promise<void>) {
    this.#empty = empty;
  }

  /** Resolves when everything that was queued before the call has left the queue. */
  run(): Promise<void> {
    if (this.#running === undefined) return this.#start();
    const after = (): Promise<void> => this.#start();
    this.#next ??= this.#running.then(after, after);
    return this.#next;
  }

  #start(): Promise<void> {
    this.#next = undefined;
    const running = this.#empty().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
}
