import { UNIT, UNIT_CLASSES } from '../control-characters.js';
import { endOfColour, escapedLetter, STARTS_COLOUR } from './escaped-letters.js';
import { TWINS, unmaskWords } from './look-alikes.js';

/** A text as the detectors should read it, and where each of its units came from. */
export interface FoldedText {
  readonly text: string;
  /** `starts[i]` is the position in the original of folded unit `i`; one entry more marks the end. */
  readonly starts: Uint32Array;
  /** Was any sign read as its twin, or an escape as what it stands for? Then the text as it is written may be read otherwise. */
  readonly isUnmasked: boolean;
}

/**
 * `seen`: also twins and escapes are read as what they stand for, and colours are nothing. `written`: twins are signs like others, so that
 * the `’` inside a password does not end it as an apostrophe would, and a colour parts what stands beside it as it may part two words.
 */
export type Reading = 'seen' | 'written';

/** First digits of the decimal number ranges that people paste into forms. */
const FOREIGN_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0,
];
/** Ⓐ to ⓩ. */
const FIRST_CIRCLED = 0x24b6;
const LAST_CIRCLED = 0x24e9;
const SPACES = new Set([0x00a0, 0x202f, 0x205f, 0x3000]);

/** Units outside of these are read as themselves, unless they have a twin or a class of their own. */
export const MAY_BE_FOLDED: readonly (readonly [first: number, last: number])[] = [
  [0x0000, 0x00ff],
  ...FOREIGN_ZEROS.map((zero) => [zero, zero + 9] as const),
  [0x2000, 0x206f],
  [FIRST_CIRCLED, LAST_CIRCLED],
  [0x3000, 0x3000],
  [0xff00, 0xffff],
];

/** What a unit is read as: itself, its ASCII twin, or undefined if it is invisible. */
export function foldedUnit(unit: number): number | undefined {
  if (unit < 0x80)
    return UNIT_CLASSES[unit] === UNIT.dangerous && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d ? undefined : unit;
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - 0xfee0;
  if (SPACES.has(unit) || (unit >= 0x2000 && unit <= 0x200a)) return 0x20;
  const twin = TWINS.get(unit);
  if (twin !== undefined) return twin;
  if (unit >= FIRST_CIRCLED && unit <= LAST_CIRCLED) return 0x61 + ((unit - FIRST_CIRCLED) % 26);
  if (unit === 0x2028 || unit === 0x2029 || unit === 0x85) return 0x0a;
  const unitClass = UNIT_CLASSES[unit];
  if (unitClass === UNIT.dangerous || unitClass === UNIT.joiner || unitClass === UNIT.emojiSelector) return undefined;
  if (unit < 0x0660 || unit > 0x17e9) return unit;
  const zero = FOREIGN_ZEROS.find((first) => unit >= first && unit <= first + 9);
  return zero === undefined ? unit : unit - zero + 0x30;
}

const MATHEMATICAL_LETTERS = 0x1d400;
const MATHEMATICAL_DIGITS = 0x1d7ce;
const LAST_MATHEMATICAL = 0x1d7ff;

/** Removes what is invisible and replaces what only looks different, so that no disguise hides a secret. */
export function fold(original: string, reading: Reading = 'seen'): FoldedText {
  const isSeen = reading === 'seen';
  let isUnmasked = false;
  const units: number[] = [];
  const starts = new Uint32Array(original.length * 2 + 1); // an en dash may be two units
  const read = (unit: number, at: number) => {
    starts[units.length] = at;
    units.push(unit);
  };
  for (let at = 0; at < original.length; at++) {
    const codePoint = original.codePointAt(at) as number;
    if (codePoint > 0xffff) {
      const folded = foldedPair(codePoint);
      if (folded === 'as it is') {
        read(original.charCodeAt(at), at);
        read(original.charCodeAt(at + 1), at + 1);
      } else if (folded !== undefined) read(folded, at);
      at++;
      continue;
    }
    const colour = STARTS_COLOUR.has(codePoint) ? endOfColour(original, at) : at;
    if (colour > at && (isSeen || !BARE_COLOUR.test(original.slice(colour - 2, colour)))) {
      isUnmasked = true;
      if (!isSeen) read(SPACE, at);
      at = colour - 1;
      continue;
    }
    const escaped = isSeen && STARTS_ESCAPE.has(codePoint) ? escapedLetter(original, at) : undefined;
    const isTwin = TWINS.has(codePoint);
    if (escaped !== undefined || isTwin) isUnmasked = true;
    const folded = isTwin && !isSeen ? codePoint : foldedUnit(escaped?.unit ?? codePoint);
    // A quotation mark that is escaped ends no value of the text around it: it stays as much escaped as it was.
    if (escaped !== undefined && (folded === 0x22 || folded === 0x27)) readBackslashes(original, at, read);
    if (folded === DASH && codePoint >= EN_DASH && isOption(original, at)) read(DASH, at);
    if (folded !== undefined) read(folded, at);
    if (escaped !== undefined) at = escaped.end - 1;
  }
  starts[units.length] = original.length;
  if (isSeen && unmaskWords(units)) isUnmasked = true;
  return { text: textOf(units), starts: starts.subarray(0, units.length + 1), isUnmasked };
}

const BACKSLASH = 0x5c;
/** The `m` of `ESC[mfa_code` may be a letter of the name; the other reading takes it for a colour. */
const BARE_COLOUR = /[[\u009b]m/;
const SPACE = 0x20;
const DASH = 0x2d;
const EN_DASH = 0x2013;
const OPTION = /^[\u2013\u2014][A-Za-z]{2}/;

/** `–password`: text editors make one long dash of two. */
function isOption(text: string, at: number): boolean {
  return (at === 0 || /\s/.test(text.charAt(at - 1))) && OPTION.test(text.slice(at, at + 3));
}

/** Those of `\\\\u0022`, at least one. */
function readBackslashes(text: string, from: number, read: (unit: number, at: number) => void): void {
  let at = from;
  do read(BACKSLASH, from);
  while (text.charCodeAt(++at) === BACKSLASH);
}

const STARTS_ESCAPE = new Set([BACKSLASH, 0x25, 0x26]);

function foldedPair(codePoint: number): number | 'as it is' | undefined {
  if (codePoint >= MATHEMATICAL_DIGITS && codePoint <= LAST_MATHEMATICAL)
    return 0x30 + ((codePoint - MATHEMATICAL_DIGITS) % 10);
  if (codePoint >= MATHEMATICAL_LETTERS && codePoint < MATHEMATICAL_DIGITS) {
    const plain = String.fromCodePoint(codePoint).normalize('NFKC').charCodeAt(0);
    return plain < 0x80 ? plain : 'as it is';
  }
  return codePoint >= 0xe0000 && codePoint <= 0xe0fff ? undefined : 'as it is';
}

function textOf(units: readonly number[]): string {
  let text = '';
  for (let at = 0; at < units.length; at += 8_192) text += String.fromCharCode(...units.slice(at, at + 8_192));
  return text;
}
