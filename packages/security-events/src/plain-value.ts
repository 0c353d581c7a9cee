/** Bounds of one copied value. Generous for data, small for an attack; the sanitizer applies the configured limits. */
const MAX_DEPTH = 8;
const MAX_NODES = 1_000;

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
    return typeof source === 'object' && source !== null ? Object.keys(source).slice(0, limit) : [];
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
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? undefined : copyObject(value, path, budget);
    default:
      return undefined;
  }
}

function copyObject(value: object, path: readonly object[], budget: { nodes: number }): PlainValue {
  if (path.includes(value)) return '[circular]';
  if (path.length >= MAX_DEPTH) return '[too deep]';
  try {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (value instanceof Uint8Array) return value.slice();
    return Array.isArray(value)
      ? copyList(value, [...path, value], budget)
      : copyMembers(value, [...path, value], budget);
  } catch {
    return '[unreadable]';
  }
}

function copyList(list: readonly unknown[], path: readonly object[], budget: { nodes: number }): PlainValue {
  const copied: PlainValue[] = [];
  for (let index = 0; index < list.length; index++) {
    if (budget.nodes-- <= 0) return [...copied, '[too large]'];
    copied.push(copy(readProperty(list, String(index)), path, budget) ?? '');
  }
  return copied;
}

function copyMembers(source: object, path: readonly object[], budget: { nodes: number }): PlainValue {
  const copied: Record<string, PlainValue> = {};
  for (const name of Object.keys(source)) {
    if (name === '__proto__') continue; // would replace the prototype of every later copy
    if (budget.nodes-- <= 0) {
      copied['…'] = '[too large]';
      break;
    }
    const member = copy(readProperty(source, name), path, budget);
    if (member !== undefined) copied[name] = member;
  }
  return copied;
}
