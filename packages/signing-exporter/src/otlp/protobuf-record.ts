import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { GrowingBytes } from './growing-bytes.js';
import { writeKeyValue, writeValue } from './protobuf-value.js';
import { endMessage, message, writeBytes, writeFixed32, writeNumber, writeText, writeTime } from './protobuf-writer.js';
import { timeOf } from './record-codec.js';

/** Tag of `log_records` in ScopeLogs, then those of LogRecord, in opentelemetry-proto's logs.proto (1.x, stable). */
const LOG_RECORDS = 0x12;
const TIME = 0x09;
const SEVERITY_NUMBER = 0x10;
const SEVERITY_TEXT = 0x1a;
const BODY = 0x2a;
const ATTRIBUTES = 0x32;
const DROPPED_ATTRIBUTES_COUNT = 0x38;
const FLAGS = 0x45;
const TRACE_ID = 0x4a;
const SPAN_ID = 0x52;
const OBSERVED_TIME = 0x59;
const EVENT_NAME = 0x62;

/**
 * A record as the field of a ScopeLogs message, tag and length included, so that records concatenate. The same bytes as
 * @opentelemetry/otlp-transformer writes, which needs two passes over every text.
 */
export function protobufRecord(record: ReadableLogRecord): Buffer {
  return message.copy(encode(record));
}

/** The same at a position in larger bytes. Returns where it ends. */
export function protobufRecordInto(record: ReadableLogRecord, into: GrowingBytes, at: number): number {
  return message.copyTo(into, at, encode(record));
}

/** Into the bytes of {@link message}. Returns where it ends. */
function encode(record: ReadableLogRecord): number {
  const { severityNumber, severityText, body, attributes, spanContext, eventName } = record;
  message.withRoom(0, 2)[0] = LOG_RECORDS;
  let at = writeTime(2, TIME, timeOf(record.hrTime));
  if (severityNumber) at = writeNumber(at, SEVERITY_NUMBER, severityNumber);
  if (severityText) at = writeText(at, SEVERITY_TEXT, severityText);
  if (body !== undefined) at = writeValue(at, BODY, body);
  for (const key in attributes) at = writeKeyValue(at, ATTRIBUTES, key, attributes[key]);
  at = writeNumber(at, DROPPED_ATTRIBUTES_COUNT, record.droppedAttributesCount);
  if (spanContext !== undefined) at = writeSpan(at, spanContext);
  at = writeTime(at, OBSERVED_TIME, timeOf(record.hrTimeObserved));
  if (eventName) at = writeText(at, EVENT_NAME, eventName);
  return endMessage(1, at);
}

function writeSpan(at: number, span: NonNullable<ReadableLogRecord['spanContext']>): number {
  const { traceId, spanId, traceFlags } = span;
  let end = traceFlags ? writeFixed32(at, FLAGS, traceFlags) : at;
  if (traceId) end = writeBytes(end, TRACE_ID, Buffer.from(traceId, 'hex'));
  return spanId ? writeBytes(end, SPAN_ID, Buffer.from(spanId, 'hex')) : end;
}
