/*
 * A small language for the look of a credential: literals and runs of a character class.
 * `ghp_<alnum 36+>` is `ghp_` and at least 36 letters or digits; `<hex 32>` exactly 32, `<digit 8-10>` eight to ten; `<uuid>` a UUID.
 * It has no alternatives and never goes back, so matching takes time in proportion to the token and a Go matcher is a page of code.
 */

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z0-9]/,
  lower: /[a-z0-9]/,
  digit: /[0-9]/,
  hex: /[0-9A-Fa-f]/,
  word: /[A-Za-z0-9_]/,
  url: /[A-Za-z0-9_-]/,
  base64: /[A-Za-z0-9+/=_-]/,
  dotted: /[A-Za-z0-9_.-]/,
  crypt: /[A-Za-z0-9./]/,
  any: /[!#-%(-+\-./0-9:=?-_a-~]/, // printable but for quotes, brackets and signs that end a value
};

const UUID = '<hex 8>-<hex 4>-<hex 4>-<hex 4>-<hex 12>';
const SEGMENT = /<(\w+) (\d+)(\+|-(\d+))?>|([^<]+)/g;
/** The longest run that one segment takes. */
const LONGEST_RUN = 4_096;

interface Segment {
  readonly literal?: string;
  readonly members: Uint8Array;
  readonly min: number;
  readonly max: number;
  /** A run that goes on behind its maximum is another token. */
  readonly exact: boolean;
}

/** A compiled shape. Its first literal is what the keyword automaton looks for; one run may stand before it. */
export class TokenShape {
  /** Lower case, digits as `#`. */
  readonly keyword: string;
  readonly #before: Segment | undefined;
  readonly #segments: readonly Segment[];

  constructor(shape: string) {
    const segments = [...shape.replaceAll('<uuid>', UUID).matchAll(SEGMENT)].map(toSegment);
    const first = segments[0]?.literal === undefined ? segments.shift() : undefined;
    this.#before = first;
    this.#segments = segments;
    this.keyword = (segments[0]?.literal ?? '').toLowerCase().replaceAll(/\d/g, '#');
    if (this.keyword === '') throw new RangeError(`The shape ${shape} has no literal to look for.`);
  }

  /** The token whose first literal stands at `at`, or undefined. A token that the text's end cuts off counts from eight units on. */
  match(text: string, at: number): { readonly start: number; readonly end: number } | undefined {
    if (!text.startsWith(this.#segments[0]?.literal as string, at)) return undefined;
    const start = this.#before === undefined ? at : startOfRun(text, at, this.#before);
    if (start === undefined || !startsToken(text, start)) return undefined;
    let end = at;
    for (const segment of this.#segments) {
      if (segment.literal !== undefined) {
        if (!text.startsWith(segment.literal, end))
          return isCutOff(text, end, at, segment.literal) ? { start, end: text.length } : undefined;
        end += segment.literal.length;
        continue;
      }
      const length = runLength(text, end, segment);
      if (length < segment.min)
        return end + length === text.length && end + length - at >= 12 ? { start, end: text.length } : undefined;
      if (segment.exact && segment === this.#segments.at(-1) && segment.members[text.charCodeAt(end + length)] === 1)
        return undefined;
      end += length;
    }
    return { start, end };
  }
}

const NO_MEMBERS = new Uint8Array(0);
const knownMembers = new Map<string, Uint8Array>();

/** Which ASCII characters belong to a class: one table for all shapes that name it. */
function membersOf(name: string): Uint8Array {
  const known = knownMembers.get(name);
  if (known !== undefined) return known;
  const characters = CLASSES[name];
  if (characters === undefined) throw new RangeError(`Unknown character class ${name}.`);
  const members = Uint8Array.from({ length: 128 }, (_, unit) => (characters.test(String.fromCharCode(unit)) ? 1 : 0));
  knownMembers.set(name, members);
  return members;
}

function toSegment(match: RegExpMatchArray): Segment {
  const [, name, least, more, most, literal] = match;
  if (literal !== undefined) return { literal, members: NO_MEMBERS, min: 0, max: 0, exact: false };
  const min = Number(least);
  return {
    members: membersOf(name as string),
    min,
    max: more === '+' ? LONGEST_RUN : Number(most ?? least),
    exact: more !== '+',
  };
}

function runLength(text: string, from: number, segment: Segment): number {
  let length = 0;
  while (length < segment.max && segment.members[text.charCodeAt(from + length)] === 1) length++;
  return length;
}

function startOfRun(text: string, end: number, segment: Segment): number | undefined {
  let start = end;
  while (start > 0 && end - start < segment.max && segment.members[text.charCodeAt(start - 1)] === 1) start--;
  return end - start >= segment.min ? start : undefined;
}

/** The text ends inside the literal: all that is left of the token is its beginning. */
function isCutOff(text: string, end: number, start: number, literal: string): boolean {
  return (
    end - start >= 12 && literal.startsWith(text.slice(end, end + literal.length)) && end + literal.length > text.length
  );
}

const WORD_UNIT = /[A-Za-z0-9_-]/;

/** Does a new token begin here? Not inside a word, but behind an escape such as `\n` or `%3D`. */
export function startsToken(text: string, at: number): boolean {
  if (at === 0) return true;
  if (!WORD_UNIT.test(text.charAt(at - 1))) return true;
  if (/\\[nrt]/.test(text.slice(at - 2, at))) return true;
  return /%[0-9A-Fa-f]{2}/.test(text.slice(at - 3, at)) || /\\u[0-9A-Fa-f]{4}/.test(text.slice(at - 6, at));
}
