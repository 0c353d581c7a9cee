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

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads an `ExportLogsServiceRequest` in OTLP's JSON form: integers as numbers or decimal text, ids as hex. Members that
 * OTLP does not know are dropped, as the collector does.
 *
 * @throws {MalformedRequest} when the text is not one
 */
export function readLogsJson(text: string): LogsRequest {
  let request: unknown;
  try {
    request = JSON.parse(text, INTEGERS_BEYOND_DOUBLE.test(text) ? exactInteger : undefined);
  } catch (cause) {
    throw new MalformedRequest('the request is not JSON', { cause });
  }
  return list(members(request)['resourceLogs']).map(resourceLogsOf);
}

/** A number of 16 digits or more outside quotes might not fit into a double. */
const INTEGERS_BEYOND_DOUBLE = /[:,[]\s*-?\d{16}/;

function exactInteger(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}

function resourceLogsOf(value: unknown): ResourceLogs {
  const { resource, scopeLogs, schemaUrl } = members(value);
  return { resource: attributed(resource), scopeLogs: list(scopeLogs).map(scopeLogsOf), schemaUrl: text(schemaUrl) };
}

function scopeLogsOf(value: unknown): ScopeLogs {
  const { scope, logRecords, schemaUrl } = members(value);
  const { name, version } = members(scope);
  return {
    scope: { name: text(name), version: text(version), ...attributed(scope) },
    logRecords: list(logRecords).map(logRecordOf),
    schemaUrl: text(schemaUrl),
  };
}

function attributed(value: unknown): ResourceLogs['resource'] {
  const { attributes, droppedAttributesCount } = members(value);
  return {
    attributes: list(attributes).map((item) => keyValueOf(item, 0)),
    droppedAttributesCount: Number(integer(droppedAttributesCount, 32)),
  };
}

function logRecordOf(value: unknown): LogRecordData {
  const record = members(value);
  return {
    timeUnixNano: integer(record['timeUnixNano'], 64),
    observedTimeUnixNano: integer(record['observedTimeUnixNano'], 64),
    severityNumber: Number(integer(record['severityNumber'], 32)),
    severityText: text(record['severityText']),
    body: anyValueOf(record['body'], 0),
    ...attributed(record),
    flags: Number(integer(record['flags'], 32)),
    traceId: identifier(record['traceId'], 32),
    spanId: identifier(record['spanId'], 16),
    eventName: text(record['eventName']),
  };
}

function keyValueOf(value: unknown, depth: number): KeyValue {
  const pair = members(value);
  return { key: text(pair['key']), value: anyValueOf(pair['value'], depth) };
}

function anyValueOf(value: unknown, depth: number): AnyValue {
  if (depth > MAX_VALUE_DEPTH) throw new MalformedRequest('a value nests too deep');
  let result: AnyValue = {};
  for (const [kind, content] of Object.entries(members(value))) {
    if (kind === 'stringValue') result = { stringValue: text(content) };
    else if (kind === 'boolValue') result = { boolValue: boolean(content) };
    else if (kind === 'intValue') result = { intValue: signedInteger(content) };
    else if (kind === 'doubleValue') result = { doubleValue: double(content) };
    else if (kind === 'bytesValue') result = { bytesValue: base64(content) };
    else if (kind === 'arrayValue') result = { arrayValue: values(content).map((item) => anyValueOf(item, depth + 1)) };
    else if (kind === 'kvlistValue')
      result = { kvlistValue: values(content).map((item) => keyValueOf(item, depth + 1)) };
  }
  return result;
}

function values(value: unknown): readonly unknown[] {
  return list(members(value)['values']);
}

function members(value: unknown): Members {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new MalformedRequest('an object was expected');
  return value as Members;
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedRequest('a list was expected');
  return value;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new MalformedRequest('text was expected');
  return value.toWellFormed();
}

function boolean(value: unknown): boolean {
  if (value === null) return false;
  if (typeof value !== 'boolean') throw new MalformedRequest('true or false was expected');
  return value;
}

/** An unsigned integer as decimal text. */
function integer(value: unknown, bits: 32 | 64): string {
  const decimal = signedInteger(value);
  if (BigInt.asUintN(bits, BigInt(decimal)) !== BigInt(decimal))
    throw new MalformedRequest('an integer is out of range');
  return decimal;
}

function signedInteger(value: unknown): string {
  if (value === undefined || value === null) return '0';
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value).toString();
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
  throw new MalformedRequest('an integer was expected');
}

function double(value: unknown): number {
  if (value === null) return 0;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  throw new MalformedRequest('a number was expected');
}

function base64(value: unknown): string {
  const encoded = text(value);
  const canonical = Buffer.from(encoded, 'base64').toString('base64');
  if (canonical !== encoded) throw new MalformedRequest('bytes are not base64');
  return canonical;
}

function identifier(value: unknown, length: number): string {
  const hex = text(value).toLowerCase();
  if (hex !== '' && (hex.length !== length || !/^[0-9a-f]+$/.test(hex))) {
    throw new MalformedRequest('a trace or span id is not hex of the right length');
  }
  return /^0*$/.test(hex) ? '' : hex;
}
