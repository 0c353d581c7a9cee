/** Counts what was found by rule. It never sees a value. */
export class Findings {
  readonly #counts = new Map<string, number>();
  readonly #listener: ((rule: string, count: number) => void) | undefined;

  constructor(listener?: (rule: string, count: number) => void) {
    this.#listener = listener;
  }

  add(rule: string, count = 1): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + count);
    this.#listener?.(rule, count);
  }

  /** A copy, by rule name. */
  snapshot(): Readonly<Record<string, number>> {
    return Object.freeze(Object.fromEntries(this.#counts));
  }
}
