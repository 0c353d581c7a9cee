import { randomInt } from 'node:crypto';
import { JsonCuts, type JsonPiece } from './json-cuts.js';
import { RequestFault } from './record-fault.js';
import { MAX_ESCAPED_NAMES, MAX_KINDS, MAX_MEMBERS, MAX_NAME_BYTES, MAX_NAMES, MAX_NESTING } from './value-bounds.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LIST = 0x5b;
const BACKSLASH = 0x5c;
const LIST_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** Where a list's names begin: it has none. */
const NO_NAMES = -1;
/** A string shorter than this is passed over byte by byte, which is faster than to ask for its end. */
const SHORT = 48;
/** Some milliseconds of parsing. */
const PIECE_BYTES = 262_144;
/** Kinds of objects that came last, by their hash: a power of two. */
const LAST_KINDS = 256;
/** Of this process alone, so that nobody can choose names which all have one hash. */
const SEED = randomInt(2 ** 32);
const MULTIPLIER = randomInt(2 ** 31) * 2 + 1;
/** Begins what stands for a name with half a character: no byte of UTF-8. */
const NOT_TEXT = Buffer.of(0xff);

/**
 * Looks at a request in JSON before it is parsed: a value of three bytes, such as `{},`, takes sixty-four when it is, and of two members
 * with one name a parser keeps the last without a word. Linear, because names are short, few in an object and spread by a hash that nobody
 * outside knows, and says nothing about what is no JSON: that is the parser's matter.
 */
export class JsonStructure {
  readonly #text: Buffer;
  readonly #mostValues: number;
  readonly #names: MemberNames;
  readonly #cuts: JsonCuts;
  #at = 0;
  #values = 0;
  #isName = false;

  /** @param pieceBytes of what is parsed at once, about */
  constructor(text: Buffer, mostValues: number, pieceBytes: number = PIECE_BYTES) {
    this.#text = text;
    this.#mostValues = mostValues;
    this.#names = new MemberNames(text);
    this.#cuts = new JsonCuts(text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? 3 : 0, pieceBytes);
  }

  /** How many values there are so far, each object, list and entry for itself. */
  get values(): number {
    return this.#values;
  }

  /** The request, and where it can be cut; undefined for what is no JSON. To be asked for when all of it was looked at. */
  get whole(): JsonPiece | undefined {
    return this.#cuts.end(this.#text.length, this.#values);
  }

  /**
   * Looks at so many bytes more.
   *
   * @returns whether that was all
   * @throws RequestFault 413 for more than `mostValues` and for records of too many; 400 for a name that stands twice in an object, and for what
   * OTLP has no use for: objects of many members, many different names, long ones, many with escapes, numbers as names, names in ever new orders,
   * thousands of levels
   */
  look(bytes: number): boolean {
    const text = this.#text;
    const names = this.#names;
    const cuts = this.#cuts;
    const end = Math.min(text.length, this.#at + bytes);
    let values = this.#values;
    let isName = this.#isName;
    let at = this.#at;
    for (; at < end; at += 1) {
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
          cuts.open(false, at, values);
          break;
        case LIST:
          isName = false;
          values += 1;
          names.open(false);
          cuts.open(true, at, values);
          break;
        case COMMA:
          isName = names.isInObject;
          cuts.comma(at, values);
          values += 1;
          break;
        case OBJECT_END:
        case LIST_END:
          isName = false;
          names.close();
          cuts.close(at, values);
          break;
      }
      if (values > this.#mostValues) {
        throw new RequestFault(`A request in JSON has at most ${this.#mostValues} values; send smaller batches.`, 413);
      }
    }
    this.#at = at;
    this.#values = values;
    this.#isName = isName;
    return at >= text.length;
  }
}

