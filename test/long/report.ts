import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { KeptScore } from '../mutation/mutation-score.ts';
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

/** How many changes of the code made a test fail; see `test/mutation`. */
export interface MutationReport {
  /** Percent, over all files that were tried. */
  readonly score: number;
  readonly threshold: number;
  readonly files: Readonly<Record<string, KeptScore>>;
}

interface LongReport {
  /** Package by package, so that a change of one leaves the others' record standing. */
  readonly runs: Readonly<Record<string, LongRun>>;
  /** What changing the code of each target found, file by file. */
  readonly mutation: Readonly<Record<string, MutationReport>>;
}

export function noteLongRun(part: string, run: LongRun): void {
  const { runs, mutation } = readReport();
  write({ runs: { ...runs, [part]: run }, mutation });
}

/** The scores of a target's files that were tried before; none if it never was. */
export function mutationOnRecord(target: string): Readonly<Record<string, KeptScore>> {
  return readReport().mutation[target]?.files ?? {};
}

export function noteMutation(target: string, found: MutationReport): void {
  const { runs, mutation } = readReport();
  write({ runs, mutation: { ...mutation, [target]: found } });
}

function readReport(): LongReport {
  if (!existsSync(REPORT)) return { runs: {}, mutation: {} };
  return JSON.parse(readFileSync(REPORT, 'utf8')) as LongReport;
}

function write(report: LongReport): void {
  writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
}

/** A line for `npm test` when long runs on record no longer speak for the code; undefined when all do. */
export function staleReportLine(): string | undefined {
  const { runs } = readReport();
  const stale = longRunParts().filter((part) => runs[part]?.sources !== coveredSources(part));
  if (stale.length === 0) return undefined;
  return `sources changed since the long runs on record: npm run test:long -- ${stale.join(' ')}`;
}
