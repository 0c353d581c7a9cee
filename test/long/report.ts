import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { coveredSources, longRunParts } from './covered-sources.ts';

const REPORT = new URL('report.json', import.meta.url);

/** What the last long run of one package tried, and on what. */
export interface LongRun {
  readonly commit: string;
  /** SHA-256 over the sources that were put to the test, to see whether they changed since. */
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

interface LongReport {
  /** Package by package, so that a change of one leaves the others' record standing. */
  readonly runs: Readonly<Record<string, LongRun>>;
}

export function noteLongRun(part: string, run: LongRun): void {
  const { runs } = readReport();
  const report: LongReport = { runs: { ...runs, [part]: run } };
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
}

function readReport(): LongReport {
  if (!existsSync(REPORT)) return { runs: {} };
  return JSON.parse(readFileSync(REPORT, 'utf8')) as LongReport;
}

/** A line for `npm test` when long runs on record no longer speak for the code; undefined when all do. */
export function staleReportLine(): string | undefined {
  const { runs } = readReport();
  const stale = longRunParts().filter((part) => runs[part]?.sources !== coveredSources(part));
  if (stale.length === 0) return undefined;
  return `sources changed since the long runs on record: npm run test:long -- ${stale.join(' ')}`;
}
