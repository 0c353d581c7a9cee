import type { AnyValue, KeyValue, LogRecordData, LogsRequest, ResourceLogs, ScopeLogs } from './logs-request.js';

/**
 * The request as the collector's file exporter writes it (v0.165): one line of JSON, members in this order, zero and empty
 * ones left out, `body` and `value` always there. A test compares with the real collector byte for byte.
 */
export function logsRequestLine(request: LogsRequest): string {
  return `${object([['resourceLogs', array(request, resourceLogs)]])}\n`;
}

/** A member and its JSON text; undefined leaves it out. */
type Member = readonly [name: string, json: string | undefined];

function object(members: readonly Member[]): string {
  const present = members.filter(([, json]) => json !== undefined);
  return `{${present.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

function array<Item>(items: readonly Item[], toJson: (item: Item) => string): string | undefined {
  return items.length === 0 ? undefined : `[${items.map(toJson).join(',')}]`;
}

function resourceLogs(item: ResourceLogs): string {
  const { attributes, droppedAttributesCount } = item.resource;
  return object([
    [
      'resource',
      object([
        ['attributes', array(attributes, keyValue)],
        ['droppedAttributesCount', count(droppedAttributesCount)],
      ]),
    ],
    ['scopeLogs', array(item.scopeLogs, scopeLogs)],
    ['schemaUrl', text(item.schemaUrl)],
  ]);
}

function scopeLogs(item: ScopeLogs): string {
  const scope = object([
    ['name', text(item.scope.name)],
    ['version', text(item.scope.version)],
    ['attributes', array(item.scope.attributes, keyValue)],
    ['droppedAttributesCount', count(item.scope.droppedAttributesCount)],
  ]);
  return object([
    ['scope', scope],
    ['logRecords', array(item.logRecords, logRecord)],
    ['schemaUrl', text(item.schemaUrl)],
  ]);
}

function logRecord(record: LogRecordData): string {
  return object([
    ['timeUnixNano', nanoseconds(record.timeUnixNano)],
    ['observedTimeUnixNano', nanoseconds(record.observedTimeUnixNano)],
    ['severityNumber', count(record.severityNumber)],
    ['severityText', text(record.severityText)],
    ['body', anyValue(record.body)],
    ['attributes', array(record.attributes, keyValue)],
    ['droppedAttributesCount', count(record.droppedAttributesCount)],
    ['flags', count(record.flags)],
    ['traceId', text(record.traceId)],
    ['spanId', text(record.spanId)],
    ['eventName', text(record.eventName)],
  ]);
}

function keyValue({ key, value }: KeyValue): string {
  return object([
    ['key', text(key)],
    ['value', anyValue(value)],
  ]);
}

function anyValue(value: AnyValue): string {
  if ('stringValue' in value) return `{"stringValue":${quoted(value.stringValue)}}`;
  if ('boolValue' in value) return `{"boolValue":${value.boolValue}}`;
  if ('intValue' in value) return `{"intValue":"${value.intValue}"}`;
  if ('doubleValue' in value) return `{"doubleValue":${double(value.doubleValue)}}`;
  if ('bytesValue' in value) return `{"bytesValue":"${value.bytesValue}"}`;
  if ('arrayValue' in value) return `{"arrayValue":${object([['values', array(value.arrayValue, anyValue)]])}}`;
  if ('kvlistValue' in value) return `{"kvlistValue":${object([['values', array(value.kvlistValue, keyValue)]])}}`;
  return '{}';
}

function text(value: string): string | undefined {
  return value === '' ? undefined : quoted(value);
}

function count(value: number): string | undefined {
  return value === 0 ? undefined : String(value);
}

function nanoseconds(value: string): string | undefined {
  return value === '0' ? undefined : `"${value}"`;
}

/** JSON as Go's encoder in the collector writes it: no short escapes for backspace and form feed. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(/\\[\s\S]/g, (pair) =>
    pair === '\\b' ? '\\u0008' : pair === '\\f' ? '\\u000c' : pair,
  );
}

/** As Go writes a float64: at least two digits of exponent, a minus before zero, no numbers where JSON has none. */
function double(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  if (Object.is(value, -0)) return '-0';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}