/** Where the string that begins here ends: its closing quote, or the end of the text. */
function stringEnd(text: Buffer, from: number): number {
  const { length } = text;
  let at = from;
  for (;;) {
    // Again behind each quote that does not count: where one stands, more do, and to ask for each would take ten times as long.
    const soon = Math.min(length, at + SHORT);
    while (at < soon && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
    if (at < soon || at >= length) return Math.min(at, length);
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
  /** Of each name with those before it in its object. */
  readonly #kindsSoFar: number[] = [];
  #count = 0;
  /** Of each object or list that is open: where its names begin; none for a list. */
  readonly #begins: number[] = [];
  #depth = 0;
  #begin = NO_NAMES;
  readonly #last = new Int32Array(LAST_KINDS);
  readonly #different = new Set<number>();
  readonly #kinds = new Set<number>();
  #escaped = 0;

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
    if (to - from > MAX_NAME_BYTES) throw new RequestFault(`A name of a member has more than ${MAX_NAME_BYTES} bytes.`);
    const text = this.#text;
    let isEscaped = false;
    let hash = SEED;
    for (let at = from; at < to; at += 1) {
      const byte = text[at] as number;
      if (byte === BACKSLASH) isEscaped = true;
      hash = mixed(hash, byte);
    }
    if (isEscaped) this.#keepEscaped(from, to);
    else this.#keep(text, from, to, hash, from);
  }

  /** Each has to be parsed for itself, and OTLP has no name that needs it. */
  #keepEscaped(from: number, to: number): void {
    if (++this.#escaped > MAX_ESCAPED_NAMES) {
      throw new RequestFault(`The request has more than ${MAX_ESCAPED_NAMES} names of members with escapes.`);
    }
    const spelt = unescaped(this.#text, from, to);
    this.#keep(spelt, 0, spelt.length, spelt.reduce(mixed, SEED), from);
  }

  #keep(source: Buffer, from: number, to: number, hash: number, position: number): void {
    if (isNumber(source, from, to)) {
      throw new RequestFault(`A name of a member is a number, at byte ${position}; OTLP has none.`);
    }
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
    const kind = mixed(count === begin ? SEED : (this.#kindsSoFar[count - 1] as number), hash);
    this.#kindsSoFar[count] = kind;
    this.#countDifferent(hash, kind);
  }

  /** Each name behind others that is new makes the parser invent a new kind of object: microseconds and a hundred bytes that stay. */
  #countDifferent(hash: number, kind: number): void {
    const slot = (kind ^ (kind >>> 8)) & (LAST_KINDS - 1);
    if (this.#last[slot] === kind) return;
    this.#last[slot] = kind;
    this.#kinds.add(kind);
    if (this.#kinds.size > MAX_KINDS) {
      throw new RequestFault(`The request has more than ${MAX_KINDS} different kinds of objects.`);
    }
    this.#different.add(hash);
    if (this.#different.size > MAX_NAMES) {
      throw new RequestFault(`The request has more than ${MAX_NAMES} different names of members.`);
    }
  }

  #isSame(other: number, source: Buffer, from: number, to: number): boolean {
    const otherFrom = this.#froms[other] as number;
    if ((this.#tos[other] as number) - otherFrom !== to - from) return false;
    const bytes = this.#sources[other] as Buffer;
    // From the end, where names that were made up to be alike differ.
    for (let at = to - 1; at >= from; at -= 1) if (bytes[otherFrom + at - from] !== source[at]) return false;
    return true;
  }
}

function mixed(hash: number, more: number): number {
  const sum = Math.imul(hash ^ more, MULTIPLIER);
  return sum ^ (sum >>> 15);
}

/** Of such a name the engine makes an index, and of an object with the index 499 an array of hundreds of places. */
function isNumber(source: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = source[at] as number;
    if (byte < DIGIT_0 || byte > DIGIT_9) return false;
  }
  return to > from;
}

/** So much of a name is told to who sent it. */
const SHOWN_LENGTH = 64;

function twice(source: Buffer, from: number, to: number, position: number): RequestFault {
  const name = JSON.stringify(source.toString('utf8', from, Math.min(to, from + SHOWN_LENGTH)));
  return new RequestFault(`The name ${name} stands twice in one object, the second time at byte ${position}.`);
}

function unescaped(text: Buffer, from: number, to: number): Buffer {
  let spelt: string;
  try {
    spelt = JSON.parse(text.toString('utf8', from - 1, to + 1)) as string;
  } catch {
    throw new RequestFault('The request is not JSON.');
  }
  if (spelt.isWellFormed()) return Buffer.from(spelt);
  return Buffer.concat([NOT_TEXT, Buffer.from(spelt, 'utf16le')]); // in UTF-8 all halves of characters would be one
}
