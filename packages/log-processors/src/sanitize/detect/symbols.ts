import { UNIT, UNIT_CLASSES } from '../control-characters.js';
import { plainLetters } from '../keys/plain-letters.js';
import { foldedUnit, MAY_BE_FOLDED } from './fold.js';
import { LOOK_ALIKES, TWINS } from './look-alikes.js';

/*
 * One look-up per UTF-16 unit gives the letter that the keyword automaton reads (case and width folded, every digit the same)
 * and whether the text needs the two slower passes, encoding and folding.
 */

/** Width of one automaton row; the alphabet has fewer letters. */
export const SYMBOL_COUNT = 64;
export const SYMBOL_MASK = 0x3f;
/** Some unit may have to be encoded. */
export const MAY_NEED_ENCODING = 0x40;
/** Some unit hides or disguises others: full-width forms, zero-width characters, foreign digits and spaces. */
export const NEEDS_FOLDING = 0x80;
/** The text has a line break, which must be encoded unless it stands before a frame of a stack trace. */
export const HAS_LINE_BREAK = 0x100;
/** Some unit may begin the escape of a letter or a colour: `\\u0077`, `%77`, `&#119;`, `#033[1m`. */
export const MAY_HOLD_ESCAPE = 0x200;

/** Letters of the automaton; `#` stands for any digit, a unit that is not listed matches nothing. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz#-_.:/@=+ ?&%("\',$~|!<>;*{\\)]\t\r\n';

/**
 * Letters of other scripts share two letters of the automaton: those before the last of a word for a password, and the last ones
 * (пароль, 密码, パスワード, 비밀번호, المرور). Two of them call attention to a name wherever they meet, which only costs a look.
 */
const LETTERS_BEFORE_LAST: readonly string[] = [...'лкеоимόοη密口ー番证證번암워وسژמ्าლა'];
const LAST_LETTERS: readonly string[] = [...'ьяюатндςσ码碼令ド号호드رهהאडนიռ'];

/** Where loguru and others of Python say below a line what a name of it was. */
const CORNER = '\u2514';

const SYMBOL_OF: ReadonlyMap<string, number> = new Map(
  [
    ...[...ALPHABET].map((letter, at) => [letter, at + 1] as const),
    ...LETTERS_BEFORE_LAST.map((letter) => [letter, ALPHABET.length + 1] as const),
    ...LAST_LETTERS.map((letter) => [letter, ALPHABET.length + 2] as const),
    [CORNER, ALPHABET.length + 3] as const,
  ].flatMap(([letter, symbol]) => [[letter, symbol] as const, [letter.toUpperCase(), symbol] as const]),
);

/** The automaton's letter for one character of a keyword, 0 if it has none. */
export function symbolOf(character: string): number {
  if (character >= '0' && character <= '9') return SYMBOL_OF.get('#') as number;
  return SYMBOL_OF.get(character) ?? 0;
}

const LINE_FEED = 0x0a;
const HASH = 0x23; // stands for any digit in keywords, so the character itself matches nothing

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_PRIVATE = 0xf8ff;

/** Mathematical digits and tag characters are pairs that begin with these. */
const HIGH_SURROGATES_OF_DISGUISES = new Set([0xd835, 0xdb40]);

/** Letters with marks: an é is an e. */
const LATIN: readonly (readonly [first: number, last: number])[] = [
  [0x00c0, 0x024f],
  [0x1e00, 0x1eff],
];

/** What the table says about a unit. */
export function symbolOfUnit(unit: number): number {
  const folded = foldedUnit(unit);
  let symbol = folded === undefined || folded > 0x7e || folded === HASH ? 0 : symbolOf(String.fromCharCode(folded));
  const isLatin = LATIN.some(([first, last]) => unit >= first && unit <= last);
  if (symbol === 0 && isLatin) symbol = symbolOf(plainLetters(String.fromCharCode(unit)).charAt(0));
  else if (symbol === 0 && folded !== undefined && folded > 0x7e) symbol = symbolOf(String.fromCharCode(folded));
  const unitClass = UNIT_CLASSES[unit] as number;
  if (unitClass !== UNIT.plain) symbol |= unit === LINE_FEED ? HAS_LINE_BREAK : MAY_NEED_ENCODING;
  if (folded !== unit || LOOK_ALIKES.has(unit) || HIGH_SURROGATES_OF_DISGUISES.has(unit)) symbol |= NEEDS_FOLDING;
  if (unit === 0x5c || unit === 0x25 || unit === 0x26 || unit === HASH) symbol |= MAY_HOLD_ESCAPE;
  return symbol;
}

/** Looks at those units only of which something is to be said: no code is compiled yet when a process makes its first sanitizer. */
function buildSymbols(): Uint16Array {
  const symbols = new Uint16Array(0x10000);
  const look = (unit: number): void => {
    symbols[unit] = symbolOfUnit(unit);
  };
  for (const [first, last] of [...MAY_BE_FOLDED, ...LATIN]) for (let unit = first; unit <= last; unit++) look(unit);
  for (let unit = 0; unit < FIRST_SURROGATE; unit++) if (UNIT_CLASSES[unit] !== UNIT.plain) look(unit);
  symbols.fill(MAY_NEED_ENCODING, FIRST_SURROGATE, LAST_SURROGATE + 1); // lone ones are encoded
  for (let unit = LAST_PRIVATE + 1; unit < 0x10000; unit++) if (UNIT_CLASSES[unit] !== UNIT.plain) look(unit);
  for (const unit of [...TWINS.keys(), ...LOOK_ALIKES.keys(), ...HIGH_SURROGATES_OF_DISGUISES]) look(unit);
  for (const letter of SYMBOL_OF.keys()) look(letter.charCodeAt(0));
  return symbols;
}

/** 128 KiB, built once. */
export const SYMBOLS: Uint16Array = buildSymbols();
