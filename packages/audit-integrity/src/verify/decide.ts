import type { Report } from '../report.js';
import { CONDITIONS, type Finding, HARMLESS, type ReportedCondition } from '../verdict.js';

/** What the decision rests on. */
export interface Grounds {
  /** Whether a trust file was given at all. */
  readonly hasTrust: boolean;
  readonly findings: readonly Finding[];
  readonly conditions: readonly ReportedCondition[];
  /** How many streams had any record. */
  readonly streams: number;
}

/** SPEC.md, "Decision": the first row that applies. One test a row. */
export function decide({
  hasTrust,
  findings,
  conditions,
  streams,
}: Grounds): Pick<Report, 'verdict' | 'exitCode' | 'reason'> {
  if (!hasTrust) return notProven('UNTRUSTED');
  if (findings.length > 0) return { verdict: 'NOT INTACT', exitCode: 1, reason: '' };
  const open = CONDITIONS.find((name) => !HARMLESS.has(name) && conditions.some(({ condition }) => condition === name));
  if (open !== undefined) return notProven(open);
  if (streams === 0) return notProven('NOTHING_SEALED');
  return { verdict: 'INTACT', exitCode: 0, reason: '' };
}

function notProven(reason: string): Pick<Report, 'verdict' | 'exitCode' | 'reason'> {
  return { verdict: 'NOT PROVEN', exitCode: 2, reason };
}
