import { CanonicalMap, type CanonicalValue } from '../canonical-reader.js';
import { escaped } from '../canonical-record.js';
import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';
import { digestOfValue } from '../signed-value.js';
import { lokiName } from '../wire/store-names.js';
import type { Additions } from './additions.js';
import { sealHeader } from './file-record.js';
import { signedInWords } from './in-words.js';
import { jsonIsSigned, signedTextOfJson } from './json-of-value.js';
import type { Mismatch } from './mismatch.js';
import { type ShownLeaf, shownControl, shownLeaf } from './shown-leaf.js';
import { isOurs, type SealHeader, type ShownRecord } from './shown-record.js';
import type { UnsignedNames } from './unsigned-names.js';

/**
 * An entry as Loki's `query_range` gives it back with the header `X-Loki-Response-Encoding-Flags: categorize-labels`.
 *
 * @experimental
 */
export interface LokiEntry {
  readonly place: string;
  /** Nanoseconds since 1970, decimal. */
  readonly timestamp: string;
  readonly line: string;
  /** Index labels of its stream. */
  readonly labels: Readonly<Record<string, string>>;
  readonly structuredMetadata: Readonly<Record<string, string>>;
}

/** What Loki itself, or its OTLP endpoint, adds. */
const OF_LOKI: ReadonlySet<string> = new Set([
  'detected_level',
  'observed_timestamp',
  'scope_name',
  'scope_version',
  'scope_dropped_attributes_count',
  '__stream_shard__',
  '__error__',
  '__error_details__',
]);

/**
 * Compares what Loki shows with what was signed. Loki keeps texts only, files attributes of record, scope and resource
 * under one flat set of names, spells maps out, drops what is empty, and turns U+FFFD into a space (SPEC.md, "Loki").
 */
export class LokiRecord implements ShownRecord {
  readonly keepsTime = true;
  readonly #entry: LokiEntry;
  readonly #names: UnsignedNames;
  readonly #additions: Additions;

  constructor(entry: LokiEntry, names: UnsignedNames, additions: Additions) {
    this.#entry = entry;
    this.#names = names;
    this.#additions = additions;
  }

  get place(): string {
    return this.#entry.place;
  }

  payload(): string | undefined {
    return this.#text('audit_payload');
  }

