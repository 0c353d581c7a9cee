import type { HrTime, SpanContext } from '@opentelemetry/api';

/**
 * A log record as a client sent it, decoded within bounds and not yet looked at by anything else. Values are texts, numbers, booleans,
 * bytes (`Uint8Array`), lists and plain objects; whole numbers beyond ±(2^53 − 1) are decimal texts.
 *
 * Field names are those of OpenTelemetry's `ReadableLogRecord`.
 *
 * @experimental
 */
export interface ReceivedRecord {
  /** Seconds and nanoseconds; [0, 0] where the client did not say. */
  readonly hrTime: HrTime;
  readonly hrTimeObserved: HrTime;
  readonly severityNumber?: number | undefined;
  readonly severityText?: string | undefined;
  readonly eventName?: string | undefined;
  readonly body?: unknown;
  /** Of this record alone: a map may hand over the same object with members added. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly droppedAttributesCount: number;
  readonly spanContext?: SpanContext | undefined;
  /** Shared by many records, and compared by identity: never to be copied or changed by a map. */
  readonly resource: ReceivedResource;
  readonly instrumentationScope: ReceivedScope;
}

/**
 * Who sent it, as the client says.
 *
 * @experimental
 */
export interface ReceivedResource {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly schemaUrl?: string | undefined;
}

/**
 * What made it.
 *
 * @experimental
 */
export interface ReceivedScope {
  readonly name: string;
  readonly version?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly schemaUrl?: string | undefined;
}

/**
 * Turns a line that some program wrote into an event of the vocabulary, before anything else is done with it: pure, and never for records
 * that carry a seal. Returns the record itself where it has nothing to say about it. What it throws is counted, and the record goes on
 * as it came.
 *
 * @experimental
 * @example
 * const upperCase: RecordMap = (record) => ({ ...record, severityText: record.severityText?.toUpperCase() });
 */
export type RecordMap = (record: ReceivedRecord) => ReceivedRecord;
