import { IntegrityError } from './integrity-error.js';

/** Deepest nesting that `canonicalize` follows; beyond it, and so for every cycle, it throws. */
const MAX_DEPTH = 1_000;

/**
 * RFC 8785 (JSON Canonicalization Scheme) in full: members sorted by UTF-16 units, ECMAScript numbers, shortest escapes,
 * no white space. Members that are `undefined` are left out, as `JSON.stringify` does; `toJSON` is not called.
 *
 * @example
 * canonicalize({ b: [1e30, 'é'], a: 4.5 }); // {"a":4.5,"b":[1e+30,"é"]}
 *
 * @throws IntegrityError `ERR_NOT_CANONICAL` for NaN, infinities, bigints, functions, symbols, lone surrogates;
 * `ERR_TOO_DEEP` beyond 1,000 levels, which every cycle reaches.
 * @stable
 */
export function canonicalize(value: unknown): string {
  return textOf(value, 0);
}

function textOf(value: unknown, depth: number): string {
  if (typeof value === 'string') return stringText(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object') {
    throw new IntegrityError('ERR_NOT_CANONICAL', `JSON has no ${typeof value}.`);
  }
  if (depth >= MAX_DEPTH) throw new IntegrityError('ERR_TOO_DEEP', `Nested deeper than ${MAX_DEPTH} levels.`);
  return Array.isArray(value) ? arrayText(value, depth) : objectText(value as Record<string, unknown>, depth);
}

function arrayText(values: readonly unknown[], depth: number): string {
  return `[${Array.from(values, (value) => textOf(value, depth + 1)).join(',')}]`;
}

function objectText(value: Readonly<Record<string, unknown>>, depth: number): string {
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${stringText(name)}:${textOf(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

/** ECMAScript's own JSON string form is RFC 8785's, once lone surrogates are out. */
function stringText(text: string): string {
  if (!text.isWellFormed()) throw new IntegrityError('ERR_NOT_CANONICAL', 'A lone surrogate is not a character.');
  return JSON.stringify(text);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new IntegrityError('ERR_NOT_CANONICAL', `JSON has no ${value}.`);
  return String(value);
}
