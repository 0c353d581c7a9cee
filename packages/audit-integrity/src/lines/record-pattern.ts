import { CanonicalMap, type CanonicalValue } from '../canonical-reader.js';
import { quoted } from '../canonical-record.js';
import type { Leaf } from '../sealed-payload.js';
import { PAYLOAD_ATTRIBUTE, SEQUENCE_ATTRIBUTE, STREAM_ATTRIBUTE, TIME_ATTRIBUTE } from '../sealed-record.js';
import type { StoredAttribute, StoredLogRecord, StoredValue } from '../stored-record.js';
import type { StreamIdentity } from '../stream-identity.js';
import { isPlainText, PatternBuilder, SLOT, shownGroup, signedGroup } from './pattern.js';

/**
 * The texts of all records that differ from a verified one in nothing but values which stand in the payload and in the
 * display alike. A text that fits is canonical, shown as signed, and of the same stream, identity and kind: what remains to
 * be done is its hash. A text that does not fit says nothing; it is read in full.
 */
export interface RecordPattern {
  /** Sticky. */
  readonly pattern: RegExp;
  readonly stream: string;
  readonly identity: StreamIdentity;
  readonly retention: string;
  /** Of the payload: fixed texts, and between them the groups that fill it. */
  readonly fixed: readonly string[];
  readonly filled: readonly Filled[];
  readonly sequence: number;
  readonly prev: number;
  readonly time: number;
  readonly eventTime: number;
}

/** A group, or two that must mean the same text. */
export type Filled = number | { readonly shown: number; readonly signed: number };

/**
 * The pattern of a record, or undefined where it has something that patterns do not deal with: digests, `rest`, bytes,
 * doubles, characters beyond ASCII in names, a way of writing that `JSON.stringify` does not have.
 *
 * @param leaf read from the record's payload, and found to be shown as signed
 */
export function recordPattern(record: StoredLogRecord, leaf: Leaf): RecordPattern | undefined {
  if (leaf.kind !== 'record' || leaf.rest !== undefined || leaf.control !== undefined) return undefined;
  const pattern = new PatternBuilder();
  const payload = new PayloadWriter(pattern);
  const written = writeRecord(record, leaf, pattern, payload);
  const { groups } = pattern;
  const compared = [...groups.keys()].every((name) => UNCOMPARED.has(name) || pattern.isCompared(name));
  const built = written && compared ? pattern.build() : undefined;
  const [sequence, prev, time, eventTime] = ['sequence', 'prev', 'time', 'event_time'].map((name) => groups.get(name));
  if (built === undefined || sequence === undefined || prev === undefined) return undefined;
  if (time === undefined || eventTime === undefined) return undefined;
  const { stream, identity, retention } = leaf;
  return { pattern: built, stream, identity, retention, sequence, prev, time, eventTime, ...payload.parts(groups) };
}

/** What the payload alone holds. All else in it is displayed, too. */
const UNCOMPARED: ReadonlySet<string> = new Set(['prev', 'salt']);

function writeRecord(record: StoredLogRecord, leaf: Leaf, pattern: PatternBuilder, payload: PayloadWriter): boolean {
  let before = '{';
  for (const [name, value] of Object.entries(record)) {
    pattern.literal(`${before}${JSON.stringify(name)}:`);
    before = ',';
    if (!writeMember(name, value, leaf, pattern, payload)) return false;
  }
  pattern.literal('}');
  return true;
}

function writeMember(
  name: string,
  value: unknown,
  leaf: Leaf,
  pattern: PatternBuilder,
  payload: PayloadWriter,
): boolean {
  const isText = typeof value === 'string';
  if (name === 'timeUnixNano' && isText) pattern.literal('"').slot('event_time', SLOT.time).literal('"');
  else if (name === 'observedTimeUnixNano' && isText) pattern.literal('"').free('[0-9]{1,20}').literal('"');
  else if (name === 'traceId' && leaf.trace !== '') pattern.literal('"').slot('trace', SLOT.trace).literal('"');
  else if (name === 'spanId' && leaf.span !== '') pattern.literal('"').slot('span', SLOT.span).literal('"');
  else if (name === 'body' && leaf.body !== undefined)
    return writeValue('body', value as StoredValue, leaf.body, pattern);
  else if (name === 'attributes') return writeAttributes(value as readonly StoredAttribute[], leaf, pattern, payload);
  else pattern.literal(JSON.stringify(value)); // the same in all records of the pattern
  return true;
}

