import type { BinaryHash, MerkleTree } from '../merkle-tree.js';
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
  readonly tree: MerkleTree | undefined;
  readonly predecessor: PredecessorClaim | undefined;
}
