import { isUtf8 } from 'node:buffer';
import type { HrTime } from '@opentelemetry/api';
import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { type JsonObject, JsonValues, listOf, member, objectOf, textOf } from './json-value.js';
import { RecordFault, RequestFault } from './record-fault.js';
import type { OutlinedGroup, RequestOutline } from './request-outline.js';
import { spanContextOf } from './span-context.js';
import { MAX_PLACES, MAX_RECORDS } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';

/**
 * Finds the records of a request in OTLP/JSON.
 * @throws RequestFault
 */
export function jsonRequest(request: Buffer, changes: VisibleChanges): RequestOutline {
  const parsed = parsedJson(request, changes);
  const values = new JsonValues(changes);
  try {
    const root = objectOf(parsed, 'the request');
    const groups = listOf(root && member(root, 'resourceLogs', 'resource_logs'), 'resourceLogs').flatMap((entry) =>
      groupsOf(objectOf(entry, 'a member of resourceLogs') ?? {}, values, changes),
    );
    const records = groups.reduce((sum, group) => sum + group.records, 0);
    if (records > MAX_RECORDS) throw tooMany('records', MAX_RECORDS);
    if (groups.length > MAX_PLACES) throw tooMany('resources and scopes', MAX_PLACES);
    return { groups, records };
  } catch (cause) {
    if (cause instanceof RecordFault) throw new RequestFault(`The request is not OTLP: ${cause.message}.`);
    throw cause;
  }
}

function tooMany(what: string, most: number): RequestFault {
  return new RequestFault(`A request has at most ${most} ${what}; send smaller batches.`, 413);
}

/** A number that a double may not hold, where OTLP/JSON has whole ones; it should be a text, and is not always. */
const INEXACT = /"(?:intValue|int_value|\w*UnixNano|\w*unix_nano)"\s*:\s*-?\d{16}/;

/** Whole numbers that a double does not hold are read from their digits. */
function parsedJson(request: Buffer, changes: VisibleChanges): unknown {
  const text = request.toString('utf8', request[0] === 0xef && request[1] === 0xbb && request[2] === 0xbf ? 3 : 0);
  if (text.includes('\ufffd') && !isUtf8(request)) changes.add('invalid_text');
  try {
    if (!INEXACT.test(text)) return JSON.parse(text) as unknown;
    return JSON.parse(text, exactIntegers as (this: unknown, key: string, value: unknown) => unknown) as unknown;
  } catch {
    throw new RequestFault('The request is not JSON.'); // the parser's message quotes the text, which may hold secrets
  }
}

function exactIntegers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  return context?.source ?? value;
}

function groupsOf(resourceLogs: JsonObject, values: JsonValues, changes: VisibleChanges): JsonGroup[] {
  const resource = objectOf(resourceLogs['resource'], 'a resource') ?? {};
  const schemaUrl = textOf(member(resourceLogs, 'schemaUrl', 'schema_url'), 'a schemaUrl') || undefined;
  return listOf(member(resourceLogs, 'scopeLogs', 'scope_logs'), 'scopeLogs').flatMap((entry) => {
    const scopeLogs = objectOf(entry, 'a member of scopeLogs') ?? {};
    const records = listOf(member(scopeLogs, 'logRecords', 'log_records'), 'logRecords');
    if (records.length === 0) return [];
    const scope = objectOf(scopeLogs['scope'], 'a scope') ?? {};
    const scopeSchema = textOf(member(scopeLogs, 'schemaUrl', 'schema_url'), 'a schemaUrl') || undefined;
    return [new JsonGroup({ resource, schemaUrl }, { scope, schemaUrl: scopeSchema }, records, { values, changes })];
  });
}

interface Reading {
  readonly values: JsonValues;
  readonly changes: VisibleChanges;
}

class JsonGroup implements OutlinedGroup {
  readonly resourceKey: string;
  readonly scopeKey: string;
  readonly #resource: { readonly resource: JsonObject; readonly schemaUrl: string | undefined };
  readonly #scope: { readonly scope: JsonObject; readonly schemaUrl: string | undefined };
  readonly #records: readonly unknown[];
  readonly #reading: Reading;

