/**
 * What was done to the evidence. Any of them makes the exit code 1. In order of precedence: the first line of a report
 * names the first.
 *
 * @stable
 */
export type TamperVerdict =
  | 'FOREIGN_KEY'
  | 'BAD_EPOCH'
  | 'EQUIVOCATION'
  | 'REPLAY'
  | 'MODIFIED'
  | 'DISPLAY_MISMATCH'
  | 'INSERTED'
  | 'UNSIGNED'
  | 'MISSING'
  | 'TRUNCATED'
  | 'STREAM_MISSING';

export const TAMPER_VERDICTS: readonly TamperVerdict[] = [
  'FOREIGN_KEY',
  'BAD_EPOCH',
  'EQUIVOCATION',
  'REPLAY',
  'MODIFIED',
  'DISPLAY_MISMATCH',
  'INSERTED',
  'UNSIGNED',
  'MISSING',
  'TRUNCATED',
  'STREAM_MISSING',
];

/**
 * What keeps the evidence from proving everything, without being tampering. All but `EXPIRED`, `DUPLICATE_BENIGN` and an accepted `REDACTED` make the exit code 2.
 * `NOT_WITNESSED` is said only where a witness was asked for, by a requirement or by its directory.
 *
 * @stable
 */
export type Condition =
  | 'UNTRUSTED'
  | 'PROVISIONAL'
  | 'UNPROMISED_TAIL'
  | 'UNANCHORED'
  | 'UNCLOSED'
  | 'NOT_WITNESSED'
  | 'EXPIRED'
  | 'REDACTED'
  | 'DUPLICATE_BENIGN';

export const CONDITIONS: readonly Condition[] = [
  'UNTRUSTED',
  'PROVISIONAL',
  'UNPROMISED_TAIL',
  'UNANCHORED',
  'UNCLOSED',
  'NOT_WITNESSED',
  'EXPIRED',
  'REDACTED',
  'DUPLICATE_BENIGN',
];

/** Conditions that are reported and change nothing; a redaction only when it is accepted. */
export const HARMLESS: ReadonlySet<Condition> = new Set(['EXPIRED', 'DUPLICATE_BENIGN']);

/**
 * What an auditor may insist on: that a witness saw every stream, that every stream was closed, that the producers
 * sealed their records themselves.
 *
 * @stable
 */
export type Requirement = 'witness' | 'closed' | 'producer';

/**
 * A condition that an auditor takes as it is.
 *
 * @stable
 */
export type Acceptance = 'redacted';

/** A run of sequence numbers, both ends included. */
export interface SequenceRun {
  readonly first: number;
  readonly last: number;
}

/**
 * One place where the evidence was tampered with.
 *
 * @stable
 */
export interface Finding {
  readonly verdict: TamperVerdict;
  /** Stream id, or `-` when the record names none. */
  readonly stream: string;
  /** Number or run of numbers (`17–19`), or `-`. */
  readonly sequence: string;
  /** The attribute or field, or `-`. */
  readonly field: string;
  /** Where the store has it, when it has it. */
  readonly place?: string;
  readonly detail: string;
}

/** @stable */
export interface ReportedCondition {
  readonly condition: Condition;
  readonly stream: string;
  readonly sequence: string;
  readonly detail: string;
}
