import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** One problem that a part reported about itself. */
export interface ReportedProblem {
  readonly code: string;
  readonly message: string;
  readonly cause?: unknown;
}

/**
 * Keeps what a part counts and reports, so that a test can ask for it. Gauges keep their last value, as in the metrics.
 *
 * @example
 * const telemetry = new MemoryTelemetry();
 * telemetry.add('otelseal.records', 2, { stage: 'seal', outcome: 'sealed' });
 * telemetry.sum('otelseal.records', { stage: 'seal' }); // 2
 * @experimental
 */
export class MemoryTelemetry implements SelfTelemetry {
  /** Every problem once per code, in the order reported. */
  readonly problems: ReportedProblem[] = [];
  readonly #points: { metric: string; value: number; attributes: Readonly<Record<string, string>> }[] = [];

  add(metric: string, value: number, attributes: Readonly<Record<string, string>> = {}): void {
    this.#points.push({ metric, value, attributes });
  }

  reportOnce(code: string, message: string, cause?: unknown): void {
    if (this.problems.some((problem) => problem.code === code)) return;
    this.problems.push(cause === undefined ? { code, message } : { code, message, cause });
  }

  /** The sum of what was added to a metric under these labels; labels that are not named do not matter. */
  sum(metric: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.#matching(metric, labels).reduce((total, point) => total + point.value, 0);
  }

  /** The value that was added last, as a gauge shows it; undefined when there was none. */
  last(metric: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    return this.#matching(metric, labels).at(-1)?.value;
  }

  /** Sums of a metric by its labels, written `name=value,name=value` in order of name. */
  sums(metric: string): Readonly<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const { value, attributes } of this.#matching(metric, {})) {
      const labels = Object.entries(attributes).map((label) => label.join('='));
      const key = labels.sort().join(',');
      sums[key] = (sums[key] ?? 0) + value;
    }
    return sums;
  }

  /** Codes of the problems, in the order reported. */
  get codes(): readonly string[] {
    return this.problems.map(({ code }) => code);
  }

  #matching(metric: string, labels: Readonly<Record<string, string>>) {
    const wanted = Object.entries(labels);
    return this.#points.filter(
      (point) => point.metric === metric && wanted.every(([name, value]) => point.attributes[name] === value),
    );
  }
}