function writeAttributes(
  attributes: readonly StoredAttribute[],
  leaf: Leaf,
  pattern: PatternBuilder,
  payload: PayloadWriter,
): boolean {
  if (!Array.isArray(attributes)) return false;
  const own = leaf.attributes;
  for (const [index, { key = '', value, ...more }] of attributes.entries()) {
    if (Object.keys(more).length > 0 || value === undefined || Object.keys(attributes[index]).join() !== 'key,value') {
      return false;
    }
    pattern.literal(`${index === 0 ? '[' : ','}{"key":${JSON.stringify(key)},"value":`);
    const signed = own.names.includes(key) ? (own.get(key) as CanonicalValue) : undefined;
    if (signed !== undefined) {
      if (!writeValue(key, value, signed, pattern)) return false;
    } else if (key === PAYLOAD_ATTRIBUTE) {
      pattern.literal('{"stringValue":"');
      if (!payload.write(leaf)) return false;
      pattern.literal('"}');
    } else if (key === SEQUENCE_ATTRIBUTE) {
      writeInteger('sequence', SLOT.number, value, pattern);
    } else if (key === TIME_ATTRIBUTE) {
      pattern.literal('{"stringValue":"').slot('time', SLOT.time).literal('"}');
    } else if (key === STREAM_ATTRIBUTE || key === 'event.name') {
      pattern.literal(JSON.stringify(value));
    } else {
      return false; // an addition
    }
    pattern.literal('}');
  }
  pattern.literal(attributes.length === 0 ? '[]' : ']');
  return true;
}

function writeInteger(name: string, of: string, { intValue }: StoredValue, pattern: PatternBuilder): void {
  const quote = typeof intValue === 'string' ? '"' : '';
  pattern.literal(`{"intValue":${quote}`).slot(name, of).literal(`${quote}}`);
}

function writeValue(name: string, value: StoredValue, signed: CanonicalValue, pattern: PatternBuilder): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  if (typeof signed !== 'string') {
    return signed.names[0] === 'm' ? writeMap(name, value, signed, pattern) : writeList(name, value, signed, pattern);
  }
  const slot = `=${name}`;
  if (signed.startsWith('s:')) {
    pattern.literal('{"stringValue":"');
    if (isPlainText(signed)) pattern.slot(slot, SLOT.text);
    else pattern.shownText(slot);
    pattern.literal('"}');
  } else if (signed.startsWith('i:')) writeInteger(slot, SLOT.integer, value, pattern);
  else if (signed.startsWith('b:')) pattern.literal('{"boolValue":').slot(slot, SLOT.truth).literal('}');
  else return false;
  return true;
}

/** A map of the same names in the same order. */
function writeMap(name: string, { kvlistValue }: StoredValue, signed: CanonicalMap, pattern: PatternBuilder): boolean {
  const items = kvlistValue?.values;
  const members = signed.values[0];
  if (!(members instanceof CanonicalMap) || !Array.isArray(items) || items.length === 0) return false;
  if (Object.keys(kvlistValue as object).length !== 1) return false;
  pattern.literal('{"kvlistValue":{"values":[');
  for (const [index, item] of items.entries()) {
    if (Object.keys(item).join() !== 'key,value') return false;
    const { key, value } = item;
    pattern.literal(`${index > 0 ? ',' : ''}{"key":${JSON.stringify(key)},"value":`);
    if (!members.names.includes(key)) return false;
    if (!writeValue(`${name}{${key}`, value, members.get(key) as CanonicalValue, pattern)) return false;
    pattern.literal('}');
  }
  pattern.literal(']}}');
  return true;
}

/** A list of as many items. */
function writeList(name: string, { arrayValue }: StoredValue, signed: CanonicalMap, pattern: PatternBuilder): boolean {
  const items = arrayValue?.values;
  const members = signed.values[0];
  if (signed.names[0] !== 'a' || !(members instanceof CanonicalMap) || !Array.isArray(items)) return false;
  if (items.length === 0 || Object.keys(arrayValue as object).length !== 1) return false;
  pattern.literal('{"arrayValue":{"values":[');
  for (const [index, item] of items.entries()) {
    if (index > 0) pattern.literal(',');
    if (!writeValue(`${name}[${index}`, item, members.get(String(index)) ?? '', pattern)) return false;
  }
  pattern.literal(']}}');
  return true;
}

