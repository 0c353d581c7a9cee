import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { GrowingBytes } from './growing-bytes.js';
import { writeKeyValues, writeValue } from './json-value.js';
import { json, writePlain, writeRaw, writeString } from './json-writer.js';
import { timeOf } from './record-codec.js';

const TIME = Buffer.from('{"timeUnixNano":"');
const OBSERVED_TIME = Buffer.from('","observedTimeUnixNano":"');
const END_OF_TIMES = Buffer.from('"');
const SEVERITY_NUMBER = Buffer.from(',"severityNumber":');
const SEVERITY_TEXT = Buffer.from(',"severityText":');
const BODY = Buffer.from(',"body":');
const EVENT_NAME = Buffer.from(',"eventName":');
const ATTRIBUTES = Buffer.from(',"attributes":[');
const DROPPED_ATTRIBUTES_COUNT = Buffer.from('],"droppedAttributesCount":');
const FLAGS = Buffer.from(',"flags":');
const TRACE_ID = Buffer.from(',"traceId":');
const SPAN_ID = Buffer.from(',"spanId":');
const END = Buffer.from('}');

/**
 * A record as a member of `logRecords` in OTLP/JSON. The same bytes as @opentelemetry/otlp-transformer writes, which builds
 * an object for every value first and reads each text twice.
 */
export function jsonRecord(record: ReadableLogRecord): Buffer {
  return json.copy(encode(record));
}

/** The same at a position in larger bytes. Returns where it ends. */
export function jsonRecordInto(record: ReadableLogRecord, into: GrowingBytes, at: number): number {
  return json.copyTo(into, at, encode(record));
}

/** Into the bytes of {@link json}. Returns where it ends. */
function encode(record: ReadableLogRecord): number {
  const { severityNumber, severityText, spanContext, eventName } = record;
  let at = writePlain(writeRaw(0, TIME), nanoseconds(timeOf(record.hrTime)));
  at = writePlain(writeRaw(at, OBSERVED_TIME), nanoseconds(timeOf(record.hrTimeObserved)));
  at = writeRaw(at, END_OF_TIMES);
  if (severityNumber !== undefined) at = writePlain(writeRaw(at, SEVERITY_NUMBER), String(severityNumber));
  if (severityText !== undefined) at = writeString(writeRaw(at, SEVERITY_TEXT), severityText);
  at = writeValue(writeRaw(at, BODY), record.body);
  if (eventName !== undefined) at = writeString(writeRaw(at, EVENT_NAME), eventName);
  at = writeKeyValues(writeRaw(at, ATTRIBUTES), record.attributes);
  at = writePlain(writeRaw(at, DROPPED_ATTRIBUTES_COUNT), String(record.droppedAttributesCount));
  if (spanContext !== undefined) at = writeSpan(at, spanContext);
  return writeRaw(at, END);
}

function writeSpan(at: number, { traceFlags, traceId, spanId }: NonNullable<ReadableLogRecord['spanContext']>): number {
  const end = writePlain(writeRaw(at, FLAGS), String(traceFlags));
  return writeString(writeRaw(writeString(writeRaw(end, TRACE_ID), traceId), SPAN_ID), spanId);
}

function nanoseconds(time: readonly [seconds: number, nanoseconds: number]): string {
  return time[0] === 0 ? String(time[1]) : `${time[0]}${String(time[1]).padStart(9, '0')}`;
}
