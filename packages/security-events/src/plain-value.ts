/** Bounds of one copied value. Generous for data, small for an attack; the sanitizer applies the configured limits. */
const MAX_DEPTH = 8;
const MAX_NODES = 1_000;
/** Longer byte arrays are not copied. */
const MAX_BYTES = 65_536;

/** What OpenTelemetry can carry. */
export type PlainValue =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/**
 * A copy that runs none of the caller's code again: getters, proxies and cycles end here, each as a visible marker.
 * `undefined` means that there is nothing to carry.
 */
export function plainValue(value: unknown): PlainValue | undefined {
  return copy(value, [], { nodes: MAX_NODES });
}

/** The text of any value: text fields of the catalogue take it, whatever a caller without types hands over. */
export function plainText(value: unknown): string {
  const plain = plainValue(value);
  if (plain === undefined) return `[${typeof value}]`;
  if (plain instanceof Uint8Array) return Array.from(plain, (byte) => (byte + 256).toString(16).slice(1)).join('');
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

/** Reads one property of an object that may be hostile. */
export function readProperty(source: unknown, name: string): unknown {
  try {
    return (source as Record<string, unknown> | null | undefined)?.[name];
  } catch {
    return '[unreadable]';
  }
}

/** Own enumerable names, bounded; none of something that is no object or refuses to be listed. */
export function ownNames(source: unknown, limit: number): string[] {
  try {
    return typeof source === 'object' ? Object.keys(source as object).slice(0, limit) : [];
  } catch {
    return [];
  }
}

/** `{ ...base, ...added }` of objects that may be hostile; what cannot be read is left out. */
export function mergeObjects(base: unknown, added: unknown): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const source of [base, added]) {
    for (const name of ownNames(source, MAX_NODES)) {
      const value = readProperty(source, name);
      if (value !== undefined && name !== '__proto__') merged[name] = value;
    }
  }
  return merged;
}

function copy(value: unknown, path: readonly object[], budget: { nodes: number }): PlainValue | undefined {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object') return value === null ? undefined : copyObject(value, path, budget);
  return typeof value === 'symbol' || typeof value === 'function' ? undefined : (value as PlainValue | undefined);
}

function copyObject(value: object, path: readonly object[], budget: { nodes: number }): PlainValue {
  if (path.includes(value)) return '[circular]';
  if (path.length >= MAX_DEPTH) return '[too deep]';
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (ArrayBuffer.isView(value)) return copyBytes(value);
    const inner = [...path, value];
    if (Symbol.iterator in value) return copyList(value as Iterable<unknown>, inner, budget);
    return ownWord(value) ?? copyMembers(value, inner, budget);
  } catch {
    return '[unreadable]';
  }
}

/** What the object calls itself in JSON: dates, identifiers, amounts and addresses are objects of some library. */
function ownWord(value: object): PlainValue | undefined {
  const toJSON = readProperty(value, 'toJSON');
  if (typeof toJSON !== 'function') return undefined;
  const word: unknown = Reflect.apply(toJSON, value, []) ?? '[invalid]';
  return typeof word === 'object' ? undefined : plainValue(word);
}

function copyBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): PlainValue {
  return byteLength > MAX_BYTES ? '[too large]' : new Uint8Array(buffer, byteOffset, byteLength).slice();
}

/** Lists and sets; a map is a list of pairs. An iterator without end ends here. */
function copyList(list: Iterable<unknown>, path: readonly object[], budget: { nodes: number }): PlainValue {
  const copied: PlainValue[] = [];
  for (const item of list) {
    if (budget.nodes-- <= 0) return [...copied, '[too large]'];
    copied.push(copy(item, path, budget) ?? '');
  }
  return copied;
}

function copyMembers(source: object, path: readonly object[], budget: { nodes: number }): PlainValue {
  const copied: Record<string, PlainValue> = {};
  for (const name of Object.keys(source)) {
    if (budget.nodes-- <= 0) return { ...copied, '[too large]': true };
    const member = copy(readProperty(source, name), path, budget);
    if (member !== undefined && name !== '__proto__') copied[name] = member; // would replace the copy's prototype
  }
  return copied;
}
