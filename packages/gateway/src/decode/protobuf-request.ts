import type { ReceivedRecord, ReceivedResource, ReceivedScope } from '../received-record.js';
import { Members } from './members.js';
import { ProtobufRecords } from './protobuf-record.js';
import { ProtobufValues } from './protobuf-value.js';
import { RecordFault, RequestFault } from './record-fault.js';
import type { OutlinedGroup, RequestOutline } from './request-outline.js';
import { costOf, MAX_PARTS, MAX_PLACES, MAX_RECORDS } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';
import { WireReader } from './wire-reader.js';

/** Tags of ExportLogsServiceRequest, ResourceLogs, ScopeLogs, Resource and InstrumentationScope (opentelemetry-proto 1.x, stable). */
const RESOURCE_LOGS = 0x0a;
const RESOURCE = 0x0a;
const SCOPE_LOGS = 0x12;
const SCOPE = 0x0a;
const LOG_RECORDS = 0x12;
const SCHEMA_URL = 0x1a;
const RESOURCE_ATTRIBUTES = 0x0a;
const SCOPE_NAME = 0x0a;
const SCOPE_VERSION = 0x12;
const SCOPE_ATTRIBUTES = 0x1a;
/** Numbers of the fields that are read: 1 of the request, 1 to 3 of ResourceLogs and ScopeLogs, 1 of Resource, 1 to 3 of the scope. */
const KNOWN_OF_REQUEST = 0x02;
const KNOWN_OF_LOGS = 0x0e;
const KNOWN_OF_RESOURCE = 0x02;
const KNOWN_OF_SCOPE = 0x0e;
/** Of those nothing is kept: what was dropped from a resource and its entities, what was dropped from a scope. */
const UNREAD_OF_RESOURCE = 0x0c;
const UNREAD_OF_SCOPE = 0x10;

/** A stretch of the request; repeated messages are merged, so there may be several. */
type Span = readonly [from: number, to: number];

/**
 * Finds the records of a request in OTLP/protobuf.
 * @throws RequestFault
 */
export function protobufRequest(request: Buffer, changes: VisibleChanges): RequestOutline {
  const outline = new Outline(request, changes);
  try {
    outline.read();
  } catch (cause) {
    if (cause instanceof RecordFault) throw new RequestFault(`The request is not OTLP: ${cause.message}.`);
    throw cause;
  }
  return { groups: outline.groups, records: outline.records };
}

class Outline {
  readonly groups: OutlinedGroup[] = [];
  records = 0;
  readonly #request: Buffer;
  readonly #reader: WireReader;
  readonly #parts: ProtobufParts;
  #found = 0;

  constructor(request: Buffer, changes: VisibleChanges) {
    this.#request = request;
    this.#reader = new WireReader(request, changes);
    this.#parts = new ProtobufParts(request, changes);
  }

  read(): void {
    const reader = this.#reader;
    const end = this.#request.length;
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag === RESOURCE_LOGS) this.#resourceLogs(reader.length(end));
      else reader.skip(tag, end, KNOWN_OF_REQUEST);
    }
    reader.tell();
  }

  #resourceLogs(end: number): void {
    const reader = this.#reader;
    const resource: Span[] = [];
    const scopeLogs: Span[] = [];
    let schema: Span | undefined;
    while (reader.at < end) {
      const tag = reader.tag(end);
      if (tag === RESOURCE) this.#addPart(resource, end);
      else if (tag === SCOPE_LOGS) this.#addPart(scopeLogs, end);
      else if (tag === SCHEMA_URL) schema = this.#only(schema, end);
      else reader.skip(tag, end, KNOWN_OF_LOGS);
    }
    const part = { spans: resource, schema, key: this.#parts.key(resource, schema) };
    for (const span of scopeLogs) this.#scopeLogs(span, part);
  }

  #scopeLogs([from, end]: Span, resource: Part): void {
    const reader = this.#reader;
    const scope: Span[] = [];
    const records: number[] = [];
    let schema: Span | undefined;
    reader.at = from;
    while (reader.at < end) {
      const start = reader.at;
      const tag = reader.tag(end);
      if (tag === LOG_RECORDS) {
        const [recordFrom, recordTo] = this.#span(end);
        records.push(start, recordFrom, recordTo);
        if (++this.records > MAX_RECORDS) throw tooMany('records', MAX_RECORDS);
      } else if (tag === SCOPE) this.#addPart(scope, end);
      else if (tag === SCHEMA_URL) schema = this.#only(schema, end);
      else reader.skip(tag, end, KNOWN_OF_LOGS);
    }
    if (records.length === 0) return;
    if (this.groups.length >= MAX_PLACES) throw tooMany('resources and scopes', MAX_PLACES);
    const part = { spans: scope, schema, key: this.#parts.key(scope, schema) };
    this.groups.push(new ProtobufGroup(this.#parts, resource, part, records));
  }

  /** An empty one says nothing; two bytes should not become a hundred. */
  #addPart(parts: Span[], end: number): void {
    const span = this.#span(end);
    if (span[0] === span[1]) return;
    if (++this.#found > MAX_PARTS) throw tooMany('parts of resources and scopes', MAX_PARTS);
    parts.push(span);
  }

  /** Of several the last counts. */
  #only(before: Span | undefined, end: number): Span {
    if (before !== undefined) this.#reader.repeated += 1;
    return this.#span(end);
  }

  #span(end: number): Span {
    const reader = this.#reader;
    const to = reader.length(end);
    const from = reader.at;
    reader.at = to;
    return [from, to];
  }
}

