import type { FieldName } from '../keys/field-names.js';
import { looksRandom } from '../secrets/randomness.js';
import { speaksOfPassword } from './password-words.js';
import { isFactBesideName, isObjectName } from './plain-fact.js';
import type { ValueExtent } from './value-extent.js';

/*
 * A name and its value in two neighbouring cells: `password<TAB>hunter2`, `| password | hunter2 |`, `password    hunter2` and `password:      hunter2` alone on a line.
 * Cells follow each other for many reasons, so the value must look like no ordinary content of a table.
 */

const NEXT_CELL = /:?(?: {0,40}(?:(?<tab>(?:\t|\\t){1,4})|(?<bar>\|)) {0,40}|(?<aligned> {2,40}))/y;
/** Between bars a password may hold a space. */
const WORDS = /[^\s|"'`\\]{2,64}(?: [^\s|"'`\\]{1,64}){1,4}(?= {0,40}\|)/y;
const CELL = /(?:[^\s|"'`\\]|\\(?![tnr])){4,256}/y;
/** Bars also part the alternatives of a pattern. */
const PATTERN = /\(\?|\\$|\[[\\^]|\]\{/;
const CLOSES_CELL = /["'`]? {0,40}(?:$|[\t\r\n|]|\\[tnr])/y;
const ENDS_LINE = /["'`]? {0,40}(?:$|[\r\n]|\\[nr])/y;
const OPENS_CELL = /(?:^|[|\n\r]|\\n) {0,40}(?:[\w.-]{1,24} ){0,3}["'`]?$/;
const OPENS_LINE = /(?:^|[\n\r]|\\n)[ \t]{0,24}(?:[\w.-]{1,24} ){0,2}["'`]?$/;

/** The value in the cell behind the name's, if one is there that no ordinary cell holds. */
export function cellValue(text: string, nameStart: number, nameEnd: number, field: FieldName): ValueExtent | undefined {
  NEXT_CELL.lastIndex = nameEnd;
  const { tab, bar } = NEXT_CELL.exec(text)?.groups ?? {};
  const start = NEXT_CELL.lastIndex;
  if (start === 0) return undefined;
  if (tab === undefined) {
    const before = text.slice(Math.max(0, nameStart - 128), nameStart);
    if (!(bar === undefined ? OPENS_LINE : OPENS_CELL).test(before)) return undefined;
  }
  CELL.lastIndex = start;
  WORDS.lastIndex = start;
  const value = (bar === undefined ? undefined : WORDS.exec(text)?.[0]) ?? CELL.exec(text)?.[0];
  if (value === undefined || PATTERN.test(value)) return undefined;
  const end = start + value.length;
  const closes = tab === undefined && bar === undefined ? ENDS_LINE : CLOSES_CELL;
  closes.lastIndex = end;
  return closes.test(text) && isCellSecret(text.slice(nameStart, nameEnd), field, value)
    ? { start, end, assigned: true }
    : undefined;
}

/** What is printed on a card has three digits or four. */
const CARD_CHECK = /^(?:card[ _-]?)?(?:cvv2?|cvc2?|csc)$/i;

/** `at least 8 characters` has no such word, a phrase with a digit in it has. */
function isMixed(word: string): boolean {
  return /\d/.test(word) && /\p{L}/u.test(word) && !isFactBesideName(word);
}

/** Would a table hold this beside, or below, such a name only as its secret? */
export function isCellSecret(name: string, field: FieldName, value: string): boolean {
  if (field.vendor?.accepts(value)) return true;
  if (field.secret === 'code') return (CARD_CHECK.test(name) ? /^\d{3,4}$/ : /^\d{4,8}$/).test(value);
  if (isFactBesideName(value) || !/\p{L}/u.test(value) || !/\d/.test(value)) return false;
  if (/\s/.test(value)) return speaksOfPassword(name) && value.split(/\s+/).some(isMixed);
  if (field.secret === 'likely') return looksRandom(value) && !isObjectName(value);
  return field.secret === 'certain' && value.length >= 6 && (speaksOfPassword(name) || !isObjectName(value));
}
