/** One line of a dry run: at this path this rule would have changed something so often. @experimental */
export interface ReportLine {
  readonly path: string;
  readonly rule: string;
  readonly count: number;
}

const MOST_LINES = 1_000;

/** Counts what was found by rule, and by path and rule if asked. It never sees a value. */
export class Findings {
  readonly #counts = new Map<string, number>();
  readonly #lines = new Map<string, number>();
  readonly #listener: ((rule: string) => void) | undefined;

  constructor(listener?: (rule: string) => void) {
    this.#listener = listener;
  }

  add(rule: string): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
    try {
      this.#listener?.(rule);
    } catch {
      // Whoever counts elsewhere fails for himself; the finding is counted here and acted on.
    }
  }

  /** Beyond a thousand lines only known ones are counted on. */
  addLine(path: string, rule: string): void {
    const line = `${path}\u0000${rule}`;
    if (this.#lines.size < MOST_LINES || this.#lines.has(line)) this.#lines.set(line, (this.#lines.get(line) ?? 0) + 1);
  }

  /** A copy, by rule name. */
  snapshot(): Readonly<Record<string, number>> {
    return Object.freeze(Object.fromEntries(this.#counts));
  }

  lines(): readonly ReportLine[] {
    return [...this.#lines].map(([line, count]) => {
      const [path = '', rule = ''] = line.split('\u0000');
      return { path, rule, count };
    });
  }
}
