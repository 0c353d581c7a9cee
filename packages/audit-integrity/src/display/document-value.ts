import { CanonicalMap, type CanonicalValue } from '../canonical-reader.js';
import { MAX_CANONICAL_DEPTH, quoted } from '../canonical-record.js';
import { digestOfValue } from '../signed-value.js';
import { signedTextOfJson } from './json-of-value.js';

/** What a document shows under one path: one value, or those of a list. */
export type ShownScalars = readonly ShownScalar[];

/** Whole numbers beyond 2^53 come as `bigint` from sources that lose no digits. */
type ShownScalar = string | number | bigint | boolean;

/** Signed values lie this much deeper in a document, below `resource.attributes`. */
const DEPTH_OF_ATTRIBUTES = 2;
/** Stands for what lies too deep to be looked at; it equals nothing that was signed, so that it cannot hide there. */
const TOO_DEEP = Number.NaN;

/**
 * The values in a part of a document by their paths, names joined by dots. Lists, also those of maps, become several
 * values of one path, because that is all that a synthetic source keeps of them.
 */
export function flattened(part: unknown): Map<string, ShownScalars> {
  const found = new Map<string, ShownScalar[]>();
  if (typeof part === 'object' && part !== null && !Array.isArray(part)) spell(part, '', 0, found);
  return found;
}

function spell(value: unknown, path: string, depth: number, found: Map<string, ShownScalar[]>): void {
  if (value === null || value === undefined) return;
  const isTooDeep = depth > MAX_CANONICAL_DEPTH + DEPTH_OF_ATTRIBUTES;
  if (isTooDeep || typeof value !== 'object') {
    const scalar = isTooDeep ? TOO_DEEP : (value as ShownScalar);
    const known = found.get(path);
    if (known === undefined) found.set(path, [scalar]);
    else known.push(scalar);
  } else if (Array.isArray(value)) {
    for (const item of value) spell(item, path, depth + 1, found);
  } else {
    for (const [name, member] of Object.entries(value))
      spell(member, path === '' ? name : `${path}.${name}`, depth + 1, found);
  }
}

/**
 * Whether a document shows a signed value: lists as sets, members of maps as texts, doubles with 32 bits. What stands below it besides is
 * not looked at, see `overfilled`.
 *
 * @param shown of the whole part, by path
 * @param raw the value as the document has it, which only digests of lists and maps need
 */
export function isSameDocumentValue(
  signed: CanonicalValue,
  salt: string,
  path: string,
  shown: ReadonlyMap<string, ShownScalars>,
  raw?: unknown,
): boolean {
  if (isDigest(signed)) return isDigestOf(signed, salt, path, shown, raw);
  if (typeof signed === 'string') {
    const [value, ...more] = shown.get(path) ?? [];
    return value !== undefined && more.length === 0 && isScalar(signed, value, true);
  }
  const wanted = new Map<string, string[]>([[path, []]]);
  spellSigned(signed, path, wanted);
  for (const [at, values] of wanted) {
    if (!isSameSet(values, shown.get(at) ?? [], at === path)) return false;
  }
  return true;
}

/** The paths under which a document shows a signed value, its own among them. */
export function pathsOf(signed: CanonicalValue, path: string, raw: unknown): ReadonlySet<string> {
  if (isDigest(signed)) return new Set([path, ...flattened({ [path]: raw }).keys()]);
  const wanted = new Map<string, string[]>();
  spellSigned(signed, path, wanted);
  return new Set([path, ...wanted.keys()]);
}

/**
 * Names of signed maps, and of lists with maps in them, below which a document shows what nobody signed: it would be taken for a member.
 *
 * @param raw the value of a name as the document has it
 * @param beside paths of what else was signed
 */
export function overfilled(
  { names, values }: CanonicalMap,
  shown: ReadonlyMap<string, ShownScalars>,
  raw: (name: string) => unknown,
  beside: readonly string[] = [],
): ReadonlySet<string> {
  const closed = new Set(names.filter((name, index) => holdsMap(values[index] as CanonicalValue, raw(name))));
  const found = new Set<string>();
  if (closed.size === 0) return found;
  const longest = Math.max(...Array.from(closed, ({ length }) => length));
  const paths = names.map((name, index) => [...pathsOf(values[index] as CanonicalValue, name, raw(name))]);
  const signed = new Set([...beside, ...paths.flat()]);
  for (const path of shown.keys()) {
    if (signed.has(path)) continue;
    for (let dot = path.indexOf('.'); dot >= 0 && dot <= longest; dot = path.indexOf('.', dot + 1)) {
      const above = path.slice(0, dot);
      if (closed.has(above)) found.add(above);
    }
  }
  return found;
}

