/**
 * A value that every OTLP hop carries unchanged and that has one signed form.
 *
 * @stable
 */
export type WireSafeValue = string | number | boolean | Uint8Array | readonly WireSafeValue[] | WireSafeMap;

/** @stable */
export interface WireSafeMap {
  readonly [name: string]: WireSafeValue;
}

/** Nesting below an attribute or a body; what lies deeper is replaced by `[too deep]`. */
export const MAX_VALUE_DEPTH = 16;
/** Values in one record, counting those inside others; from there on they are replaced by `[cut]`. */
export const MAX_RECORD_VALUES = 8_192;
/** Text in one record, in UTF-16 units (bytes count as one each); what goes beyond is cut, visibly. */
export const MAX_RECORD_TEXT = 4_194_304;

/** What a record may still use of its bounds. One object a record. */
export interface WireBudget {
  values: number;
  text: number;
}

export function wireBudget(): WireBudget {
  return { values: MAX_RECORD_VALUES, text: MAX_RECORD_TEXT };
}

/**
 * Turns any JavaScript value into one that is sent exactly as it is signed. Never throws: what cannot be carried becomes
 * a visible text. `undefined`, `null`, functions and symbols have no signed form; they give `undefined`, and are left out
 * of arrays and objects.
 *
 * | value | becomes |
 * |---|---|
 * | lone surrogates | U+FFFD |
 * | NaN, ±Infinity | the strings `NaN`, `Infinity`, `-Infinity` |
 * | integers beyond ±(2^53 − 1), bigint | decimal strings |
 * | -0 | 0 |
 * | Date | ISO 8601 text, or `Invalid Date` |
 * | Map, Set, Error | object of string keys, array, object with `name` and `message` |
 * | ArrayBuffer and its views | a copy of the bytes |
 * | a cycle, deeper than 16, a throwing getter or proxy, beyond the bounds | `[circular]`, `[too deep]`, `[unreadable]`, `[cut]` |
 *
 * @stable
 */
export function wireSafeValue(value: unknown, budget: WireBudget = wireBudget()): WireSafeValue | undefined {
  switch (typeof value) {
    case 'string':
      return safeText(value, budget);
    case 'number':
      return safeNumber(value);
    case 'boolean':
      return value;
    case 'bigint':
      return safeText(value.toString(), budget);
    case 'object':
      return value === null ? undefined : safeObject(value, budget, []);
    default:
      return undefined;
  }
}

/** Texts up to this length are never cut; that is what makes cutting twice the same as cutting once. */
const NEVER_CUT = 32;

function safeText(text: string, budget: WireBudget): string {
  const fits = text.length <= NEVER_CUT || text.length <= budget.text;
  const kept = fits ? text : cut(text, Math.max(0, budget.text - NEVER_CUT));
  budget.text -= Math.min(text.length, budget.text);
  return kept.isWellFormed() ? kept : kept.toWellFormed();
}

function cut(text: string, length: number): string {
  const end = length > 0 && (text.charCodeAt(length - 1) & 0xfc00) === 0xd800 ? length - 1 : length;
  return `${text.slice(0, end)}[cut: ${text.length - end} more]`;
}

function safeNumber(value: number): number | string {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? value + 0 : BigInt(value).toString();
  return Number.isFinite(value) ? value : String(value);
}

function safeObject(value: object, budget: WireBudget, above: readonly object[]): WireSafeValue {
  if (above.includes(value)) return '[circular]';
  if (above.length >= MAX_VALUE_DEPTH) return '[too deep]';
  try {
    return readObject(value, budget, [...above, value]);
  } catch {
    return '[unreadable]'; // a revoked proxy, or a trap or method that throws
  }
}

function readObject(value: object, budget: WireBudget, path: readonly object[]): WireSafeValue {
  if (Array.isArray(value)) return safeList(value, budget, path);
  if (value instanceof Uint8Array) return safeBytes(value, budget);
  if (ArrayBuffer.isView(value))
    return safeBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), budget);
  if (value instanceof ArrayBuffer) return safeBytes(new Uint8Array(value), budget);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Set) return safeList(value, budget, path);
  if (value instanceof Map) return safeMap(namedEntries(value), budget, path);
  if (value instanceof Error)
    return safeMap(
      [
        ['name', value.name],
        ['message', value.message],
      ],
      budget,
      path,
    );
  return safeOwnMembers(value, budget, path);
}

function safeBytes(bytes: Uint8Array, budget: WireBudget): Uint8Array | string {
  if (bytes.length > budget.text) return `[cut: ${bytes.length} bytes]`;
  budget.text -= bytes.length;
  return Uint8Array.from(bytes);
}

function safeList(values: Iterable<unknown>, budget: WireBudget, path: readonly object[]): WireSafeValue {
  const safe: WireSafeValue[] = [];
  for (const value of values) {
    if (budget.values-- <= 0) return [...safe, '[cut]'];
    const item = safeMember(value, budget, path);
    if (item !== undefined) safe.push(item);
  }
  return safe;
}

function safeMap(
  entries: Iterable<readonly [string, unknown]>,
  budget: WireBudget,
  path: readonly object[],
): WireSafeMap {
  const safe: Record<string, WireSafeValue> = {};
  for (const [name, value] of entries) if (!addMember(safe, name, value, budget, path)) break;
  return safe;
}

/** Own enumerable members, each read once; a getter that throws costs only its own member. */
function safeOwnMembers(value: object, budget: WireBudget, path: readonly object[]): WireSafeMap {
  const safe: Record<string, WireSafeValue> = {};
  for (const name of Object.keys(value)) if (!addMember(safe, name, readMember(value, name), budget, path)) break;
  return safe;
}

/** False when the record's bound is reached; a last member then says so. */
function addMember(
  safe: Record<string, WireSafeValue>,
  name: string,
  value: unknown,
  budget: WireBudget,
  path: readonly object[],
): boolean {
  if (budget.values-- <= 0) {
    safe['[cut]'] = '[cut]';
    return false;
  }
  const item = safeMember(value, budget, path);
  if (item !== undefined) safe[freeName(safeText(name, budget), safe)] = item;
  return true;
}

/** `__proto__` would change the object instead of naming a member; names may meet once they are well-formed. */
function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  let free = name === '__proto__' || name === '' ? `renamed.0.${name}` : name;
  for (let n = 0; Object.hasOwn(taken, free); n += 1) free = `renamed.${n}.${name}`;
  return free;
}

function safeMember(value: unknown, budget: WireBudget, path: readonly object[]): WireSafeValue | undefined {
  return typeof value === 'object' && value !== null ? safeObject(value, budget, path) : wireSafeValue(value, budget);
}

function* namedEntries(map: ReadonlyMap<unknown, unknown>): Iterable<readonly [string, unknown]> {
  for (const [key, value] of map) yield [typeof key === 'object' ? '[object]' : String(key), value];
}

export function readMember(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return '[unreadable]';
  }
}
