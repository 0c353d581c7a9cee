import type { CanonicalMap, CanonicalValue } from '../canonical-reader.js';
import { byCodeUnits, escaped, MAX_CANONICAL_DEPTH, quoted } from '../canonical-record.js';
import { digestOfValue } from '../signed-value.js';
import type { StoredAttribute, StoredValue } from '../stored-record.js';

/** Whether a store shows exactly the value that was signed. Whatever the store holds, the answer is yes or no. */
export function isSignedValue(signed: CanonicalValue, salt: string, stored: StoredValue | undefined): boolean {
  if (typeof signed !== 'string') return isSignedNest(signed, stored);
  const tag = signed.charCodeAt(0);
  if (tag === TAG_TEXT) return isText(signed, stored?.stringValue) && !hasOther(stored, 'stringValue');
  const text = storedValueText(stored);
  if (text === undefined) return false;
  return tag === TAG_DIGEST ? digestOfValue(salt, text) === `"${signed}"` : isQuoted(text, signed);
}

/** `{"a":…}` or `{"m":…}`. No digests inside: they stand for whole values only. */
function isSignedNest({ names, values }: CanonicalMap, stored: StoredValue | undefined): boolean {
  const members = values[0];
  if (names.length !== 1 || typeof members !== 'object' || typeof stored !== 'object' || stored === null) return false;
  if (names[0] === 'a') return !hasOther(stored, 'arrayValue') && isSignedList(members, listIn(stored.arrayValue));
  return names[0] === 'm' && !hasOther(stored, 'kvlistValue') && isSignedMap(members, listIn(stored.kvlistValue));
}

function isSignedList({ names, values }: CanonicalMap, items: readonly unknown[] | undefined): boolean {
  if (items?.length !== names.length) return false;
  for (let at = 0; at < names.length; at += 1) {
    if (!isSignedMember(values[at] as CanonicalValue, items[Number(names[at])])) return false;
  }
  return names.every((name) => String(Number(name)) === name);
}

function isSignedMap({ names, values }: CanonicalMap, items: readonly unknown[] | undefined): boolean {
  if (items?.length !== names.length) return false;
  const shown = new Map<string, unknown>();
  for (const item of items) {
    const { key = '', value } = (item ?? {}) as StoredAttribute;
    shown.set(key, value);
  }
  for (let at = 0; at < names.length; at += 1) {
    if (!isSignedMember(values[at] as CanonicalValue, shown.get(names[at] as string))) return false;
  }
  return true; // as many members as were signed, and each of those is there: none came twice
}

/** A digest has no meaning inside a value. */
function isSignedMember(signed: CanonicalValue, shown: unknown): boolean {
  if (typeof signed === 'string' && signed.charCodeAt(0) === TAG_DIGEST) return false;
  return isSignedValue(signed, '', shown as StoredValue | undefined);
}

/** Whether `text` is `inner` in quotation marks. */
function isQuoted(text: string, inner: string): boolean {
  return text.length === inner.length + 2 && text.startsWith(inner, 1);
}

const TAG_TEXT = 's'.charCodeAt(0);
const TAG_DIGEST = 'h'.charCodeAt(0);
const COLON = ':'.charCodeAt(0);

/** Whether a store shows this text, and nothing else beside it. */
export function isShownText(stored: StoredValue | undefined, text: string): boolean {
  return stored?.stringValue === text && !hasOther(stored, 'stringValue');
}

/** Whether `signed` is `s:` and then `text`, without building that string. */
function isText(signed: string, text: unknown): boolean {
  return (
    typeof text === 'string' &&
    signed.length === text.length + 2 &&
    signed.endsWith(text) &&
    signed.charCodeAt(0) === TAG_TEXT &&
    signed.charCodeAt(1) === COLON
  );
}

const MEMBERS = [
  'stringValue',
  'intValue',
  'boolValue',
  'doubleValue',
  'arrayValue',
  'kvlistValue',
  'bytesValue',
] as const;

/** A value that claims two types means different things to different readers. */
function hasOther(stored: StoredValue | undefined, expected: (typeof MEMBERS)[number]): boolean {
  for (const member in stored) if (member !== expected) return true;
  return false;
}

/** The canonical text of a stored value, or undefined when it is none that can be signed. */
export function storedValueText(stored: unknown, depth = 0): string | undefined {
  if (typeof stored !== 'object' || stored === null || depth > MAX_CANONICAL_DEPTH / 2) return undefined;
  const value = stored as StoredValue;
  const member = MEMBERS.find((name) => value[name] !== undefined);
  if (member === undefined || hasOther(value, member)) return undefined;
  switch (member) {
    case 'stringValue':
      return textOf(value.stringValue);
    case 'intValue':
      return integerText(value.intValue);
    case 'boolValue':
      return typeof value.boolValue === 'boolean' ? `"b:${value.boolValue}"` : undefined;
    case 'doubleValue':
      return doubleText(value.doubleValue);
    case 'bytesValue':
      return bytesText(value.bytesValue);
    case 'arrayValue':
      return arrayText(value.arrayValue, depth);
    case 'kvlistValue':
      return kvlistText(value.kvlistValue, depth);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.isWellFormed() ? `"s:${escaped(value)}"` : undefined;
}

function integerText(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? `"i:${value}"` : undefined;
  return typeof value === 'string' && /^(0|-?[1-9][0-9]{0,19})$/.test(value) ? `"i:${value}"` : undefined;
}

function doubleText(value: unknown): string | undefined {
  return typeof value === 'number' ? `"d:${value}"` : undefined; // NaN and infinities were sealed as strings
}

function bytesText(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) ? `"x:${value}"` : undefined;
}

function arrayText(value: unknown, depth: number): string | undefined {
  const items = listIn(value);
  const members: [string, string][] = [];
  for (const [index, item] of items?.entries() ?? []) {
    const text = storedValueText(item, depth + 1);
    if (text === undefined) return undefined;
    members.push([String(index), text]);
  }
  return items === undefined ? undefined : `{"a":${membersText(members)}}`;
}

function kvlistText(value: unknown, depth: number): string | undefined {
  const items = listIn(value);
  const members = new Map<string, string>();
  for (const item of items ?? []) {
    const { key = '', value: member } = (item ?? {}) as StoredAttribute;
    const text = storedValueText(member, depth + 1);
    if (typeof key !== 'string' || !key.isWellFormed() || members.has(key) || text === undefined) return undefined;
    members.set(key, text);
  }
  return items === undefined ? undefined : `{"m":${membersText([...members])}}`;
}

/** Both kinds of list are an object with `values`, which is left out when there are none. */
function listIn(value: unknown): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { values = [] } = value as { readonly values?: unknown };
  return Array.isArray(values) ? values : undefined;
}

function membersText(members: [string, string][]): string {
  members.sort(([a], [b]) => byCodeUnits(a, b));
  return `{${members.map(([name, text]) => `${quoted(name)}:${text}`).join(',')}}`;
}

/** The canonical text that a map was read from. */
export function mapTextOf(value: CanonicalValue): string {
  if (typeof value === 'string') return quoted(value);
  return `{${value.names.map((name, index) => `${quoted(name)}:${mapTextOf((value as CanonicalMap).values[index] as CanonicalValue)}`).join(',')}}`;
}