function holdsMap(signed: CanonicalValue, raw: unknown): boolean {
  if (isDigest(signed)) return holdsObject(raw);
  if (typeof signed === 'string') return false;
  return signed.names[0] === 'm' || membersOf(signed).values.some((member) => holdsMap(member, undefined));
}

function holdsObject(raw: unknown, depth = 0): boolean {
  if (typeof raw !== 'object' || raw === null || depth > MAX_CANONICAL_DEPTH) return false;
  return !Array.isArray(raw) || raw.some((item) => holdsObject(item, depth + 1));
}

function isDigest(signed: CanonicalValue): signed is string {
  return typeof signed === 'string' && signed.startsWith('h:');
}

/** Of a list or a map; none where a text pretends to be one. */
function membersOf({ values: [members] }: CanonicalMap): CanonicalMap {
  return members instanceof CanonicalMap ? members : new CanonicalMap();
}

function spellSigned(value: CanonicalValue, path: string, wanted: Map<string, string[]>): void {
  if (typeof value === 'string') {
    const known = wanted.get(path);
    if (known === undefined) wanted.set(path, [value]);
    else known.push(value);
    return;
  }
  const members = membersOf(value);
  for (const [index, name] of members.names.entries()) {
    const at = value.names[0] === 'm' ? `${path}.${name}` : path;
    spellSigned(members.values[index] as CanonicalValue, at, wanted);
  }
}

/** Each has its like on the other side; how often and in which order does not survive. */
function isSameSet(signed: readonly string[], shown: ShownScalars, typed: boolean): boolean {
  return (
    signed.every((one) => shown.some((value) => isScalar(one, value, typed))) &&
    shown.every((value) => signed.some((one) => isScalar(one, value, typed)))
  );
}

/** @param typed false inside maps, where all values may have become texts */
function isScalar(signed: string, shown: ShownScalar, typed: boolean): boolean {
  const text = signed.slice(2);
  switch (signed.slice(0, 2)) {
    case 's:':
      return shown === text;
    case 'x:':
      return shown === Buffer.from(text, 'base64').toString('hex');
    case 'b:':
      return (typeof shown === 'boolean' || !typed) && String(shown) === text;
    case 'i:':
      return (isNumber(shown) || !typed) && String(shown) === text;
    default:
      return (isNumber(shown) || !typed) && Math.fround(Number(shown)) === Math.fround(Number(text));
  }
}

/** Whether one value that is shown is this signed scalar. */
export function isShownAs(signed: string, shown: ShownScalars[number]): boolean {
  return isScalar(signed, shown, true);
}

/** As the store wrote it, whole numbers with all their digits. */
function jsonOf(raw: unknown): string {
  return JSON.stringify(raw, (_name, value: unknown) => (typeof value === 'bigint' ? rawJson(String(value)) : value));
}

// Node has it since 21; the language's library of types does not know it yet.
const rawJson = (JSON as unknown as { readonly rawJSON: (text: string) => unknown }).rawJSON;

function isNumber(shown: ShownScalar): boolean {
  return typeof shown === 'number' || typeof shown === 'bigint';
}

function isDigestOf(
  digest: string,
  salt: string,
  path: string,
  shown: ReadonlyMap<string, ShownScalars>,
  raw: unknown,
): boolean {
  const isIt = (text: string): boolean => digestOfValue(salt, text) === `"${digest}"`;
  const [value, ...more] = shown.get(path) ?? [];
  if (typeof value === 'string' && more.length === 0) {
    if (value.isWellFormed() && isIt(quoted(`s:${value}`))) return true;
    if (isIt(`"x:${Buffer.from(value, 'hex').toString('base64')}"`)) return true;
  }
  const text = raw === undefined ? undefined : signedTextOfJson(jsonOf(raw));
  if (text === undefined || !isIt(text)) return false;
  // Nothing beside what was looked at: a second value of one of its paths, under a name with dots.
  const looked = flattened({ [path]: raw });
  return [...looked].every(([at, values]) => shown.get(at)?.length === values.length);
}

/**
 * What stands below a path, by the rest of its own. A store reads `{"a.b": 1}`, `{"a": {"b": 1}}` and `[{"a": {"b": 1}}]` alike,
 * so a reader that looked for `a` alone would overlook the first.
 */
export function below(path: string, all: ReadonlyMap<string, ShownScalars>): Map<string, ShownScalars> {
  const found = new Map<string, ShownScalars>();
  for (const [at, values] of all)
    if (at.startsWith(path) && at[path.length] === '.') found.set(at.slice(path.length + 1), values);
  return found;
}