  constructor(
    resource: { readonly resource: JsonObject; readonly schemaUrl: string | undefined },
    scope: { readonly scope: JsonObject; readonly schemaUrl: string | undefined },
    records: readonly unknown[],
    reading: Reading,
  ) {
    this.#resource = resource;
    this.#scope = scope;
    this.#records = records;
    this.#reading = reading;
    this.resourceKey = keyOf(resource);
    this.scopeKey = keyOf(scope);
  }

  get records(): number {
    return this.#records.length;
  }

  resource(): ReceivedResource {
    const { resource, schemaUrl } = this.#resource;
    return { attributes: this.#members(resource, 'the attributes of a resource'), schemaUrl };
  }

  scope(): ReceivedScope {
    const { scope, schemaUrl } = this.#scope;
    const attributes = this.#members(scope, 'the attributes of a scope');
    return {
      name: textOf(scope['name'], "a scope's name"),
      version: textOf(scope['version'], "a scope's version") || undefined,
      attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
      schemaUrl,
    };
  }

  record(index: number, resource: ReceivedResource, instrumentationScope: ReceivedScope): ReceivedRecord {
    const { values } = this.#reading;
    const record = objectOf(this.#records[index], 'a record') ?? {};
    values.begin();
    const attributes = values.members(record['attributes'], 'attributes');
    const dropped = countOf(member(record, 'droppedAttributesCount', 'dropped_attributes_count'));
    return {
      hrTime: timeOf(member(record, 'timeUnixNano', 'time_unix_nano'), 'timeUnixNano'),
      hrTimeObserved: timeOf(member(record, 'observedTimeUnixNano', 'observed_time_unix_nano'), 'observedTimeUnixNano'),
      severityNumber: severityOf(member(record, 'severityNumber', 'severity_number')),
      severityText: this.#text(member(record, 'severityText', 'severity_text'), 'severityText'),
      eventName: this.#text(member(record, 'eventName', 'event_name'), 'eventName'),
      body: values.value(record['body']),
      attributes: attributes.values,
      droppedAttributesCount: Math.min(0x7fff_ffff, dropped + attributes.dropped),
      spanContext: spanContextOf(
        identifierOf(member(record, 'traceId', 'trace_id'), 32, 'traceId'),
        identifierOf(member(record, 'spanId', 'span_id'), 16, 'spanId'),
        countOf(record['flags']),
      ),
      resource,
      instrumentationScope,
    };
  }

  /** A spool holds JSON as our encoder writes it. */
  bytes(): undefined {
    return undefined;
  }

  #members(of: JsonObject, what: string): Readonly<Record<string, unknown>> {
    this.#reading.values.begin();
    return this.#reading.values.members(of['attributes'], what).values;
  }

  #text(value: unknown, what: string): string | undefined {
    const text = textOf(value, what);
    if (!text.isWellFormed()) this.#reading.changes.add('invalid_text');
    return text || undefined;
  }
}

function keyOf(part: object): string {
  try {
    return JSON.stringify(part);
  } catch {
    throw new RecordFault('a resource or scope nests too deep');
  }
}

function severityOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === 0) return undefined;
  if (Number.isInteger(value) && (value as number) > 0) return value as number;
  throw new RecordFault('severityNumber is not a whole number');
}

function countOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff) return value as number;
  throw new RecordFault('a count is not a whole number');
}

function identifierOf(value: unknown, length: number, what: string): string {
  const text = textOf(value, what);
  if (text !== '' && (text.length !== length || !/^[0-9a-fA-F]+$/.test(text))) {
    throw new RecordFault(`${what} is not ${length} hexadecimal digits`);
  }
  return text.toLowerCase();
}

const NANOSECONDS = 1_000_000_000n;
const UINT64_MAX = 2n ** 64n - 1n;

function timeOf(value: unknown, what: string): HrTime {
  if (value === undefined || value === null || value === 0 || value === '') return [0, 0];
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) throw new RecordFault(`${what} is not a whole number`);
  const nanoseconds = BigInt(text);
  if (nanoseconds > UINT64_MAX) throw new RecordFault(`${what} does not fit into 64 bits`);
  return [Number(nanoseconds / NANOSECONDS), Number(nanoseconds % NANOSECONDS)];
}
