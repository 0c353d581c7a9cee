import { type Context, createContextKey } from '@opentelemetry/api';

/** What the application gave, before the SDK's limits cut it. It travels in the context of one `emit` and ends with it. */
export interface FullValues {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly scopeAttributes: Readonly<Record<string, unknown>> | undefined;
}

/** The same in every copy of this package. */
const KEY = createContextKey('otelseal.full-values.1');

export function withFullValues(context: Context, values: FullValues): Context {
  return context.setValue(KEY, values);
}

export function fullValuesOf(context: Context | undefined): FullValues | undefined {
  return context?.getValue(KEY) as FullValues | undefined;
}

/** Attributes with their full values again, and the limit that had cut them. */
export interface Restored {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly lengthLimit: number;
}

/**
 * Puts full values in the place of those that are their beginnings; undefined if none is. Attributes that a processor has changed
 * stay as they are.
 */
export function restored(
  attributes: Readonly<Record<string, unknown>>,
  full: Readonly<Record<string, unknown>>,
): Restored | undefined {
  let lengthLimit = 0;
  let whole: Record<string, unknown> | undefined;
  for (const name of Object.keys(attributes)) {
    const limit = limitBetween(attributes[name], Object.hasOwn(full, name) ? full[name] : undefined);
    if (limit === 0) continue;
    lengthLimit = Math.max(lengthLimit, limit);
    whole ??= { ...attributes };
    whole[name] = full[name];
  }
  return whole === undefined ? undefined : { attributes: whole, lengthLimit };
}

/** The length of a text of which the full one is longer, 0 if there is none. Both are copies without cycles, of bounded depth. */
function limitBetween(value: unknown, full: unknown): number {
  if (typeof value === 'string') {
    return typeof full === 'string' && full.length > value.length && full.startsWith(value) ? value.length : 0;
  }
  if (value === null || typeof value !== 'object' || full === null || typeof full !== 'object') return 0;
  let limit = 0;
  for (const name of Object.keys(value)) {
    limit = Math.max(limit, limitBetween(value[name as keyof typeof value], full[name as keyof typeof full]));
  }
  return limit;
}

/** Cuts every text to the limit, on whole characters. */
export function cutTexts(value: unknown, lengthLimit: number): unknown {
  if (typeof value === 'string') return cutText(value, lengthLimit);
  if (Array.isArray(value)) return value.map((entry) => cutTexts(entry, lengthLimit));
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) copy[name] = cutTexts(entry, lengthLimit);
  return copy;
}

function cutText(text: string, lengthLimit: number): string {
  if (text.length <= lengthLimit) return text;
  const splits = (text.charCodeAt(lengthLimit - 1) & 0xfc00) === 0xd800;
  return text.slice(0, splits ? lengthLimit - 1 : lengthLimit);
}
