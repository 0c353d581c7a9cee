import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';
import type { GrowingBytes } from './growing-bytes.js';

/** Records of one resource and scope, each already encoded. */
export interface EncodedGroup {
  readonly place: Uint8Array;
  readonly records: readonly Uint8Array[];
}

/**
 * One OTLP encoding, taken apart so that each record is encoded once, when it is written, and requests are put together
 * from stored bytes.
 */
export interface RecordCodec {
  readonly contentType: 'application/json' | 'application/x-protobuf';
  /** What stands around the records of a resource and scope. */
  place(place: RecordPlace): Uint8Array;
  record(record: ReadableLogRecord): Uint8Array;
  /** The same at a position in larger bytes. Returns where it ends; what lies before the position is kept, also where it throws. */
  recordInto(record: ReadableLogRecord, into: GrowingBytes, at: number): number;
  /** What {@link RecordCodec.place} wrote, as a resource and scope again. Throws for bytes that are not of its making. */
  placeOf(stored: Uint8Array): RecordPlace;
  /** What {@link RecordCodec.record} wrote, as a record again. Throws for bytes that are not of its making. */
  recordOf(stored: Uint8Array, place: RecordPlace): ReadableLogRecord;
  /** The bytes of one ExportLogsServiceRequest. */
  request(groups: readonly EncodedGroup[]): Uint8Array;
  /** How many records a 2xx response says were rejected; 0 when it does not say. */
  rejected(response: Uint8Array): number;
}

/** A record to learn from what a serializer puts around records. */
export function probe({ resource, instrumentationScope }: RecordPlace): ReadableLogRecord {
  const times = { hrTime: [1, 0], hrTimeObserved: [1, 0] } as const;
  return {
    ...times,
    resource,
    instrumentationScope,
    attributes: {},
    droppedAttributesCount: 0,
    body: 'otelseal probe',
  } as never;
}

/** How many records a response rejects; one that cannot be read was no complaint. */
export function rejectedBy(read: () => { partialSuccess?: { rejectedLogRecords?: unknown } } | undefined): number {
  try {
    return Math.max(0, Number(read()?.partialSuccess?.rejectedLogRecords ?? 0) || 0);
  } catch {
    return 0;
  }
}

/** A place that adds nothing. One object each, as serializers group by identity. */
export const NO_PLACE: RecordPlace = Object.freeze({
  resource: { attributes: {} } as ReadableLogRecord['resource'],
  instrumentationScope: { name: '' },
});

type UnixTime = readonly [seconds: number, nanoseconds: number];

const MAX_SECONDS = 18_446_744_072;
const UNKNOWN_TIME: UnixTime = Object.freeze([0, 0]) as UnixTime;

/** A time as OTLP can carry it; 0, OTLP's word for unknown, instead of what is none. */
export function timeOf(time: UnixTime | undefined): UnixTime {
  return isUpTo(time?.[0], MAX_SECONDS) && isUpTo(time?.[1], 999_999_999) ? (time as UnixTime) : UNKNOWN_TIME;
}

function isUpTo(value: unknown, max: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}
