import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { KeptScore } from '../mutation/mutation-score.ts';
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
  /** What changing the code of each target found, file by file. */
  readonly mutation?: Readonly<Record<string, MutationReport>>;
}

/** How many changes of the code made a test fail; see `test/mutation`. */
export interface MutationReport {
  /** Percent, over all files that were tried. */
  readonly score: number;
  readonly threshold: number;
  readonly files: Readonly<Record<string, KeptScore>>;
}

/** The mutation scores on record stay: a long run does not try them again. */
export function writeReport(report: LongReport): void {
  const mutation = readReport()?.mutation;
  write(mutation === undefined ? report : { ...report, mutation });
}

/** The scores of a target's files that were tried before; none if it never was. */
export function mutationOnRecord(target: string): Readonly<Record<string, KeptScore>> {
  return readReport()?.mutation?.[target]?.files ?? {};
}

export function noteMutation(target: string, found: MutationReport): void {
  const report = readReport();
  if (report === undefined) throw new Error('There is no report of a long run to add to: npm run test:long');
  write({ ...report, mutation: { ...report.mutation, [target]: found } });
}

function readReport(): LongReport | undefined {
  return existsSync(REPORT) ? (JSON.parse(readFileSync(REPORT, 'utf8')) as LongReport) : undefined;
}

function write(report: LongReport): void {
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
}

/** A line for `npm test` when the committed long run no longer speaks for the code; undefined when it does. */
export function staleReportLine(): string | undefined {
  const report = readReport();
  if (report === undefined) return 'no long run is on record: npm run test:long';
  const { commit, sources } = report;
  if (sources === coveredSources()) return undefined;
  return `sources changed since the long run on record (${commit.slice(0, 12)}): npm run test:long`;
}
