/** A thread that has a pipeline. */
export interface KnownThread {
  readonly thread: number;
  /** The nearest thread above it with Otelseal in it. */
  readonly parent: number;
  /** How many records it holds; see `HeldRecords`. */
  readonly held: SharedArrayBuffer;
  /** How far it has come when it was asked to end its pipeline. */
  state: 'running' | 'ending' | 'ended';
}

/** The threads of this process that have come forward: as many as run, because who is over is forgotten. */
export class KnownThreads {
  readonly #threads = new Map<number, KnownThread>();

  /** A thread is younger than who started it, so that nobody stands below itself. */
  here({ thread, parent, held }: Omit<KnownThread, 'state'>): void {
    if (parent >= thread || this.#threads.has(thread)) return;
    this.#threads.set(thread, { thread, parent, held, state: 'running' });
  }

  set(thread: number, state: KnownThread['state']): void {
    const known = this.#threads.get(thread);
    if (known !== undefined) known.state = state;
  }

  /** Forgets a thread that is over, and what it had started, which is over with it. Returns them. */
  gone(thread: number): readonly KnownThread[] {
    const itself = this.#threads.get(thread);
    const over = [...(itself === undefined ? [] : [itself]), ...this.below(thread)];
    for (const each of over) this.#threads.delete(each.thread);
    return over;
  }

  /** What that thread has started, and what those have: all that ends with it. */
  below(thread: number): readonly KnownThread[] {
    const children = [...this.#threads.values()].filter(({ parent }) => parent === thread);
    return children.flatMap((child) => [child, ...this.below(child.thread)]);
  }
}
