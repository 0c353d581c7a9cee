import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';

const NANOSECONDS = 1_000_000_000n;

/** A LogRecord of OTLP as a decoder finds it; what is absent is undefined. */
export interface DecodedRecord {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly observedTime: bigint;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly droppedAttributesCount: number;
  readonly flags: number;
  /** Lower-case hex. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly eventName: string | undefined;
}

/** The record as exporters know it. */
export function recordFrom(decoded: DecodedRecord, place: RecordPlace): ReadableLogRecord {
  const { traceId, spanId, flags } = decoded;
  return {
    ...place,
    hrTime: timeFrom(decoded.time),
    hrTimeObserved: timeFrom(decoded.observedTime),
    severityNumber: decoded.severityNumber,
    severityText: decoded.severityText,
    body: decoded.body,
    attributes: decoded.attributes,
    droppedAttributesCount: decoded.droppedAttributesCount,
    eventName: decoded.eventName,
    spanContext: traceId || spanId ? { traceId: traceId ?? '', spanId: spanId ?? '', traceFlags: flags } : undefined,
  } as ReadableLogRecord;
}

function timeFrom(nanoseconds: bigint): [number, number] {
  return [Number(nanoseconds / NANOSECONDS), Number(nanoseconds % NANOSECONDS)];
}
