import { readdirSync, readFileSync } from 'node:fs';
import { ALNUM, BASE64, BASE64URL, DIGITS, HEX, Random, UPPER, uuid } from './random.ts';

/*
 * The corpora in `marked/` are lines as programs write them, with what leaks marked by its kind: `password=⟦s:hunter2⟧`.
 * A line without a mark is ordinary operations and must come out unchanged. `{H40}` is 40 random hexadecimal digits, see ALPHABETS;
 * `?` at the end of a card is its check digit; `⏎` is a line break. No token stands there as written, so nothing looks like a leak of ours.
 */

/** What a mark says that a part of a line is. */
export type MarkKind = 's' | 'p' | 'i' | 'e' | 'ip' | 'ph' | 'id';

export const MARK_NAMES: Readonly<Record<MarkKind, string>> = {
  s: 'secrets',
  p: 'payment cards',
  i: 'IBAN',
  e: 'e-mail addresses',
  ip: 'IP addresses',
  ph: 'telephone numbers',
  id: 'ids in context',
};

export interface Mark {
  readonly kind: MarkKind;
  readonly text: string;
}

export interface MarkedLine {
  readonly line: string;
  readonly marks: readonly Mark[];
}

const ALPHABETS: Readonly<Record<string, string>> = {
  A: ALNUM,
  a: UPPER.toLowerCase(),
  B: BASE64URL,
  D: DIGITS,
  H: HEX,
  L: UPPER.toLowerCase() + DIGITS,
  S: BASE64,
  U: UPPER + DIGITS,
  X: HEX.toUpperCase(),
};
const MACRO = /\{(?:([AaBDHLSUX])(\d{1,3})|UUID)\}/g;
const MARK = /⟦(s|p|i|e|ip|ph|id):(.*?)⟧/gsu;

/** The names of the corpora. */
export function markedCorpora(): string[] {
  return readdirSync(new URL('marked/', import.meta.url))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.slice(0, -4))
    .sort();
}

/** The lines of a corpus; another seed fills in other random parts. */
export function markedLines(corpus: string, seed: number): MarkedLine[] {
  const random = new Random(seed);
  return readFileSync(new URL(`marked/${corpus}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => toMarkedLine(line, random));
}

function toMarkedLine(written: string, random: Random): MarkedLine {
  const filled = written
    .replaceAll(MACRO, (_macro, alphabet: string | undefined, length: string) =>
      alphabet === undefined ? uuid(random) : random.text(ALPHABETS[alphabet] as string, Number(length)),
    )
    .replaceAll('⏎', '\n');
  const marks: Mark[] = [];
  const line = filled.replaceAll(MARK, (_mark, kind: MarkKind, text: string) => {
    marks.push({ kind, text: kind === 'p' ? withCheckDigit(text) : text });
    return marks.at(-1)?.text ?? '';
  });
  return { line, marks };
}

/** `?` becomes the Luhn check digit. */
function withCheckDigit(card: string): string {
  if (!card.endsWith('?')) return card;
  const digits = [...card].filter((character) => /\d/.test(character)).map(Number);
  const sum = digits.reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return card.slice(0, -1) + String((10 - (sum % 10)) % 10);
}

/** Is the marked text gone, and no half of it left? */
export function isGone({ text }: Mark, clean: string): boolean {
  if (clean.includes(text)) return false;
  if (text.length < 12) return true;
  const half = Math.ceil(text.length / 2);
  return !clean.includes(text.slice(0, half)) && !clean.includes(text.slice(-half));
}

/** Does all that is not marked survive, in its order? */
export function keepsTheRest({ line, marks }: MarkedLine, clean: string): boolean {
  let rest = line;
  let from = 0;
  for (const { text } of marks) {
    const at = rest.indexOf(text);
    const found = clean.indexOf(rest.slice(0, at), from);
    if (found < 0) return false;
    from = found + at;
    rest = rest.slice(at + text.length);
  }
  return clean.indexOf(rest, from) >= 0;
}

/** What is left of a line when exactly what is marked was replaced, by a sign for any marker. */
export function onlyMarksReplaced({ line, marks }: MarkedLine): string {
  let left = '';
  let from = 0;
  for (const { text } of marks) {
    const at = line.indexOf(text, from);
    left += line.slice(from, at) + ANY_MARKER;
    from = at + text.length;
  }
  return left + line.slice(from);
}

const ANY_MARKER = '█';

/** The same of a line that was cleaned, so that both can be compared. */
export function withAnyMarker(clean: string): string {
  return clean.replaceAll(/\[REDACTED:[\w-]+\]/g, ANY_MARKER);
}
