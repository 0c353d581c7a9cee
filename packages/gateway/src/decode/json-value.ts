import { Members } from './members.js';
import { RecordFault } from './record-fault.js';
import { costOf, MAX_DEPTH, MAX_VALUES, SHOWN_DEPTH } from './value-bounds.js';
import type { VisibleChanges } from './visible-changes.js';

const INTEGER = /^-?\d{1,20}$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const SPECIAL_DOUBLES: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

const KINDS: ReadonlySet<string> = new Set(
  ['string', 'bool', 'int', 'double', 'bytes', 'array', 'kvlist'].flatMap((kind) => [`${kind}Value`, `${kind}_value`]),
);

export type JsonObject = Readonly<Record<string, unknown>>;

/** An object, or undefined where there is none. @throws RecordFault for anything else */
export function objectOf(value: unknown, what: string): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw new RecordFault(`${what} is not an object`);
  return value as JsonObject;
}

/** A list; absent and null are the empty one. @throws RecordFault for anything else */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RecordFault(`${what} is not a list`);
  return value;
}

/** A member under OTLP/JSON's name, or the one of protobuf, which readers must take, too. @throws RecordFault for both at once */
export function member(object: JsonObject, name: string, protobufName: string): unknown {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  if (!Object.hasOwn(object, protobufName)) return value;
  if (value !== undefined) throw new RecordFault(`${name} stands there twice, also as ${protobufName}`);
  return object[protobufName];
}

/** Members that nobody here reads: OTLP has receivers pass over what they do not know, and nobody else would tell of it. */
export function countUnknown(object: JsonObject, known: ReadonlySet<string>, changes: VisibleChanges): void {
  for (const name in object) if (!known.has(name)) changes.add('unknown_field');
}

const KEY_VALUE: ReadonlySet<string> = new Set(['key', 'value']);

/** A text; absent and null are the empty one. @throws RecordFault for anything else */
export function textOf(value: unknown, what: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw new RecordFault(`${what} is not a text`);
  return value;
}

/** Reads values of one record after the other. */
export class JsonValues {
  readonly #changes: VisibleChanges;
  #left = MAX_VALUES;
  /** Of texts since {@link begin}. */
  #length = 0;

  constructor(changes: VisibleChanges) {
    this.#changes = changes;
  }

  /** Another record may have as many values as the one before. */
  begin(): void {
    this.#left = MAX_VALUES;
    this.#length = 0;
  }

  /** What was read since {@link begin} costs as much as so many values. */
  get cost(): number {
    return costOf(MAX_VALUES - this.#left, this.#length);
  }

  /** @throws RecordFault */
  members(value: unknown, what: string): Members {
    const members = new Members(this.#changes);
    this.#addMembers(members, value, what, 0);
    return members;
  }

  /** An AnyValue; undefined for an empty one. @throws RecordFault */
  value(given: unknown, depth = 0): unknown {
    if (--this.#left < 0) {
      if (this.#left === -1) this.#changes.add('too_many_values');
      return '[cut]';
    }
    const any = objectOf(given, 'a value');
    if (any === undefined) return undefined;
    let value: unknown;
    let found = '';
    for (const kind of Object.keys(any)) {
      const content = any[kind];
      if (content === undefined || content === null) continue;
      if (!KINDS.has(kind)) {
        this.#changes.add('unknown_field'); // a kind that comes with a later version of OTLP
        continue;
      }
      if (found !== '') throw new RecordFault(`a value has two kinds, ${found} and ${kind}`);
      found = kind;
      value = this.#ofKind(kind, content, depth);
    }
    return value;
  }

  #ofKind(kind: string, content: unknown, depth: number): unknown {
    switch (kind) {
      case 'stringValue':
      case 'string_value':
        return this.#text(content);
      case 'boolValue':
      case 'bool_value':
        if (typeof content !== 'boolean') throw new RecordFault('a boolValue is neither true nor false');
        return content;
      case 'intValue':
      case 'int_value':
        return integerOf(content);
      case 'doubleValue':
      case 'double_value':
        return doubleOf(content);
      case 'bytesValue':
      case 'bytes_value':
        return bytesOf(content);
      case 'arrayValue':
      case 'array_value':
        return this.#container(content, depth, (values, below) => values.map((item) => this.value(item, below)));
      default:
        return this.#container(content, depth, (values, below) => {
          const members = new Members(this.#changes);
          this.#addMembers(members, values, 'a kvlistValue', below);
          return members.values;
        });
    }
  }

  #text(content: unknown): string {
    const text = textOf(content, 'a stringValue');
    if (!text.isWellFormed()) this.#changes.add('invalid_text');
    this.#length += text.length;
    return text;
  }

  #container(content: unknown, depth: number, read: (values: readonly unknown[], depth: number) => unknown): unknown {
    if (depth >= SHOWN_DEPTH) this.#changes.add('too_deep');
    if (depth >= MAX_DEPTH) return '[too deep]';
    const values = listOf(objectOf(content, 'a list or map')?.['values'], 'values');
    if (values.length <= this.#left) return read(values, depth + 1);
    this.#changes.add('too_many_values');
    const most = Math.max(0, this.#left);
    return read(values.slice(0, most), depth + 1);
  }

  #addMembers(members: Members, given: unknown, what: string, depth: number): void {
    for (const entry of listOf(given, what)) {
      if (!members.hasRoom()) continue;
      const keyValue = objectOf(entry, `a member of ${what}`) ?? {};
      countUnknown(keyValue, KEY_VALUE, this.#changes);
      const name = textOf(keyValue['key'], 'a key');
      if (!name.isWellFormed()) this.#changes.add('invalid_text');
      this.#length += name.length;
      members.add(name.toWellFormed(), this.value(keyValue['value'], depth));
    }
  }
}

/** As a number where a double holds it exactly, else as a decimal text. */
function integerOf(content: unknown): number | string {
  if (typeof content === 'number' && Number.isSafeInteger(content)) return content;
  const text = typeof content === 'string' ? content : '';
  if (!INTEGER.test(text)) throw new RecordFault('an intValue is not a whole number');
  const exact = BigInt(text);
  if (exact < INT64_MIN || exact > INT64_MAX) throw new RecordFault('an intValue does not fit into 64 bits');
  const value = Number(exact);
  return Number.isSafeInteger(value) ? value : exact.toString();
}

function doubleOf(content: unknown): number {
  if (typeof content === 'number') return content;
  const special = SPECIAL_DOUBLES.get(content);
  if (special !== undefined) return special;
  const value =
    typeof content === 'string' && content.trim() === content && content !== '' ? Number(content) : Number.NaN;
  if (Number.isNaN(value)) throw new RecordFault('a doubleValue is not a number');
  return value;
}

function bytesOf(content: unknown): Uint8Array {
  if (typeof content !== 'string' || !BASE64.test(content)) throw new RecordFault('a bytesValue is not base64');
  return Uint8Array.from(Buffer.from(content, 'base64'));
}
