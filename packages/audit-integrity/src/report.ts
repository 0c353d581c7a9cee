import type { StreamIdentity } from './stream-identity.js';
import type { Finding, ReportedCondition, TamperVerdict } from './verdict.js';
import type { DeclaredGap } from './verify/stream-verdict.js';

export type { DeclaredGap };

/**
 * One stream in a report.
 *
 * @stable
 */
export interface ReportedStream {
  readonly stream: string;
  readonly identity: StreamIdentity | undefined;
  readonly retention: string;
  /** Lowest and highest number that is here. */
  readonly first: number;
  readonly last: number;
  /** Leaves that are here, control records included. */
  readonly records: number;
  readonly checkpoints: number;
  /** A trusted root vouches for its key. */
  readonly trusted: boolean;
  readonly closed: boolean;
  /** RFC 3339 with nanoseconds, sealed times of the first and the last leaf; empty when there is none. */
  readonly from: string;
  readonly to: string;
}

/**
 * The result of a verification. Plain data: `JSON.stringify` is its machine form.
 *
 * @stable
 */
export interface Report {
  readonly version: 1;
  readonly verdict: 'INTACT' | 'NOT INTACT' | 'NOT PROVEN';
  readonly exitCode: 0 | 1 | 2;
  /** Why a verdict is NOT PROVEN, in one word; empty otherwise. */
  readonly reason: string;
  /** The stretch of sealed time that was judged, RFC 3339; empty where it is open. */
  readonly range: { readonly from: string; readonly to: string };
  /** By precedence, then by stream and number. At most 1,000 of a stream; `counts` has all. */
  readonly findings: readonly Finding[];
  readonly conditions: readonly ReportedCondition[];
  readonly streams: readonly ReportedStream[];
  /** Losses that the streams themselves declared. */
  readonly gaps: readonly DeclaredGap[];
  /** Whether what was promised to be kept is still there: a line for each service and retention class, where it was promised or asked for. */
  readonly history: readonly string[];
  /** What could not have been detected, or was not looked at. */
  readonly coverage: readonly string[];
  readonly counts: Readonly<Partial<Record<TamperVerdict, number>>>;
}
