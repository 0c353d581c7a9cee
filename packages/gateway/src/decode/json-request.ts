import type { HrTime } from '@opentelemetry/api';
import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { countUnknown, type JsonObject, JsonValues, listOf, member, objectOf, textOf } from './json-value.js';
import { RecordFault, RequestFault } from './record-fault.js';
import type { OutlinedGroup, RequestOutline } from './request-outline.js';
import { spanContextOf } from './span-context.js';
import { MAX_PLACES, MAX_RECORDS } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';

/** Members of OTLP's messages, each also as protobuf spells it. Of some nothing is kept. */
const known = (...names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => [name, name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]));

const REQUEST = known('resourceLogs');
const RESOURCE_LOGS = known('resource', 'scopeLogs', 'schemaUrl');
const RESOURCE = known('attributes', 'droppedAttributesCount', 'entityRefs');
const SCOPE_LOGS = known('scope', 'logRecords', 'schemaUrl');
const SCOPE = known('name', 'version', 'attributes', 'droppedAttributesCount');
const LOG_RECORD = known(
  ...['timeUnixNano', 'observedTimeUnixNano', 'severityNumber', 'severityText', 'eventName', 'body'],
  ...['attributes', 'droppedAttributesCount', 'flags', 'traceId', 'spanId'],
);

/**
 * Finds the records of a request in OTLP/JSON.
 *
 * @param parsed what {@link JsonInPieces} made of it
 * @throws RequestFault
 */
export function jsonRequest(parsed: unknown, changes: VisibleChanges): RequestOutline {
  const values = new JsonValues(changes);
  try {
    const root = objectOf(parsed, 'the request');
    if (root === undefined) throw new RecordFault('the request is not an object');
    countUnknown(root, REQUEST, changes);
    const groups = placesOf(member(root, 'resourceLogs', 'resource_logs'), 'resourceLogs').flatMap((entry) =>
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

/** Also those in which there is nothing take their time. */
function placesOf(value: unknown, what: string): readonly unknown[] {
  const entries = listOf(value, what);
  if (entries.length > MAX_PLACES) throw tooMany('resources and scopes', MAX_PLACES);
  return entries;
}

function tooMany(what: string, most: number): RequestFault {
  return new RequestFault(`A request has at most ${most} ${what}; send smaller batches.`, 413);
}

function groupsOf(resourceLogs: JsonObject, values: JsonValues, changes: VisibleChanges): JsonGroup[] {
  countUnknown(resourceLogs, RESOURCE_LOGS, changes);
  const resource = objectOf(resourceLogs['resource'], 'a resource') ?? {};
  countUnknown(resource, RESOURCE, changes);
  const resourceSchema = textOf(member(resourceLogs, 'schemaUrl', 'schema_url'), 'a schemaUrl') || undefined;
  const shared: Part = { part: resource, schemaUrl: resourceSchema, key: keyOf(resource, resourceSchema) };
  return placesOf(member(resourceLogs, 'scopeLogs', 'scope_logs'), 'scopeLogs').flatMap((entry) => {
    const scopeLogs = objectOf(entry, 'a member of scopeLogs') ?? {};
    countUnknown(scopeLogs, SCOPE_LOGS, changes);
    const records = listOf(member(scopeLogs, 'logRecords', 'log_records'), 'logRecords');
    if (records.length === 0) return [];
    const scope = objectOf(scopeLogs['scope'], 'a scope') ?? {};
    countUnknown(scope, SCOPE, changes);
    const schemaUrl = textOf(member(scopeLogs, 'schemaUrl', 'schema_url'), 'a schemaUrl') || undefined;
    return [
      new JsonGroup(shared, { part: scope, schemaUrl, key: keyOf(scope, schemaUrl) }, records, { values, changes }),
    ];
  });
}

/** A resource or a scope. */
interface Part {
  readonly part: JsonObject;
  readonly schemaUrl: string | undefined;
  readonly key: string;
}

interface Reading {
  readonly values: JsonValues;
  readonly changes: VisibleChanges;
}

class JsonGroup implements OutlinedGroup {
  readonly resourceKey: string;
  readonly scopeKey: string;
  readonly #resource: Part;
  readonly #scope: Part;
  readonly #records: readonly unknown[];
  readonly #reading: Reading;

  constructor(resource: Part, scope: Part, records: readonly unknown[], reading: Reading) {
    this.#resource = resource;
    this.#scope = scope;
    this.#records = records;
    this.#reading = reading;
    this.resourceKey = resource.key;
    this.scopeKey = scope.key;
  }

  get records(): number {
    return this.#records.length;
  }

  resource(): ReceivedResource {
    const { part, schemaUrl } = this.#resource;
    return { attributes: this.#members(part, 'the attributes of a resource'), schemaUrl };
  }

  scope(): ReceivedScope {
    const { part: scope, schemaUrl } = this.#scope;
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
    values.begin(); // first: what cannot be read does not cost what the one before did
    const record = objectOf(this.#records[index], 'a record');
    if (record === undefined) throw new RecordFault('a record is null');
    countUnknown(record, LOG_RECORD, this.#reading.changes);
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

  get cost(): number {
    return this.#reading.values.cost;
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

function keyOf(part: object, schemaUrl = ''): string {
  try {
    return `${schemaUrl}\n${JSON.stringify(part)}`;
  } catch {
    throw new RecordFault('a resource or scope nests too deep');
  }
}

function severityOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === 0) return undefined;
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) <= 0x7fff_ffff) return value as number;
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
