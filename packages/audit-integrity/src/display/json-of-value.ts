import type { CanonicalMap, CanonicalValue } from '../canonical-reader.js';
import { byCodeUnits, MAX_CANONICAL_DEPTH, quoted } from '../canonical-record.js';

/*
 * Some stores show lists, and maps as bodies, as JSON text. Go's and Java's encoders differ in escapes and spaces, so the
 * text is read and compared, not matched.
 */

/**
 * Whether a JSON text is what was signed: types are kept but for bytes, which are base64 texts.
 *
 * @param kept what the store makes of a text
 */
export function jsonIsSigned(signed: CanonicalMap, json: string, kept: (text: string) => string): boolean {
  const shown = parsed(json);
  return shown !== undefined && isSigned(signed, shown.value, kept, 0);
}

function parsed(json: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) };
  } catch {
    return undefined;
  }
}

function isSigned(signed: CanonicalValue, shown: unknown, kept: (text: string) => string, depth: number): boolean {
  if (depth > MAX_CANONICAL_DEPTH) return false;
  if (typeof signed === 'string') return isSignedScalar(signed, shown, kept);
  const members = signed.values[0];
  if (typeof members !== 'object' || typeof shown !== 'object' || shown === null) return false;
  if ((signed.names[0] === 'a') !== Array.isArray(shown)) return false;
  const entries = new Map(Object.entries(shown));
  if (entries.size !== members.names.length) return false;
  return members.names.every((name, index) => {
    const member = signed.names[0] === 'a' ? name : kept(name);
    return (
      entries.has(member) && isSigned(members.values[index] as CanonicalValue, entries.get(member), kept, depth + 1)
    );
  });
}

function isSignedScalar(signed: string, shown: unknown, kept: (text: string) => string): boolean {
  const text = signed.slice(2);
  switch (signed.slice(0, 2)) {
    case 's:':
      return shown === kept(text);
    case 'x:':
      return shown === text;
    case 'b:':
      return typeof shown === 'boolean' && String(shown) === text;
    default:
      return typeof shown === 'number' && String(shown) === text;
  }
}

/** The canonical text of the value that a JSON text shows; undefined when it can be none that was sealed. */
export function signedTextOfJson(json: string): string | undefined {
  const shown = parsed(json);
  return shown === undefined ? undefined : textOf(shown.value, 0);
}

function textOf(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? quoted(`s:${value}`) : undefined;
  if (typeof value === 'number') return `"${Number.isSafeInteger(value) ? 'i' : 'd'}:${value}"`;
  if (typeof value === 'boolean') return `"b:${value}"`;
  if (typeof value !== 'object' || value === null || depth > MAX_CANONICAL_DEPTH) return undefined;
  const members: string[] = [];
  for (const name of Object.keys(value).sort(byCodeUnits)) {
    const text = name.isWellFormed() ? textOf((value as Record<string, unknown>)[name], depth + 1) : undefined;
    if (text === undefined) return undefined;
    members.push(`${quoted(name)}:${text}`);
  }
  return `{"${Array.isArray(value) ? 'a' : 'm'}":{${members.join(',')}}}`;
}
