import { CanonicalMap, type CanonicalValue } from '../canonical-reader.js';
import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';
import { EVENT_ATTRIBUTE, SEAL_ATTRIBUTES } from '../sealed-record.js';
import { lokiName } from '../wire/store-names.js';
import type { Additions } from './additions.js';
import { below, flattened, isSameDocumentValue, overfilled, pathsOf, type ShownScalars } from './document-value.js';
import { sealHeader } from './file-record.js';
import { signedInWords } from './in-words.js';
import { takeCoordinatesApart } from './merged-coordinates.js';
import type { Mismatch } from './mismatch.js';
import { type ShownLeaf, shownControl, shownLeaf } from './shown-leaf.js';
import { isOurs, type SealHeader, type ShownRecord } from './shown-record.js';
import { signedNames } from './signed-names.js';
import type { UnsignedNames } from './unsigned-names.js';

/**
 * A document as Elasticsearch or OpenSearch gives it back, written by the collector's exporter in `otel` mode.
 *
 * @experimental
 */
export interface ElasticsearchHit {
  /** `<index>/<id>`. */
  readonly place: string;
  /** `_source`, as `JSON.parse` made it; stored or synthetic. */
  readonly source: unknown;
}

/** Members of a document that the exporter writes and that say nothing of their own. */
const OF_EXPORTER: ReadonlySet<string> = new Set(['observed_timestamp', 'data_stream', 'scope', 'resource']);

type Document = Readonly<Record<string, unknown>>;

/**
 * Compares what Elasticsearch shows with what was signed. Synthetic sources sort and merge lists, flatten maps to texts,
 * keep doubles as 32 bits and drop what is empty; times keep milliseconds; flags are not written (SPEC.md, "Elasticsearch").
 */
export class ElasticsearchRecord implements ShownRecord {
  readonly keepsTime = false;
  readonly place: string;
  readonly #document: Document;
  /** All of the document. */
  readonly #values: ReadonlyMap<string, ShownScalars>;
  readonly #attributes: ReadonlyMap<string, ShownScalars>;
  readonly #names: UnsignedNames;
  readonly #additions: Additions;

  constructor({ place, source }: ElasticsearchHit, names: UnsignedNames, additions: Additions) {
    this.place = place;
    this.#document = objectOf(source);
    this.#values = flattened(this.#document);
    this.#attributes = below('attributes', this.#values);
    this.#names = names;
    this.#additions = additions;
  }

  payload(): string | undefined {
    const shown = this.#attributes.get('audit.payload');
    if (shown === undefined) return undefined;
    return shown.length === 1 && typeof shown[0] === 'string' ? shown[0] : '';
  }

  header(): SealHeader {
    const [stream] = this.#attributes.get('audit.sequence.stream_id') ?? [];
    const [sequence] = this.#attributes.get('audit.sequence.number') ?? [];
    return sealHeader(
      typeof stream === 'string' ? stream : undefined,
      sequence === undefined ? undefined : Number(sequence),
    );
  }

  /** Digits below the millisecond are not what was sent. */
  time(): undefined {
    return undefined;
  }

