import type { SelfTelemetry } from '@otelseal/semantic-conventions';

/** Sums by metric and labels, and problems once per code. */
export class CountingTelemetry implements SelfTelemetry {
  readonly sums: Record<string, number> = {};
  readonly problems: string[] = [];

  add(metric: string, value: number, attributes: Readonly<Record<string, string>> = {}): void {
    const key = [metric, ...Object.values(attributes)].join(' ');
    this.sums[key] = (this.sums[key] ?? 0) + value;
  }

  reportOnce(code: string): void {
    if (!this.problems.includes(code)) this.problems.push(code);
  }
}