function tooMany(what: string, most: number): RequestFault {
  return new RequestFault(`A request has at most ${most} ${what}; send smaller batches.`, 413);
}

/** A resource or a scope, with its schema's address. */
interface Part {
  readonly spans: readonly Span[];
  readonly schema: Span | undefined;
  readonly key: string;
}

/** Reads what outlines found. */
class ProtobufParts {
  readonly request: Buffer;
  readonly records: ProtobufRecords;
  /** Of what was read last, in values. */
  cost = 0;
  readonly #changes: VisibleChanges;

  constructor(request: Buffer, changes: VisibleChanges) {
    this.request = request;
    this.#changes = changes;
    this.records = new ProtobufRecords(request, changes);
  }

  key(spans: readonly Span[], schema: Span | undefined): string {
    const text = ([from, to]: Span): string => this.request.toString('latin1', from, to);
    return `${schema === undefined ? '' : text(schema)}\n${spans.map(text).join('\n')}`;
  }

  resource({ spans, schema }: Part): ReceivedResource {
    const attributes = new Members(this.#changes);
    this.#each({ spans, known: KNOWN_OF_RESOURCE, unread: UNREAD_OF_RESOURCE }, (reader, tag, end, values) => {
      if (tag !== RESOURCE_ATTRIBUTES) return false;
      values.member(attributes, reader.length(end), 0);
      return true;
    });
    return { attributes: attributes.values, schemaUrl: this.#text(schema) };
  }

  scope({ spans, schema }: Part): ReceivedScope {
    const attributes = new Members(this.#changes);
    let name = '';
    let version: string | undefined;
    this.#each({ spans, known: KNOWN_OF_SCOPE, unread: UNREAD_OF_SCOPE }, (reader, tag, end, values) => {
      if (tag === SCOPE_NAME) {
        if (name !== '') reader.repeated += 1;
        name = reader.text(end);
      } else if (tag === SCOPE_VERSION) {
        if (version !== undefined) reader.repeated += 1;
        version = reader.text(end) || undefined;
      } else if (tag === SCOPE_ATTRIBUTES) values.member(attributes, reader.length(end), 0);
      else return false;
      return true;
    });
    const { values } = attributes;
    const own = Object.keys(values).length === 0 ? undefined : values;
    return { name, version, attributes: own, schemaUrl: this.#text(schema) };
  }

  #each(
    { spans, known, unread }: { readonly spans: readonly Span[]; readonly known: number; readonly unread: number },
    take: (reader: WireReader, tag: number, end: number, values: ProtobufValues) => boolean,
  ): void {
    const reader = new WireReader(this.request, this.#changes);
    const values = new ProtobufValues(reader, this.#changes);
    const length = spans.reduce((sum, [from, end]) => sum + end - from, 0);
    this.cost = costOf(0, length); // also if it cannot be read
    for (const [from, end] of spans) {
      reader.at = from;
      while (reader.at < end) {
        const tag = reader.tag(end);
        if (!take(reader, tag, end, values)) reader.skip(tag, end, known, unread);
      }
    }
    reader.tell();
    this.cost = costOf(values.used, length);
  }

  #text(span: Span | undefined): string | undefined {
    return span === undefined || span[0] === span[1] ? undefined : this.request.toString('utf8', span[0], span[1]);
  }
}

class ProtobufGroup implements OutlinedGroup {
  readonly resourceKey: string;
  readonly scopeKey: string;
  readonly #parts: ProtobufParts;
  readonly #resource: Part;
  readonly #scope: Part;
  /** Of each record: where its field begins, where its content does, and where it ends. */
  readonly #positions: readonly number[];
  /** The record that was read last, if all of it was. */
  #whole: number | undefined;

  constructor(parts: ProtobufParts, resource: Part, scope: Part, positions: readonly number[]) {
    this.#parts = parts;
    this.#resource = resource;
    this.#scope = scope;
    this.#positions = positions;
    this.resourceKey = resource.key;
    this.scopeKey = scope.key;
  }

  get records(): number {
    return this.#positions.length / 3;
  }

  resource(): ReceivedResource {
    return this.#parts.resource(this.#resource);
  }

  scope(): ReceivedScope {
    return this.#parts.scope(this.#scope);
  }

  record(index: number, resource: ReceivedResource, scope: ReceivedScope): ReceivedRecord {
    const [from, to] = [this.#positions[3 * index + 1] as number, this.#positions[3 * index + 2] as number];
    const { records } = this.#parts;
    this.#parts.cost = costOf(0, to - from); // what cannot be read has to be looked at all the same
    const record = records.read(from, to, resource, scope);
    this.#whole = records.isWhole ? index : undefined;
    this.#parts.cost = records.cost;
    return record;
  }

  get cost(): number {
    return this.#parts.cost;
  }

  bytes(index: number): Uint8Array | undefined {
    if (index !== this.#whole) return undefined;
    const { request } = this.#parts;
    return Uint8Array.from(request.subarray(this.#positions[3 * index], this.#positions[3 * index + 2]));
  }
}