/** Writes the payload into the pattern, as a JSON string holds it, and remembers how to write the payload itself. */
class PayloadWriter {
  readonly #pattern: PatternBuilder;
  readonly #fixed: string[] = [''];
  readonly #filled: string[] = [];

  constructor(pattern: PatternBuilder) {
    this.#pattern = pattern;
  }

  parts(groups: ReadonlyMap<string, number>): Pick<RecordPattern, 'fixed' | 'filled'> {
    const group = (name: string): number => groups.get(name) as number;
    const filled = this.#filled.map((name): Filled => {
      if (groups.has(name)) return group(name);
      return { shown: group(shownGroup(name)), signed: group(signedGroup(name)) };
    });
    return { fixed: this.#fixed, filled };
  }

  write(leaf: Leaf): boolean {
    this.#literal('{');
    const { attributes, identity } = leaf;
    if (attributes.names.length > 0) {
      this.#literal('"attributes":{');
      for (const [index, name] of attributes.names.entries()) {
        this.#literal(`${index === 0 ? '' : ','}${quoted(name)}:`);
        if (!this.#value(name, attributes.values[index] as CanonicalValue)) return false;
      }
      this.#literal('},');
    }
    if (leaf.body !== undefined) {
      this.#literal('"body":');
      if (!this.#value('body', leaf.body)) return false;
      this.#literal(',');
    }
    this.#member('dropped', leaf.dropped).#member('environment', identity.environment).#member('event', leaf.event);
    this.#filledMember('event_time', SLOT.time).#member('flags', leaf.flags).#member('instance', identity.instance);
    this.#member('kind', leaf.kind).#member('namespace', identity.namespace);
    this.#member('organisation', identity.organisation).#filledMember('prev', SLOT.hash);
    this.#member('retention', leaf.retention).#filledMember('salt', SLOT.salt).#filledMember('sequence', SLOT.number);
    this.#member('service', identity.service).#member('severity', leaf.severity);
    this.#member('severity_text', leaf.severityText);
    if (leaf.span !== '') this.#filledMember('span', SLOT.span);
    this.#member('stream', leaf.stream).#member('tenant', identity.tenant).#filledMember('time', SLOT.time);
    if (leaf.trace !== '') this.#filledMember('trace', SLOT.trace);
    this.#literal('"v":"1"}');
    return true;
  }

  #value(name: string, signed: CanonicalValue): boolean {
    if (typeof signed === 'string') {
      const tag = signed.slice(0, 2);
      const of = tag === 's:' ? SLOT.text : tag === 'i:' ? SLOT.integer : SLOT.truth;
      this.#literal(`"${tag}`);
      if (tag === 's:' && !isPlainText(signed)) this.#text(`=${name}`);
      else this.#slot(`=${name}`, of);
      this.#literal('"');
      return true;
    }
    const members = signed.values[0] as CanonicalMap;
    const kind = signed.names[0] as string;
    this.#literal(`{"${kind}":{`);
    for (const [index, item] of members.names.entries()) {
      this.#literal(`${index === 0 ? '' : ','}${quoted(item)}:`);
      const path = kind === 'm' ? `${name}{${item}` : `${name}[${item}`;
      if (!this.#value(path, members.values[index] as CanonicalValue)) return false;
    }
    this.#literal('}}');
    return true;
  }

  #member(name: string, text: string): this {
    return text === '' ? this : this.#literal(`"${name}":${quoted(text)},`);
  }

  #filledMember(name: string, of: string): this {
    return this.#literal(`"${name}":"`).#slot(name, of).#literal('",');
  }

  #literal(text: string): this {
    this.#pattern.literal(JSON.stringify(text).slice(1, -1));
    this.#fixed[this.#fixed.length - 1] += text;
    return this;
  }

  #text(name: string): void {
    this.#pattern.signedText(name);
    this.#filled.push(name);
    this.#fixed.push('');
  }

  #slot(name: string, of: string): this {
    this.#pattern.slot(name, of);
    this.#filled.push(name);
    this.#fixed.push('');
    return this;
  }
}
