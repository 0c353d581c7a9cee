import { sendRecords } from '../otlp/late-records.js';
import { type OtlpRoute, OtlpRoutes } from '../otlp/otlp-routes.js';
import type { OtlpOptions } from '../otlp/otlp-transport.js';
import { SYSTEM_CLOCK } from '../ports/clock.js';
import { SigningError } from '../signing-error.js';
import type { Segment } from '../spool/segment.js';
import { groupsOf, SegmentReader, type StoredRecordBytes } from '../spool/segment-reader.js';
import { EVERYTHING, missingRecordsIn } from './missing-records.js';
import { sealedPlaceOf } from './sealed-place.js';
import { storedSegments } from './stored-segments.js';

/**
 * What to send again, and where to.
 * @experimental
 */
export interface RepairOptions {
  /** The spool folder of the service, on the host that wrote it. May be in use. */
  readonly directory: string;
  /** The parsed report of `otelseal verify --json`, or `'everything'` where the store itself is lost and no report can say more. */
  readonly report: unknown;
  /** Where to: as for the standard OTLP/HTTP exporters; absent parts come from `OTEL_EXPORTER_OTLP_*`. */
  readonly otlp?: OtlpOptions | undefined;
  /** Only looks for the records. Default false. */
  readonly dryRun?: boolean | undefined;
}

/**
 * What came of it.
 * @experimental
 */
export interface RepairResult {
  /** Numbers that the report names as missing; streams without their end have more than it can know. */
  readonly missing: number;
  /** Leaves that were found, each counted once. */
  readonly found: number;
  /** Records that the receiver has taken, checkpoints included. 0 in a dry run. */
  readonly sent: number;
  /** Records that it has refused. */
  readonly refused: number;
}

const MAX_BATCH_RECORDS = 512;

/**
 * Sends again, byte for byte, what a verifier misses and the spool still holds: delivered segments are kept for
 * `maxKeptAgeMs`, and dead letters count as well. Nothing is sealed anew, and what arrives twice is recognised as such.
 * @throws SigningError `ERR_OPTION_INVALID` for a report that is none, `ERR_KEPT_FOR_RETRY` when the receiver does not take it
 * @experimental
 * @example
 * ```ts
 * const { found, missing } = await repairSpool({ directory: '/var/lib/otelseal', report: JSON.parse(text) });
 * ```
 */
export async function repairSpool(options: RepairOptions): Promise<RepairResult> {
  const missing = options.report === 'everything' ? EVERYTHING : missingRecordsIn(options.report);
  const routes = new OtlpRoutes(options.otlp ?? {}, SYSTEM_CLOCK);
  const found = new Set<string>();
  let sent = 0;
  let refused = 0;
  try {
    for (const segment of storedSegments(options.directory)) {
      for (const batch of recordsOf(segment)) {
        const wanted = batch.filter(({ bytes }) => {
          const place = sealedPlaceOf(bytes, segment.contentType);
          if (place === undefined || !missing.has(place)) return false;
          if (place.sequence !== undefined) found.add(`${place.stream} ${place.sequence}`);
          return true;
        });
        if (options.dryRun === true || wanted.length === 0) continue;
        const rejected = await refusedOf(wanted, routes.of(segment.contentType));
        sent += wanted.length - rejected;
        refused += rejected;
      }
    }
    return { missing: missing.named, found: found.size, sent, refused };
  } finally {
    for (const transport of routes.transports) await transport.shutdown();
  }
}

/** Batch by batch; what is torn or damaged ends the segment, as for delivery. */
function* recordsOf(segment: Segment): Generator<readonly StoredRecordBytes[]> {
  const reader = opened(segment);
  if (reader === undefined) return;
  try {
    for (let batch = reader.next(MAX_BATCH_RECORDS); batch.length > 0; batch = reader.next(MAX_BATCH_RECORDS))
      yield batch;
  } finally {
    reader.close();
  }
}

/** Its owner may have moved it since it was listed; it is found at its new place next time. */
function opened(segment: Segment): SegmentReader | undefined {
  try {
    return new SegmentReader(segment, 0);
  } catch {
    return undefined;
  }
}

/** Sends them; resolves to how many of them were refused, each for itself. */
async function refusedOf(records: readonly StoredRecordBytes[], route: OtlpRoute): Promise<number> {
  const outcome = await sendRecords(route.transport, route.codec, groupsOf(records));
  if (outcome.kind === 'accepted') return outcome.rejected;
  if (outcome.kind === 'failed')
    throw new SigningError('ERR_KEPT_FOR_RETRY', 'The receiver did not take what was sent again; it is still kept.', {
      cause: outcome.error,
    });
  if (records.length === 1) return 1;
  const half = records.length >> 1;
  return (await refusedOf(records.slice(0, half), route)) + (await refusedOf(records.slice(half), route));
}
