import type { Attributes } from '@opentelemetry/api';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';

/** Where a record stands on the wire. Serializers group by these two references. */
export interface RecordPlace {
  readonly resource: ReadableLogRecord['resource'];
  readonly instrumentationScope: ReadableLogRecord['instrumentationScope'];
}

/** What a sealed record keeps of the record it was made from. */
export interface RecordOrigin extends RecordPlace {
  readonly hrTimeObserved: ReadableLogRecord['hrTimeObserved'];
}

/** What a record shows of itself: a sealed one, or one that was sealed before. */
type ShownFields = {
  readonly [Field in 'spanContext' | 'severityText' | 'severityNumber' | 'eventName']?:
    | ReadableLogRecord[Field]
    | undefined;
} & Pick<ReadableLogRecord, 'droppedAttributesCount'> & {
    readonly hrTime: readonly [number, number];
    readonly body?: unknown;
    readonly attributes: object;
  };

/** Scope of the records that sealing adds by itself. One object, so that they group on the wire. */
export const CONTROL_SCOPE: ReadableLogRecord['instrumentationScope'] = Object.freeze({
  name: '@otelseal/signing-exporter',
  version: '0.1.0',
});

/**
 * The record that travels: an object of its own, because the original may still be changed by whoever holds it, and a
 * literal, because SDK records keep their fields behind prototype getters that a spread would lose.
 */
export function exportedRecord(
  sealed: ShownFields,
  origin: RecordOrigin,
  resource: ReadableLogRecord['resource'] = origin.resource,
): ReadableLogRecord {
  return {
    hrTime: sealed.hrTime,
    hrTimeObserved: origin.hrTimeObserved,
    spanContext: sealed.spanContext,
    severityText: sealed.severityText,
    severityNumber: sealed.severityNumber,
    body: sealed.body,
    eventName: sealed.eventName,
    resource,
    instrumentationScope: origin.instrumentationScope,
    attributes: sealed.attributes as Attributes,
    droppedAttributesCount: sealed.droppedAttributesCount,
  } as ReadableLogRecord;
}