  header(): SealHeader {
    const sequence = this.#text('audit_sequence_number');
    return sealHeader(this.#text('audit_sequence_stream_id'), sequence === undefined ? undefined : Number(sequence));
  }

  time(): string | undefined {
    return this.#entry.timestamp;
  }

  claim(): string | undefined {
    // Labels as well: a query by name finds both alike.
    const shown = [...Object.entries(this.#entry.structuredMetadata), ...Object.entries(this.#entry.labels)];
    const speaks = shown.find(([name]) => /^(security|audit)_/.test(name))?.[0];
    return (
      speaks ?? (shown.some(([name, text]) => name === 'event_name' && isOurs(String(text))) ? 'event_name' : undefined)
    );
  }

  ofLeaf(leaf: Leaf, payload: string): Mismatch | undefined {
    return this.#mismatch(shownLeaf(leaf, payload));
  }

  ofControl(control: CheckpointPayload | TilePayload, body: string, payload: string): Mismatch | undefined {
    return this.#mismatch(shownControl(control, body, payload));
  }

  #text(name: string): string | undefined {
    const { structuredMetadata } = this.#entry;
    const text: unknown = Object.hasOwn(structuredMetadata, name) ? structuredMetadata[name] : undefined;
    return text === undefined ? undefined : String(text);
  }

  #mismatch(leaf: ShownLeaf): Mismatch | undefined {
    const left = new Map(Object.entries(this.#entry.structuredMetadata));
    const field = fieldMismatch(leaf, this.#entry, left) ?? attributesMismatch(leaf, left) ?? sealMismatch(leaf, left);
    return field ?? this.#identityMismatch(leaf) ?? this.#unsignedMismatch(leaf, left);
  }

  #identityMismatch({ identity }: ShownLeaf): Mismatch | undefined {
    if (identity === undefined) return undefined;
    const parts = { service_name: 'service', service_namespace: 'namespace', service_instance_id: 'instance' } as const;
    for (const [label, part] of Object.entries(parts) as [string, 'service' | 'namespace' | 'instance'][]) {
      const shown = [this.#entry.labels[label], this.#text(label)].filter((text) => text !== undefined);
      if (identity[part] === '' || (shown.length > 0 && shown.every((text) => text === identity[part]))) continue;
      const field = label.replace('service_', 'service.').replace('instance_id', 'instance.id');
      return { field, detail: 'the labels name another than the signed one', identity: true };
    }
    return undefined;
  }

  #unsignedMismatch(leaf: ShownLeaf, left: ReadonlyMap<string, string>): Mismatch | undefined {
    const { labels } = this.#entry;
    for (const name of [...left.keys(), ...Object.keys(labels)]) {
      if (OF_LOKI.has(name) || /^service_(name|namespace|instance_id)$/.test(name)) continue;
      if (!this.#names.mayBear(name)) return { field: name, detail: 'it was not signed', unsigned: true };
      if (Object.hasOwn(labels, name) && takesPlace(leaf, name, String(labels[name]))) {
        return { field: name, detail: 'it was not signed, and takes the place of one that was', unsigned: true };
      }
      this.#additions.add(name);
    }
    return undefined;
  }
}

/** Takes a name from what is left, and says whether it shows this text; nothing where the text is empty. */
function takes(left: Map<string, string>, name: string, text: string): boolean {
  const shown = left.get(name) ?? '';
  left.delete(name);
  return shown === text;
}

function fieldMismatch(leaf: ShownLeaf, entry: LokiEntry, left: Map<string, string>): Mismatch | undefined {
  const differs = (field: string): Mismatch => ({ field, detail: 'it is shown otherwise than it was signed' });
  if (leaf.eventTime !== undefined && entry.timestamp !== leaf.eventTime) return differs('timeUnixNano');
  if (!takes(left, 'severity_number', leaf.severity)) return differs('severityNumber');
  if (!takes(left, 'severity_text', leaf.severityText)) return differs('severityText');
  if (!takes(left, 'trace_id', leaf.trace)) return differs('traceId');
  if (!takes(left, 'span_id', leaf.span)) return differs('spanId');
  if (!takes(left, 'flags', leaf.flags)) return differs('flags');
  if (!takes(left, 'dropped_attributes_count', leaf.dropped)) return differs('droppedAttributesCount');
  return isLine(leaf, entry.line) ? undefined : differs('body');
}

function isLine({ body, salt }: ShownLeaf, line: string): boolean {
  return body === undefined ? line === '' : isShownText(body, salt, line, (text) => text);
}

function attributesMismatch({ attributes, rest, salt }: ShownLeaf, left: Map<string, string>): Mismatch | undefined {
  for (const [index, name] of attributes.names.entries()) {
    for (const [path, value] of leavesOf(name, attributes.values[index] as CanonicalValue)) {
      const label = lokiName(path);
      const shown = left.get(label) ?? '';
      left.delete(label);
      if (!isShownText(value, salt, shown, withoutReplacementCharacter)) {
        return { field: path, detail: `signed ${signedInWords(value)}, shown otherwise` };
      }
    }
  }
  return rest === undefined ? undefined : { field: 'rest', detail: 'Loki cannot show so many attributes' };
}

function sealMismatch(leaf: ShownLeaf, left: Map<string, string>): Mismatch | undefined {
  const seal: readonly (readonly [field: string, text: string])[] = [
    ['audit.payload', leaf.payload],
    ['audit.sequence.number', String(leaf.sequence ?? '')],
    ['audit.sequence.stream_id', leaf.stream],
    ['audit.time', leaf.time ?? ''],
    ['event.name', leaf.event],
  ];
  const wrong = seal.find(([field, text]) => !takes(left, lokiName(field), text));
  return wrong === undefined ? undefined : { field: wrong[0], detail: 'it is shown otherwise than it was signed' };
}

/** Whether a label of the stream bears the name of a signed attribute, and another text. */
function takesPlace({ attributes, salt }: ShownLeaf, name: string, text: string): boolean {
  return attributes.names.some((attribute, index) => {
    for (const [path, value] of leavesOf(attribute, attributes.values[index] as CanonicalValue))
      if (lokiName(path) === name) return !isShownText(value, salt, text, withoutReplacementCharacter);
    return false;
  });
}

/** A map's leaves under their paths; anything else is one itself. */
function* leavesOf(path: string, value: CanonicalValue): Generator<readonly [path: string, value: CanonicalValue]> {
  const members = typeof value === 'string' || value.names[0] !== 'm' ? undefined : value.values[0];
  if (!(members instanceof CanonicalMap)) {
    yield [path, value];
    return;
  }
  for (const [index, name] of members.names.entries()) {
    yield* leavesOf(`${path}_${name}`, members.values[index] as CanonicalValue);
  }
}

/** Loki's way with texts of attributes; the line keeps them as they are. */
function withoutReplacementCharacter(text: string): string {
  return text.replaceAll('\ufffd', ' ');
}

function isShownText(value: CanonicalValue, salt: string, shown: string, kept: (text: string) => string): boolean {
  if (typeof value !== 'string') return jsonIsSigned(value, shown, kept);
  const text = value.slice(2);
  if (value.startsWith('h:')) return isDigestOf(value, salt, shown);
  return shown === (value.startsWith('s:') ? kept(text) : text);
}

/** A digest stands for a value of which Loki lost the type: each that the text can come from is tried. */
function isDigestOf(digest: string, salt: string, shown: string): boolean {
  const candidates = [
    `"s:${escaped(shown.toWellFormed())}"`,
    `"x:${escaped(shown.toWellFormed())}"`,
    signedTextOfJson(shown),
  ];
  return candidates.some((text) => text !== undefined && digestOfValue(salt, text) === `"${digest}"`);
}
