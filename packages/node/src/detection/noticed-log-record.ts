import type { Attributes, HrTime } from '@opentelemetry/api';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { EmittedRecord } from '@otelseal/detection';

/** One object, so that records of detection group on the wire. */
const SCOPE = Object.freeze({ name: '@otelseal/detection', version: '0.1.0' });

/** What processors read and write of a record of detection: the SDK makes such objects for loggers only. */
type NoticedLogRecord = { -readonly [Field in keyof ReadableLogRecord]: ReadableLogRecord[Field] };

/** A log record that tells what was noticed, in the resource and the trace of the record that made it. */
export function noticedLogRecord({
  eventName,
  attributes,
  atMs,
  resource,
  spanContext,
}: EmittedRecord): NoticedLogRecord {
  if (resource === undefined) throw new TypeError('Nothing can be noticed before the first record.');
  const time = hrTime(atMs);
  return {
    hrTime: time,
    hrTimeObserved: time,
    ...(spanContext === undefined ? {} : { spanContext }),
    eventName,
    attributes: attributes as Attributes,
    resource,
    instrumentationScope: SCOPE,
    droppedAttributesCount: 0,
  };
}

function hrTime(atMs: number): HrTime {
  const seconds = Math.floor(atMs / 1_000);
  return [seconds, Math.round((atMs - seconds * 1_000) * 1e6)];
}
