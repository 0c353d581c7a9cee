import type { BinaryHash } from '../merkle-tree.js';
import type { StreamIdentity } from '../stream-identity.js';
import type { TrustRoot } from '../trust.js';
import type { Finding, ReportedCondition } from '../verdict.js';

/**
 * A loss that the stream itself declared.
 *
 * @stable
 */
export interface DeclaredGap {
  readonly stream: string;
  readonly sequence: number;
  readonly count: string;
  readonly reason: string;
  /** RFC 3339, when the sealer knew. */
  readonly from?: string;
  readonly to?: string;
}

/** What a predecessor must have been, as its successor says. */
export interface PredecessorClaim {
  readonly stream: string;
  readonly size: number;
  readonly root: BinaryHash;
}

/** All that is said about one stream. */
export interface StreamVerdict {
  readonly stream: string;
  readonly identity: StreamIdentity | undefined;
  readonly retention: string;
  readonly root: TrustRoot | undefined;
  readonly trusted: boolean;
  readonly closed: boolean;
  readonly first: number;
  readonly last: number;
  readonly records: number;
  readonly checkpoints: number;
  /** Leaves that a signed root covers. */
  readonly signedSize: number;
  /** Nanoseconds since 1970, decimal, or empty. */
  readonly from: string;
  readonly to: string;
  readonly findings: readonly Finding[];
  readonly conditions: readonly ReportedCondition[];
  readonly gaps: readonly DeclaredGap[];
  readonly moreGaps: number;
  /** Whether it is still going on, as far as a store that is written to can tell. */
  readonly isAlive: boolean;
  /** Leaves beyond the last signed root of a stream that is still going on. */
  readonly pending: number;
  /** The root that the stream signed at a size, if it signed one there. */
  readonly rootOf: (size: number) => BinaryHash | undefined;
  /** Whether its producer sealed it, and not a collector on the way. */
  readonly producer: boolean;
  readonly predecessor: PredecessorClaim | undefined;
  /** For how long it must be kept, as it signed. */
  readonly promisedSeconds: number | undefined;
  /** Numbers up to this one are gone because their time was over. */
  readonly expired: number;
}
