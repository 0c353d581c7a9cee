import { IntegrityError } from './integrity-error.js';

/**
 * What a sealed text may consist of: strings, and objects of them. Numbers, booleans and arrays have no place in it,
 * because stores and languages disagree about them; types travel as tags inside the strings (SPEC.md, "Values").
 *
 * @stable
 */
export interface CanonicalObject {
  readonly [name: string]: string | CanonicalObject;
}

/** Deepest nesting of a sealed text. A value may nest 16 levels, each of which takes two, inside `attributes`. */
export const MAX_CANONICAL_DEPTH = 40;

/** Everything but printable ASCII, the quotation mark and the backslash. */
const NEEDS_ESCAPE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

/** Printable ASCII and line feeds, as a stack trace: one piece for all of it. */
const LINES = /^[\n\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** `text` as a quoted ASCII string: `\"`, `\\`, and `\u` with four lower-case hex digits for all beyond U+0020–007E. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

/** As `quoted`, without the marks around it. */
export function escaped(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  if (!text.isWellFormed()) {
    throw new IntegrityError(
      'ERR_NOT_CANONICAL',
      'A sealed text cannot hold a lone surrogate; make the record wire-safe first.',
    );
  }
  if (LINES.test(text)) return text.replace(/\n/g, '\\u000a');
  let result = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x20 && unit <= 0x7e && unit !== QUOTATION_MARK && unit !== BACKSLASH) continue;
    result += text.slice(copied, index) + escapeOf(unit);
    copied = index + 1;
  }
  return result + text.slice(copied);
}

/**
 * An ASCII text without the pieces that it was put together from: V8 goes through them again wherever the text becomes part of
 * another, so what is used for every record is better made whole once.
 */
export function inOnePiece(ascii: string): string {
  return Buffer.from(ascii, 'latin1').toString('latin1');
}

const QUOTATION_MARK = 0x22;
const BACKSLASH = 0x5c;
/** Two lower-case hex digits for each byte. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function escapeOf(unit: number): string {
  if (unit === QUOTATION_MARK) return '\\"';
  if (unit === BACKSLASH) return '\\\\';
  return `\\u${HEX[unit >> 8]}${HEX[unit & 0xff]}`;
}

/** UTF-16 code unit order, the order of RFC 8785, of JavaScript's `<`, and of `sort()` without a comparison. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The one text of a sealed record: RFC 8785 over strings and objects, then every UTF-16 unit outside U+0020–007E as
 * lower-case `\uxxxx` (a line feed is `\u000a`), so that any store which keeps ASCII strings keeps the evidence.
 *
 * @example
 * canonicalRecordText({ v: '1', body: 's:naïve' }); // {"body":"s:na\u00efve","v":"1"}
 *
 * @throws IntegrityError `ERR_NOT_CANONICAL` for anything but strings and objects, and for lone surrogates;
 * `ERR_TOO_DEEP` beyond 40 levels.
 * @stable
 */
export function canonicalRecordText(record: CanonicalObject): string {
  return objectText(record, 1);
}

function objectText(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IntegrityError(
      'ERR_NOT_CANONICAL',
      `A sealed text holds strings and objects only, not ${nameOf(value)}.`,
    );
  }
  if (depth > MAX_CANONICAL_DEPTH) {
    throw new IntegrityError('ERR_TOO_DEEP', `A sealed text nests at most ${MAX_CANONICAL_DEPTH} objects.`);
  }
  const members = value as Readonly<Record<string, unknown>>;
  const texts = Object.keys(members)
    .sort()
    .map((name) => `${quoted(name)}:${objectText(members[name], depth + 1)}`);
  return `{${texts.join(',')}}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
