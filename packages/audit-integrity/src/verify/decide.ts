import type { Report } from '../report.js';
import {
  type Acceptance,
  CONDITIONS,
  type Condition,
  type Finding,
  HARMLESS,
  type ReportedCondition,
  type Requirement,
} from '../verdict.js';

/** What the decision rests on. */
export interface Grounds {
  /** Whether a trust file was given at all. */
  readonly hasTrust: boolean;
  readonly findings: readonly Finding[];
  readonly conditions: readonly ReportedCondition[];
  /** How many streams had any record. */
  readonly streams: number;
  /** Whether producers sealed all of them, and no collector did. */
  readonly producers: boolean;
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptance[];
}

/** SPEC.md, "Decision": the first row that applies. One test a row. */
export function decide(grounds: Grounds): Pick<Report, 'verdict' | 'exitCode' | 'reason'> {
  const { hasTrust, findings, conditions, streams, producers, require, accept } = grounds;
  if (!hasTrust) return notProven('UNTRUSTED');
  if (findings.length > 0) return { verdict: 'NOT INTACT', exitCode: 1, reason: '' };
  const isOpen = (name: Condition): boolean =>
    !HARMLESS.has(name) && name !== 'NOT_WITNESSED' && !(name === 'REDACTED' && accept.includes('redacted'));
  const open = CONDITIONS.find((name) => isOpen(name) && conditions.some(({ condition }) => condition === name));
  if (open !== undefined) return notProven(open);
  if (streams === 0) return notProven('NOTHING_SEALED');
  if (require.includes('producer') && !producers) return notProven('NOT_PRODUCER');
  if (conditions.some(({ condition }) => condition === 'NOT_WITNESSED')) return notProven('NOT_WITNESSED');
  return { verdict: 'INTACT', exitCode: 0, reason: '' };
}

function notProven(reason: string): Pick<Report, 'verdict' | 'exitCode' | 'reason'> {
  return { verdict: 'NOT PROVEN', exitCode: 2, reason };
}
