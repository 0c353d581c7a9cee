import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { coveredSources } from './covered-sources.ts';

const REPORT = new URL('report.json', import.meta.url);

/** What the last long run tried, and on what. */
export interface LongReport {
  readonly commit: string;
  /** SHA-256 over the sources of all packages, to see whether they changed since. */
  readonly sources: string;
  readonly node: string;
  readonly startedAt: string;
  readonly minutes: number;
  readonly scale: number;
  readonly seed: number;
  readonly tests: { readonly passed: number; readonly failed: number };
  /** Cases tried, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

export function writeReport(report: LongReport): void {
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
}

function readReport(): LongReport | undefined {
  return existsSync(REPORT) ? (JSON.parse(readFileSync(REPORT, 'utf8')) as LongReport) : undefined;
}

/** A line for `npm test` when the committed long run no longer speaks for the code; undefined when it does. */
export function staleReportLine(): string | undefined {
  const report = readReport();
  if (report === undefined) return 'no long run is on record: npm run test:long';
  const { commit, sources } = report;
  if (sources === coveredSources()) return undefined;
  return `sources changed since the long run on record (${commit.slice(0, 12)}): npm run test:long`;
}
