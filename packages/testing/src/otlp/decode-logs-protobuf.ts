import {
  type AnyValue,
  type KeyValue,
  type LogRecordData,
  type LogsRequest,
  MAX_VALUE_DEPTH,
  MalformedRequest,
  type ResourceLogs,
  type ScopeLogs,
} from './logs-request.js';
import { doubleOf, type ProtobufField, protobufFields, textOf } from './protobuf-reader.js';

/**
 * Decodes an `ExportLogsServiceRequest`. Field numbers: opentelemetry-proto 1.9, `logs/v1/logs.proto`.
 *
 * @throws {MalformedRequest} when the bytes are not one
 */
export function decodeLogsProtobuf(bytes: Uint8Array): LogsRequest {
  const resourceLogs: ResourceLogs[] = [];
  for (const field of protobufFields(bytes))
    if (field.number === 1) resourceLogs.push(resourceLogsOf(submessage(field)));
  return resourceLogs;
}

function resourceLogsOf(bytes: Uint8Array): ResourceLogs {
  let resource: ResourceLogs['resource'] = { attributes: [], droppedAttributesCount: 0 };
  const scopeLogs: ScopeLogs[] = [];
  let schemaUrl = '';
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) resource = attributed(submessage(field), 1, 2);
    else if (field.number === 2) scopeLogs.push(scopeLogsOf(submessage(field)));
    else if (field.number === 3) schemaUrl = text(field);
  }
  return { resource, scopeLogs, schemaUrl };
}

function scopeLogsOf(bytes: Uint8Array): ScopeLogs {
  let scope: ScopeLogs['scope'] = { name: '', version: '', attributes: [], droppedAttributesCount: 0 };
  const logRecords: LogRecordData[] = [];
  let schemaUrl = '';
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) scope = scopeOf(submessage(field));
    else if (field.number === 2) logRecords.push(logRecordOf(submessage(field)));
    else if (field.number === 3) schemaUrl = text(field);
  }
  return { scope, logRecords, schemaUrl };
}

function scopeOf(bytes: Uint8Array): ScopeLogs['scope'] {
  let name = '';
  let version = '';
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) name = text(field);
    else if (field.number === 2) version = text(field);
  }
  return { name, version, ...attributed(bytes, 3, 4) };
}

function attributed(bytes: Uint8Array, attributesField: number, droppedField: number): ResourceLogs['resource'] {
  const attributes: KeyValue[] = [];
  let droppedAttributesCount = 0;
  for (const field of protobufFields(bytes)) {
    if (field.number === attributesField) attributes.push(keyValueOf(submessage(field), 0));
    else if (field.number === droppedField) droppedAttributesCount = uint32(field);
  }
  return { attributes, droppedAttributesCount };
}

function logRecordOf(bytes: Uint8Array): LogRecordData {
  const attributes: KeyValue[] = [];
  let [timeUnixNano, observedTimeUnixNano, severityText, traceId, spanId, eventName] = ['0', '0', '', '', '', ''];
  let [severityNumber, droppedAttributesCount, flags] = [0, 0, 0];
  let body: AnyValue = {};
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) timeUnixNano = field.scalar.toString();
    else if (field.number === 2) severityNumber = uint32(field);
    else if (field.number === 3) severityText = text(field);
    else if (field.number === 5) body = anyValueOf(submessage(field), 0);
    else if (field.number === 6) attributes.push(keyValueOf(submessage(field), 0));
    else if (field.number === 7) droppedAttributesCount = uint32(field);
    else if (field.number === 8) flags = uint32(field);
    else if (field.number === 9) traceId = identifier(field, 16);
    else if (field.number === 10) spanId = identifier(field, 8);
    else if (field.number === 11) observedTimeUnixNano = field.scalar.toString();
    else if (field.number === 12) eventName = text(field);
  }
  const ids = { traceId, spanId, eventName };
  const numbers = { severityNumber, severityText, body, attributes, droppedAttributesCount, flags };
  return { timeUnixNano, observedTimeUnixNano, ...numbers, ...ids };
}

function keyValueOf(bytes: Uint8Array, depth: number): KeyValue {
  let key = '';
  let value: AnyValue = {};
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) key = text(field);
    else if (field.number === 2) value = anyValueOf(submessage(field), depth);
  }
  return { key, value };
}

function anyValueOf(bytes: Uint8Array, depth: number): AnyValue {
  if (depth > MAX_VALUE_DEPTH) throw new MalformedRequest('a value nests too deep');
  let value: AnyValue = {};
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) value = { stringValue: text(field) };
    else if (field.number === 2) value = { boolValue: field.scalar !== 0n };
    else if (field.number === 3) value = { intValue: BigInt.asIntN(64, field.scalar).toString() };
    else if (field.number === 4) value = { doubleValue: doubleOf(field.scalar) };
    else if (field.number === 5) value = { arrayValue: listOf(field, (item) => anyValueOf(item, depth + 1)) };
    else if (field.number === 6) value = { kvlistValue: listOf(field, (item) => keyValueOf(item, depth + 1)) };
    else if (field.number === 7) value = { bytesValue: Buffer.from(submessage(field)).toString('base64') };
  }
  return value;
}

function listOf<Item>(field: ProtobufField, itemOf: (bytes: Uint8Array) => Item): Item[] {
  return [...protobufFields(submessage(field))]
    .filter(({ number }) => number === 1)
    .map((item) => itemOf(submessage(item)));
}

function submessage(field: ProtobufField): Uint8Array {
  if (field.wireType !== 2) throw new MalformedRequest(`protobuf field ${field.number} has the wrong wire type`);
  return field.bytes;
}

function text(field: ProtobufField): string {
  return textOf(submessage(field));
}

function uint32(field: ProtobufField): number {
  return Number(BigInt.asUintN(32, field.scalar));
}

function identifier(field: ProtobufField, length: number): string {
  const bytes = submessage(field);
  if (bytes.length !== 0 && bytes.length !== length)
    throw new MalformedRequest('a trace or span id has the wrong length');
  return bytes.some((byte) => byte !== 0) ? Buffer.from(bytes).toString('hex') : '';
}
