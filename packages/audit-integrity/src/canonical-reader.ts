import { byCodeUnits, MAX_CANONICAL_DEPTH } from './canonical-record.js';
import { IntegrityError } from './integrity-error.js';

/**
 * An object of a canonical text as it was read: names in canonical order beside their values. Not a JavaScript object,
 * because names are chosen by strangers and would land on prototypes or turn objects into slow dictionaries.
 */
export class CanonicalMap {
  readonly names: string[] = [];
  readonly values: CanonicalValue[] = [];

  get(name: string): CanonicalValue | undefined {
    const index = this.names.indexOf(name);
    return index < 0 ? undefined : this.values[index];
  }

  /** The text under this name, or undefined when there is none or an object. */
  text(name: string): string | undefined {
    const value = this.get(name);
    return typeof value === 'string' ? value : undefined;
  }
}

export type CanonicalValue = string | CanonicalMap;

/**
 * Reads a canonical text, and nothing that is not one: the same as comparing `canonicalRecordText(JSON.parse(text))`
 * with `text`, in one pass and within bounds.
 *
 * @throws IntegrityError `ERR_NOT_CANONICAL`, `ERR_TOO_LARGE`, `ERR_TOO_DEEP`
 */
export function readCanonicalText(text: string, maxLength: number): CanonicalMap {
  if (text.length > maxLength) {
    throw new IntegrityError('ERR_TOO_LARGE', `A sealed text has at most ${maxLength} characters, not ${text.length}.`);
  }
  if (NOT_PRINTABLE_ASCII.test(text)) throw notCanonical(text.search(NOT_PRINTABLE_ASCII));
  const reader = new CanonicalReader(text);
  const map = reader.object(1);
  if (reader.at !== text.length) throw notCanonical(reader.at);
  return map;
}

const NOT_PRINTABLE_ASCII = /[^\x20-\x7e]/;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;

class CanonicalReader {
  at = 0;
  readonly #text: string;
  /** Where the next backslash stands, at or after `at`; the length when there is none. Most texts have none. */
  #backslash = -1;

  constructor(text: string) {
    this.#text = text;
    this.#findBackslash();
  }

  object(depth: number): CanonicalMap {
    if (depth > MAX_CANONICAL_DEPTH) {
      throw new IntegrityError('ERR_TOO_DEEP', `A sealed text nests at most ${MAX_CANONICAL_DEPTH} objects.`);
    }
    const text = this.#text;
    const map = new CanonicalMap();
    this.#expect(OPEN);
    if (text.charCodeAt(this.at) === CLOSE) {
      this.at += 1;
      return map;
    }
    let previous: string | undefined;
    for (;;) {
      const name = this.#string();
      if (previous !== undefined && byCodeUnits(previous, name) >= 0) throw notCanonical(this.at);
      previous = name;
      this.#expect(COLON);
      map.names.push(name);
      map.values.push(text.charCodeAt(this.at) === OPEN ? this.object(depth + 1) : this.#string());
      const code = text.charCodeAt(this.at);
      this.at += 1;
      if (code === CLOSE) return map;
      if (code !== COMMA) throw notCanonical(this.at - 1);
    }
  }

  #string(): string {
    this.#expect(QUOTE);
    const start = this.at;
    let end = this.#text.indexOf('"', start);
    if (end < 0) throw notCanonical(start);
    if (this.#backslash >= end) {
      this.at = end + 1;
      return this.#text.slice(start, end);
    }
    while (this.#backslash < end && this.#backslash >= 0) {
      const after = this.#backslash + 2; // whatever the backslash escapes does not end the string
      if (after > end) end = this.#text.indexOf('"', after);
      if (end < 0) throw notCanonical(start);
      this.#findBackslash(after);
    }
    this.at = end + 1;
    return unescaped(this.#text.slice(start, end), start);
  }

  #findBackslash(from = 0): void {
    const found = this.#text.indexOf('\\', from);
    this.#backslash = found < 0 ? this.#text.length : found;
  }

  #expect(code: number): void {
    if (this.#text.charCodeAt(this.at) !== code) throw notCanonical(this.at);
    this.at += 1;
  }
}

/** The text that `raw`, printable ASCII with escapes, stands for; each escape must be the one way to write its unit. */
function unescaped(raw: string, at: number): string {
  let text = '';
  let copied = 0;
  for (let found = raw.indexOf('\\'); found >= 0; found = raw.indexOf('\\', copied)) {
    const code = raw.charCodeAt(found + 1);
    text += raw.slice(copied, found);
    copied = found + 2;
    if (code === QUOTE || code === BACKSLASH) {
      text += raw[found + 1];
    } else {
      const unit = code === LETTER_U ? unitOf(raw, copied) : -1;
      if (unit < 0 || (unit >= 0x20 && unit <= 0x7e)) throw notCanonical(at + found);
      text += String.fromCharCode(unit);
      copied += 4;
    }
  }
  text += raw.slice(copied);
  if (!text.isWellFormed()) throw notCanonical(at);
  return text;
}

/** The number that four lower-case hex digits give, or -1. */
function unitOf(raw: string, at: number): number {
  let unit = 0;
  for (let index = at; index < at + 4; index += 1) {
    const code = raw.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) unit = unit * 16 + code - 0x30;
    else if (code >= 0x61 && code <= 0x66) unit = unit * 16 + code - 0x57;
    else return -1;
  }
  return unit;
}

function notCanonical(at: number): IntegrityError {
  return new IntegrityError('ERR_NOT_CANONICAL', `Not the canonical text of a sealed record, at character ${at}.`);
}
