import { type Report, reportFirstLine } from '@otelseal/audit-integrity';

import { ABSENT, SealStates } from '../records/seal-states.js';
import { type Chapter, chaptersOf, leadsOf } from './chapters.js';
import type { SubjectKind } from './subject.js';
import type { FoundRows } from './timeline.js';
import type { TimelineRow } from './timeline-row.js';

/** One row with what the verdict says of it. */
export interface JudgedRow extends Omit<TimelineRow, 'timeNs' | 'seal'> {
  /** Stream and number of the sealed record; empty and 0 when there is none. */
  readonly stream: string;
  readonly sequence: number;
  /** `sealed`, `not sealed`, `not proven …`, or what is wrong: `DISPLAY_MISMATCH body`. */
  readonly seal: string;
}

/** A whole story: the machine form of `otelseal investigate --json`, and what the other forms are made of. */
export interface Investigation {
  readonly version: 1;
  readonly subject: { readonly kind: SubjectKind; readonly value: string; readonly pseudonyms: boolean };
  /** The verifier's, over all that was read. */
  readonly verdict: Report['verdict'];
  readonly verdictLine: string;
  /** What `otelseal verify` exits with. */
  readonly verdictExitCode: Report['exitCode'];
  readonly range: Report['range'];
  /** The rows in full, and how many more were found than are kept: in all, and of those that prove nothing. */
  readonly rows: readonly JudgedRow[];
  readonly left: number;
  readonly leftUnproven: number;
  /** Rows whose seal does not hold or that have none. */
  readonly unproven: number;
  /** Whether the chapters and leads are of the proven rows alone, because there are some: anybody can write others. */
  readonly provenChapters: boolean;
  /** The rows in short: how the attacker came in, what he took, what he did, where the rows are an attacker's. */
  readonly chapters: readonly Chapter[];
  /** Options of this command that lead further, from what the rows name. */
  readonly leads: readonly string[];
  /** What is known not to be here: numbers, ends, streams; and losses that streams declared. */
  readonly missing: readonly string[];
  readonly coverage: readonly string[];
}

/** What cannot be here is said before what is; more than anybody reads is counted. */
const MAX_MISSING = 50;

export function investigationOf(
  subject: Investigation['subject'],
  found: FoundRows,
  report: Report,
  states: SealStates = new SealStates(report),
): Investigation {
  const rows = found.rows.map(({ timeNs, seal, ...row }) => {
    const { stream, sequence } = typeof seal === 'object' ? seal : { stream: '', sequence: 0 };
    return { ...row, stream, sequence, seal: states.of({ seal }) };
  });
  const proven = rows.filter((_, at) => states.speaksSigned(found.rows[at] as TimelineRow));
  const provenChapters = proven.length > 0 && proven.length < rows.length;
  const chapters = chaptersOf(provenChapters ? proven : rows);
  return {
    version: 1,
    subject,
    verdict: report.verdict,
    verdictLine: reportFirstLine(report),
    verdictExitCode: report.exitCode,
    range: report.range,
    rows,
    left: found.left.proven + found.left.unproven,
    leftUnproven: found.left.unproven,
    unproven: rows.filter(({ seal }) => seal !== 'sealed').length,
    provenChapters,
    chapters,
    leads: leadsOf(subject, chapters),
    missing: missingIn(report),
    coverage: report.coverage,
  };
}

function missingIn({ findings, gaps }: Report): readonly string[] {
  const absent = findings
    .filter(({ verdict }) => ABSENT.has(verdict))
    .map(({ verdict, stream, sequence, detail }) => `${verdict} ${stream} #${sequence}: ${detail}`);
  const declared = gaps.map(
    ({ stream, sequence, count, reason }) =>
      `gap ${stream} #${sequence}: ${count} records lost before sealing: ${reason}`,
  );
  const all = [...absent, ...declared];
  return all.length <= MAX_MISSING ? all : [...all.slice(0, MAX_MISSING), `and ${all.length - MAX_MISSING} more`];
}
