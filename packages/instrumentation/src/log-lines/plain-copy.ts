/** Bounds of what is copied from one line; beyond them stands a visible marker. */
export const COPY_BOUNDS: Readonly<Record<'depth' | 'values' | 'textLength', number>> = Object.freeze({
  /** Objects within objects. */
  depth: 8,
  /** Values of one line, at any depth. */
  values: 1_000,
  /** UTF-16 units of one text. The sanitizer applies the configured limits; this one keeps a line from filling the memory. */
  textLength: 32_768,
});

/** What OpenTelemetry can carry. */
export type Plain = string | number | boolean | readonly Plain[] | PlainObject;

export interface PlainObject {
  readonly [name: string]: Plain;
}

/**
 * A copy of the own enumerable fields of a logged object. Getters and proxies that throw, cycles, endless depth and endless width end in a
 * marker; functions, symbols and undefined are left out, as loggers do.
 */
export function plainCopy(source: unknown, omitted: ReadonlySet<string> = new Set()): PlainObject {
  const copied = copyMembers(source, [], { values: COPY_BOUNDS.values }, omitted);
  return typeof copied === 'object' && !Array.isArray(copied) ? (copied as PlainObject) : {};
}

/** A text that is not longer than one value of a line may be. */
export function boundedText(text: string): string {
  if (text.length <= COPY_BOUNDS.textLength) return text;
  return `${text.slice(0, COPY_BOUNDS.textLength).replace(/[\uD800-\uDBFF]$/, '')}… (${text.length} characters)`;
}

interface Budget {
  values: number;
}

function copy(value: unknown, path: readonly object[], budget: Budget): Plain | undefined {
  if (budget.values-- <= 0) return '[too large]';
  switch (typeof value) {
    case 'string':
      return boundedText(value);
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return boundedText(String(value));
    case 'object':
      return value === null ? undefined : copyObject(value, path, budget);
    default:
      return undefined;
  }
}

function copyObject(value: object, path: readonly object[], budget: Budget): Plain | undefined {
  if (path.includes(value)) return '[circular]';
  if (path.length >= COPY_BOUNDS.depth) return '[too deep]';
  try {
    if (value instanceof Error) return boundedText(`${value.name}: ${value.message}`);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString();
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    const inner = [...path, value];
    return Array.isArray(value) ? copyList(value, inner, budget) : copyMembers(value, inner, budget, new Set());
  } catch {
    return '[unreadable]'; // a proxy that throws at every question
  }
}

function copyList(list: readonly unknown[], path: readonly object[], budget: Budget): Plain {
  const copied: Plain[] = [];
  for (let index = 0; index < list.length; index++) {
    if (budget.values <= 0) return [...copied, '[too large]'];
    copied.push(copy(member(list, index), path, budget) ?? '');
  }
  return copied;
}

function copyMembers(source: unknown, path: readonly object[], budget: Budget, omitted: ReadonlySet<string>): Plain {
  const copied: Record<string, Plain> = {};
  for (const name of ownNames(source)) {
    if (omitted.has(name) || name === '__proto__') continue; // the second would replace the copy's prototype
    if (budget.values <= 0) return { ...copied, '[too large]': true };
    const value = copy(member(source, name), path, budget);
    if (value !== undefined) copied[boundedText(name)] = value;
  }
  return copied;
}

/** One member of an object that may be hostile. */
export function member(source: unknown, name: string | number): unknown {
  try {
    return (source as Record<string | number, unknown> | null | undefined)?.[name];
  } catch {
    return '[unreadable]';
  }
}

function ownNames(source: unknown): string[] {
  try {
    return typeof source === 'object' && source !== null ? Object.keys(source).slice(0, COPY_BOUNDS.values + 1) : [];
  } catch {
    return [];
  }
}
