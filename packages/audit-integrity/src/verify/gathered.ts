import type { Trust } from '../trust.js';
import type { UnixTime } from '../unix-time.js';
import type { Acceptance, Finding, Requirement } from '../verdict.js';
import type { WitnessDirectory } from '../witness/witness-directory.js';
import type { CollectedStream } from './collected-stream.js';
import type { TimeRange } from './judged-range.js';
import type { LeftOutStreams } from './left-out-streams.js';
import type { UnsealedRecords } from './unsealed.js';

/** All that a verifier gathered. */
export interface Gathered {
  readonly trust: Trust | undefined;
  readonly directory: WitnessDirectory | undefined;
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptance[];
  readonly range: TimeRange | undefined;
  readonly asOf: UnixTime | undefined;
  readonly live: boolean;
  readonly streams: readonly CollectedStream[];
  readonly unsealed: UnsealedRecords;
  readonly lost: readonly Finding[];
  readonly unreadable: number;
  readonly firstUnreadable: string;
  readonly leftOut: LeftOutStreams;
  /** Records that show a time within the range, and say that they were sealed outside. */
  readonly astray: { readonly count: number; readonly first: string };
  readonly added: readonly string[];
}
