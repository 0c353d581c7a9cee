import { RequestFault } from './record-fault.js';
import { MAX_MEMBERS, MAX_NAMES, MAX_NESTING } from './value-bounds.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const LIST_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** Where a list's names begin: it has none. */
const NO_NAMES = -1;
/** A string shorter than this is passed over byte by byte, which is faster than to ask for its end. */
const SHORT = 48;
/** Names that came last, by their hash: a power of two. */
const LAST_NAMES = 256;

/**
 * Looks at a request in JSON before it is parsed: a value of three bytes, such as `{},`, takes sixty-four when it is, and of two members
 * with one name a parser keeps the last without a word. Linear, and says nothing about what is no JSON: that is the parser's matter.
 *
 * @returns how many values there are, each object, list and entry for itself
 * @throws RequestFault 413 for more than `mostValues`; 400 for a name that stands twice in an object, and for what OTLP has no use for:
 * objects of many members, many different names, thousands of levels
 */
export function jsonValues(text: Buffer, mostValues: number): number {
  const names = new MemberNames(text);
  const { length } = text;
  let values = 0;
  let isName = false;
  for (let at = 0; at < length; at += 1) {
    switch (text[at]) {
      case QUOTE: {
        const from = at + 1;
        at = stringEnd(text, from);
        if (isName) names.add(from, at);
        isName = false;
        break;
      }
      case OBJECT:
        isName = true;
        values += 1;
        names.open(true);
        break;
      case LIST:
        isName = false;
        values += 1;
        names.open(false);
        break;
      case COMMA:
        isName = names.isInObject;
        values += 1;
        break;
      case OBJECT_END:
      case LIST_END:
        isName = false;
        names.close();
        break;
    }
    if (values > mostValues) {
      throw new RequestFault(`A request in JSON has at most ${mostValues} values; send smaller batches.`, 413);
    }
  }
  return values;
}

/** Where the string that begins here ends: its closing quote, or the end of the text. */
function stringEnd(text: Buffer, from: number): number {
  const { length } = text;
  const soon = Math.min(length, from + SHORT);
  let at = from;
  while (at < soon && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
  if (at < soon || at >= length) return Math.min(at, length);
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) return length;
    let before = quote;
    while (before > at && text[before - 1] === BACKSLASH) before -= 1; // `at` is behind a whole character, so none before it counts
    if ((quote - before) % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** The names of all objects that are open, one stretch behind the other. */
class MemberNames {
  readonly #text: Buffer;
  /** Of each name: where it stands, and in what; one with escapes stands in a text of its own. */
  readonly #sources: Buffer[] = [];
  readonly #froms: number[] = [];
  readonly #tos: number[] = [];
  readonly #hashes: number[] = [];
  #count = 0;
  /** Of each object or list that is open: where its names begin; none for a list. */
  readonly #begins: number[] = [];
  #depth = 0;
  #begin = NO_NAMES;
  readonly #last = new Int32Array(LAST_NAMES);
  readonly #different = new Set<number>();

  constructor(text: Buffer) {
    this.#text = text;
  }

  get isInObject(): boolean {
    return this.#begin !== NO_NAMES;
  }

  open(isObject: boolean): void {
    if (this.#depth >= MAX_NESTING) throw new RequestFault(`The request nests deeper than ${MAX_NESTING} levels.`);
    this.#begins[this.#depth++] = this.#begin;
    this.#begin = isObject ? this.#count : NO_NAMES;
  }

  close(): void {
    if (this.#depth === 0) return; // no JSON
    if (this.#begin !== NO_NAMES) this.#count = this.#begin;
    this.#begin = this.#begins[--this.#depth] as number;
  }

  /** @throws RequestFault */
  add(from: number, to: number): void {
    let hash = 0;
    let isEscaped = false;
    for (let at = from; at < to; at += 1) {
      const byte = this.#text[at] as number;
      if (byte === BACKSLASH) isEscaped = true;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (isEscaped) {
      const spelt = unescaped(this.#text, from, to);
      hash = spelt.reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 0);
      this.#keep(spelt, 0, spelt.length, hash, from);
    } else this.#keep(this.#text, from, to, hash, from);
  }

  #keep(source: Buffer, from: number, to: number, hash: number, position: number): void {
    const [begin, count] = [this.#begin, this.#count];
    for (let other = begin; other < count; other += 1) {
      if (this.#hashes[other] === hash && this.#isSame(other, source, from, to))
        throw twice(source, from, to, position);
    }
    if (count - begin >= MAX_MEMBERS) throw new RequestFault(`An object has more than ${MAX_MEMBERS} members.`);
    this.#sources[count] = source;
    this.#froms[count] = from;
    this.#tos[count] = to;
    this.#hashes[count] = hash;
    this.#count = count + 1;
    this.#countDifferent(hash);
  }

  /** Each name that is new makes the parser invent a new kind of object: milliseconds and megabytes for names that nobody reads. */
  #countDifferent(hash: number): void {
    const slot = (hash ^ (hash >>> 8)) & (LAST_NAMES - 1);
    if (this.#last[slot] === hash) return;
    this.#last[slot] = hash;
    this.#different.add(hash);
    if (this.#different.size > MAX_NAMES) {
      throw new RequestFault(`The request has more than ${MAX_NAMES} different names of members.`);
    }
  }

  #isSame(other: number, source: Buffer, from: number, to: number): boolean {
    const otherFrom = this.#froms[other] as number;
    if ((this.#tos[other] as number) - otherFrom !== to - from) return false;
    const bytes = this.#sources[other] as Buffer;
    for (let at = from; at < to; at += 1) if (bytes[otherFrom + at - from] !== source[at]) return false;
    return true;
  }
}

/** So much of a name is told to who sent it. */
const SHOWN_LENGTH = 64;

function twice(source: Buffer, from: number, to: number, position: number): RequestFault {
  const name = JSON.stringify(source.toString('utf8', from, Math.min(to, from + SHOWN_LENGTH)));
  return new RequestFault(`The name ${name} stands twice in one object, the second time at byte ${position}.`);
}

function unescaped(text: Buffer, from: number, to: number): Buffer {
  try {
    return Buffer.from(JSON.parse(text.toString('utf8', from - 1, to + 1)) as string);
  } catch {
    throw new RequestFault('The request is not JSON.');
  }
}