  claim(): string | undefined {
    // A list is several values of a field, each of which a search finds.
    const speaks = (value: unknown): boolean => typeof value === 'string' && isOurs(value);
    if (this.#values.get('event_name')?.some(speaks)) return 'eventName';
    for (const [name, values] of this.#attributes) {
      if (isOurs(name) || (name === 'event.name' && values.some(speaks))) return name;
    }
    return undefined;
  }

  ofLeaf(leaf: Leaf, payload: string): Mismatch | undefined {
    return this.#mismatch(shownLeaf(leaf, payload));
  }

  ofControl(control: CheckpointPayload | TilePayload, body: string, payload: string): Mismatch | undefined {
    return this.#mismatch(shownControl(control, body, payload));
  }

  #mismatch(leaf: ShownLeaf): Mismatch | undefined {
    const left = new Map(this.#attributes);
    takeCoordinatesApart(leaf.attributes, left);
    const signed =
      fieldMismatch(leaf, this.#document) ??
      attributesMismatch(leaf, left, objectOf(this.#document['attributes'])) ??
      sealMismatch(leaf, left);
    return signed ?? this.#identityMismatch(leaf) ?? this.#unsignedMismatch(leaf, left);
  }

  #identityMismatch({ identity }: ShownLeaf): Mismatch | undefined {
    const resource = below('resource.attributes', this.#values);
    const parts = [
      ['service.name', identity?.service],
      ['service.namespace', identity?.namespace],
      ['service.instance.id', identity?.instance],
    ] as const;
    for (const [field, text = ''] of parts) {
      if (text !== '' && !isSameDocumentValue(`s:${text}`, '', field, resource)) {
        return { field, detail: 'the resource names another than the signed one', identity: true };
      }
    }
    return undefined;
  }

  #unsignedMismatch(leaf: ShownLeaf, left: ReadonlyMap<string, ShownScalars>): Mismatch | undefined {
    const around = ['resource.attributes', 'scope.attributes'].flatMap((part) => [...below(part, this.#values).keys()]);
    const beside = Object.keys(this.#document).filter((name) => !isKnownMember(name));
    const { names, values } = leaf.attributes;
    const signed = new Set<string>();
    for (const [index, name] of names.entries())
      for (const path of signedNames(name, values[index] as CanonicalValue)) signed.add(lokiName(path));
    for (const name of [...left.keys(), ...around, ...beside]) {
      if (/^service\.(name|namespace|instance\.id)$/.test(name) && !left.has(name)) continue;
      if (!this.#names.mayBear(name)) return { field: name, detail: 'it was not signed', unsigned: true };
      if (signed.has(lokiName(name))) {
        return { field: name, detail: 'it was not signed, and takes the place of one that was', unsigned: true };
      }
      this.#additions.add(name);
    }
    return undefined;
  }
}

const KNOWN_MEMBERS: ReadonlySet<string> = new Set([
  ...OF_EXPORTER,
  '@timestamp',
  'severity_text',
  'severity_number',
  'trace_id',
  'span_id',
  'attributes',
  'dropped_attributes_count',
  'event_name',
  'body',
]);

/** Also those whose values were looked at by their paths. A body, however, is written as one object. */
function isKnownMember(name: string): boolean {
  return KNOWN_MEMBERS.has(name) || /^(?:attributes|resource|scope)\./.test(name);
}

function objectOf(value: unknown): Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Document) : {};
}

function fieldMismatch(leaf: ShownLeaf, document: Document): Mismatch | undefined {
  const differs = (field: string): Mismatch => ({ field, detail: 'it is shown otherwise than it was signed' });
  const text = (name: string): string => {
    const value = document[name];
    return value === undefined || value === null || value === 0 ? '' : String(value);
  };
  if (text('event_name') !== '' && text('event_name') !== leaf.event) return differs('eventName');
  if (leaf.eventTime !== undefined && millisecondsOf(document['@timestamp']) !== leaf.eventTime.slice(0, -6)) {
    return differs('timeUnixNano');
  }
  if (text('severity_number') !== leaf.severity) return differs('severityNumber');
  if (text('severity_text') !== leaf.severityText) return differs('severityText');
  if (text('trace_id').toLowerCase() !== leaf.trace) return differs('traceId');
  if (text('span_id').toLowerCase() !== leaf.span) return differs('spanId');
  if (text('dropped_attributes_count') !== leaf.dropped) return differs('droppedAttributesCount');
  const isApart = Object.keys(document).some((name) => name.startsWith('body.'));
  return !isApart && isBody(leaf, document['body']) ? undefined : differs('body');
}

/** `"1795449600123.456789"` as the exporter writes it, or RFC 3339 as a synthetic source does: milliseconds, decimal. */
function millisecondsOf(shown: unknown): string | undefined {
  if (typeof shown === 'number') return String(Math.floor(shown));
  if (typeof shown !== 'string') return undefined;
  const [, milliseconds] = /^(\d{1,16})(?:\.\d*)?$/.exec(shown) ?? [];
  if (milliseconds !== undefined) return milliseconds;
  const [, seconds, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(shown) ?? [];
  const whole = Date.parse(`${seconds}Z`);
  return Number.isNaN(whole) ? undefined : String(whole + Number(fraction.padEnd(3, '0').slice(0, 3)));
}

/** Texts and single values stand in `body.text`, maps in `body.structured`, lists in its member `value`. */
function isBody({ body, salt }: ShownLeaf, shown: unknown): boolean {
  if (typeof (shown ?? {}) !== 'object' || Array.isArray(shown)) return false;
  const { text, structured, ...more } = objectOf(shown);
  const isBoth = (text ?? structured) !== (structured ?? text);
  if (isBoth || Object.keys(more).length > 0) return false;
  if (body === undefined) return (text ?? structured ?? '') === '';
  if (typeof body === 'string' && !body.startsWith('h:')) {
    const signed = body.startsWith('x:') ? Buffer.from(body.slice(2), 'base64').toString('hex') : body.slice(2);
    return (structured ?? undefined) === undefined && String(text ?? '') === signed;
  }
  const isList = typeof body !== 'string' && body.names[0] === 'a';
  const value = text ?? (isList ? objectOf(structured)['value'] : structured);
  const parts = flattened({ body: value });
  const whole = new CanonicalMap();
  whole.names.push('body');
  whole.values.push(body);
  return isSameDocumentValue(body, salt, 'body', parts, value) && overfilled(whole, parts, () => value).size === 0;
}

function attributesMismatch(
  { attributes, rest, salt }: ShownLeaf,
  left: Map<string, ShownScalars>,
  shown: Document,
): Mismatch | undefined {
  const raw = (name: string): unknown => (Object.hasOwn(shown, name) ? shown[name] : undefined);
  const filled = overfilled(attributes, left, raw, [...SEAL_ATTRIBUTES, EVENT_ATTRIBUTE]);
  for (const [index, name] of attributes.names.entries()) {
    const value = attributes.values[index] as CanonicalValue;
    if (filled.has(name) || !isSameDocumentValue(value, salt, name, left, raw(name))) {
      return { field: name, detail: `signed ${signedInWords(value)}, shown otherwise` };
    }
    for (const path of pathsOf(value, name, raw(name))) left.delete(path);
  }
  return rest === undefined ? undefined : { field: 'rest', detail: 'what its digest stands for cannot be told here' };
}

function sealMismatch(leaf: ShownLeaf, left: Map<string, ShownScalars>): Mismatch | undefined {
  const seal: readonly (readonly [field: string, signed: string | undefined])[] = [
    ['audit.payload', `s:${leaf.payload}`],
    ['audit.sequence.number', leaf.sequence === undefined ? undefined : `i:${leaf.sequence}`],
    ['audit.sequence.stream_id', `s:${leaf.stream}`],
    ['audit.time', leaf.time === undefined ? undefined : `s:${leaf.time}`],
    ['event.name', leaf.event === '' ? undefined : `s:${leaf.event}`],
  ];
  for (const [field, signed] of seal) {
    if (signed !== undefined && !isSameDocumentValue(signed, '', field, left)) {
      return { field, detail: 'it is shown otherwise than it was signed' };
    }
    if (signed !== undefined) left.delete(field);
  }
  return undefined;
}
