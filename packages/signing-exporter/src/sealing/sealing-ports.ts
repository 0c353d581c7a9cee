import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { StreamIdentity, StreamOptions } from '@otelseal/audit-integrity';
import type { SelfTelemetry } from '@otelseal/semantic-conventions';
import type { Settle } from '../delivery/ordered-sender.js';
import type { Clock } from '../ports/clock.js';
import type { RootSigner } from '../signer/root-signer.js';
import type { StreamClaim } from './stream-claim.js';
import type { IdentityOptions } from './stream-identity.js';

/** Where sealed records go, in the order of their sealing. */
export interface Outlet {
  /** What a heartbeat says: records given up after sealing, and records not delivered yet. */
  readonly state: { readonly dropped: number; readonly pending: number };
  /** False when records that are not control records must be refused. */
  hasRoom(): boolean;
  append(record: ReadableLogRecord): void;
  /**
   * A record that somebody else sealed, which goes on unchanged: as these bytes, if there are any, else encoded. Absent where nothing
   * passes.
   */
  pass?(record: ReadableLogRecord, bytes: Uint8Array | undefined): void;
  /** Begins to move what was appended. */
  send(): void;
  /** Tells when all that is appended so far has arrived, or that it is kept for later. */
  whenGone(settle: Settle): void;
}

/** Everything impure that sealing needs. */
export interface SealingPorts {
  readonly clock: Clock;
  /** In [0, 1); only for jitter. */
  readonly random: () => number;
  /** Unpredictable bytes: stream ids and salts. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly signer: RootSigner;
  readonly telemetry: SelfTelemetry;
  readonly outlet: Outlet;
  /** For whom a record with this resource is sealed, where one process seals for many. */
  readonly claimOf?: ((resource: ReadableLogRecord['resource']) => StreamClaim | undefined) | undefined;
  /**
   * A stream of this service and retention class whose process has gone, for the first stream of a lane to continue. Each is
   * given to one asker only, whatever crashes afterwards. Absent where nothing outlives a process.
   */
  readonly inherited?: (identity: StreamIdentity, retention: string) => StreamOptions['predecessor'];
}

/**
 * How streams are sealed.
 * @stable
 */
export interface SealingOptions {
  readonly identity: IdentityOptions;
  /** Retention classes that get streams of their own. Default `audit` and `operational`. */
  readonly retentionClasses: readonly string[];
  /** Class of a record that has none of {@link SealingOptions.retentionClasses}. Default `operational`. */
  readonly defaultRetention: string;
  /**
   * By retention class, how long the store must keep its records, in whole seconds; signed when a stream begins. A beginning
   * that is older may be gone then, and a verifier says `EXPIRED` instead of `MISSING`. Set the store to keep more. Default
   * none: no record may ever be gone.
   */
  readonly minimumRetentionSeconds: Readonly<Record<string, number>>;
  /**
   * Who seals: the process that the records come from, or a collector on their way, which a verifier with
   * `--require producer` refuses. Default `producer`.
   */
  readonly sealedBy: 'producer' | 'collector';
  /** A checkpoint after so many records. Default 256: one tile. */
  readonly checkpointRecords: number;
  /** A checkpoint so long after the first record without one. Default 1,000 ms. */
  readonly checkpointIntervalMs: number;
  /** A signed sign of life when a stream is silent. Default 60,000 ms; a verifier allows 150 s. */
  readonly heartbeatIntervalMs: number;
  /**
   * How long a stream's checkpoints are signed by one key; then that key certifies the next one and is forgotten, so that
   * whoever breaks in later cannot sign what was. Default 300,000 ms: the time that an attacker on the host could rewrite
   * together with the store, against one signature of the root for each stream in it.
   */
  readonly epochMs: number;
  /** Unsigned records with 256 leaf hashes each, a cache for readers of parts of a stream; about 43 B a record. Default true. */
  readonly tiles: boolean;
  /**
   * No timers, and one key for each stream: for functions that are frozen between calls. End each call with
   * `await committed(…)`. Default false.
   */
  readonly serverless: boolean;
  /** Records that may be sealed while the root signer is away, before it has vouched for their stream. Default 1,048,576. */
  readonly maxUnendorsedRecords: number;
  /** … and for how long. Default 86,400,000 ms (24 h). */
  readonly maxUnendorsedMs: number;
  /** Beyond either: `gap` takes nothing more and declares how many there were; `continue` goes on provisionally. Default `gap`. */
  readonly beyondUnendorsed: 'gap' | 'continue';
  /** Streams open at once, of each principal where one process seals for many; beyond it the longest silent one is closed. Default 16. */
  readonly maxStreams: number;
  /** A stream is closed and succeeded after so many records. Default 1,048,576. */
  readonly maxStreamRecords: number;
  /** … or after this time. Default 86,400,000 ms (24 h). */
  readonly maxStreamAgeMs: number;
  /**
   * Validity of an epoch certificate. Default 172,800,000 ms (48 h): twice a stream's age, so that
   * a running service can do without its root for a day.
   */
  readonly certificateLifetimeMs: number;
  /**
   * Records go out under a resource attribute `otelseal.time_slot` with the beginning of the stretch of time that they are of, and of
   * this length. Loki refuses what is older than the newest record of its stream by more than half of its `max_chunk_age`; with this
   * attribute as an index label nothing ever is, in whatever order and however late records come. Default 1,800,000 ms (30
   * minutes): below the hour of Loki's default, and the half hour where `max_chunk_age` is one. 0 leaves the attribute out.
   */
  readonly timeSlotMs: number;
  /** How long the root signer may take before it is asked again. Default 10,000 ms. */
  readonly signTimeoutMs: number;
}

/** @stable */
export const SEALING_DEFAULTS: Omit<SealingOptions, 'identity'> = Object.freeze({
  retentionClasses: Object.freeze(['audit', 'operational']),
  defaultRetention: 'operational',
  minimumRetentionSeconds: Object.freeze({}),
  sealedBy: 'producer',
  checkpointRecords: 256,
  checkpointIntervalMs: 1_000,
  heartbeatIntervalMs: 60_000,
  epochMs: 300_000,
  tiles: true,
  serverless: false,
  maxUnendorsedRecords: 1_048_576,
  maxUnendorsedMs: 86_400_000,
  beyondUnendorsed: 'gap',
  maxStreams: 16,
  maxStreamRecords: 1_048_576,
  maxStreamAgeMs: 86_400_000,
  certificateLifetimeMs: 172_800_000,
  timeSlotMs: 1_800_000,
  signTimeoutMs: 10_000,
});
