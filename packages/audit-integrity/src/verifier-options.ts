import type { ElasticsearchHit } from './display/elasticsearch.js';
import type { LokiEntry } from './display/loki.js';
import type { Report } from './report.js';
import type { StoredRecord } from './stored-record.js';
import type { Trust } from './trust.js';
import type { UnixTime } from './unix-time.js';
import type { Acceptance, Requirement } from './verdict.js';
import type { WitnessDirectory } from './witness/witness-directory.js';

/** @stable */
export interface VerifierOptions {
  /** From `parseTrust`. Without it every verdict is NOT PROVEN. Default none. */
  readonly trust?: Trust | undefined;
  /** Attribute names of the security events, which nobody may add unsigned. Default none beyond the reserved namespaces. */
  readonly vocabulary?: Iterable<string> | undefined;
  /**
   * Streams that are kept apart although nobody in the trust file is known to have opened them: anybody can make them up. Records of
   * further ones are counted and keep the verdict from INTACT; streams that somebody trusted opened are judged all the same. Default
   * 10,000: each costs some 4 KB.
   */
  readonly maxStreams?: number | undefined;
  /**
   * The same of streams whose certificate a root of the trust file signed: beyond it they are counted as well. Default 100,000, which is
   * 50,000 starts of a service in what is verified at once.
   */
  readonly maxTrustedStreams?: number | undefined;
  /** What must hold besides, or the verdict is NOT PROVEN. Default nothing. */
  readonly require?: readonly Requirement[] | undefined;
  /** Conditions that are taken as they are. Default none. */
  readonly accept?: readonly Acceptance[] | undefined;
  /** Judge only what was sealed within this stretch of time. Default everything. */
  readonly range?: VerifiedRange | undefined;
  /** When the source was read. Without it nothing counts as expired, and no stream as still going on. Default none. */
  readonly asOf?: UnixTime | undefined;
  /**
   * Where the records come from. A stream in a `store` may still be going on: a signed sign of life at most 150 seconds
   * before the range's end (else `asOf`) is enough. A `file` has no such grace. Default `file`.
   */
  readonly source?: 'file' | 'store' | undefined;
  /** A witness's directory, from `WitnessDirectoryReader`: which streams must be here, and how long they are. Default none. */
  readonly directory?: WitnessDirectory | undefined;
}

/**
 * A stretch of sealed time, both ends included; an absent end is open.
 *
 * @stable
 */
export interface VerifiedRange {
  readonly from?: UnixTime | undefined;
  readonly to?: UnixTime | undefined;
  /**
   * Seconds around the range within which leaves are kept; those further away are passed over unread. A stream that has no
   * signed root within is UNANCHORED; verify again with `Infinity`, which keeps all. Default 600: a stream signs every
   * second, and gives a sign of life every minute.
   */
  readonly marginSeconds?: number | undefined;
}

/** @stable */
export const VERIFIER_DEFAULTS: {
  readonly vocabulary: readonly string[];
  readonly maxStreams: number;
  readonly maxTrustedStreams: number;
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptance[];
  readonly marginSeconds: number;
  readonly source: 'file' | 'store';
} = Object.freeze({
  vocabulary: Object.freeze([]),
  maxStreams: 10_000,
  maxTrustedStreams: 100_000,
  require: Object.freeze([]),
  accept: Object.freeze([]),
  marginSeconds: 600,
  source: 'file',
});

/** @stable */
export interface UnreadablePiece {
  readonly place: string;
  readonly why: string;
  /** Default false. */
  readonly tampered?: boolean;
  /** The field that shows it, when it is tampered with. Default `-`. */
  readonly field?: string;
}

/**
 * Judges records as a store gives them back, in any order. Reads only; whatever a record holds becomes a verdict.
 *
 * @stable
 */
export interface Verifier {
  add(record: StoredRecord): void;
  /**
   * The same for an entry of Loki.
   *
   * @experimental
   */
  addLoki(entry: LokiEntry): void;
  /**
   * The same for a document of Elasticsearch or OpenSearch.
   *
   * @experimental
   */
  addElasticsearch(hit: ElasticsearchHit): void;
  /**
   * A quicker way for lines of OTLP/JSON: `take` reads those whose records look like ones that were verified before, and
   * leaves all others to be parsed, added and then shown to `learn`. The report is the same.
   *
   * @param parse as strict as the source's own reading of lines; undefined for a text that must not be read.
   * @experimental
   */
  lines(parse: (bytes: Uint8Array) => unknown): LineVerifier;
  /**
   * A piece of the source, such as a line, that gives no records. Torn lines happen, and what they held shows as missing;
   * `tampered` says that no honest writer makes such a piece.
   */
  unreadable(piece: UnreadablePiece): void;
  /** Records that were added so far. */
  readonly records: number;
  /** The verdict over all that was added. */
  finish(): Report;
}

/** @experimental */
export interface LineVerifier {
  /** Adds all records of a line, or none and says so. */
  take(line: Uint8Array, place: string): boolean;
  /** Remembers what a line looks like whose records were added one by one. */
  learn(request: unknown): void;
}
