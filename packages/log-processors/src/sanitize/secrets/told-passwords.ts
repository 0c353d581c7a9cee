import type { Detector, Found } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { isChosenPassword, isStrongPassword, LONGEST_CHOSEN } from '../named/chosen-password.js';
import { isObjectName } from '../named/plain-fact.js';
import { looksRandom } from './randomness.js';
import {
  ACCOUNTS,
  ADVERBS,
  AND,
  CHANGED,
  COPULAS,
  INTO,
  LEANING,
  NEW_OR_OLD,
  OF_OTHERS,
  OF_WHOM,
  PARTICLES,
  PASSWORDS_TOLD_FIRST,
  POSSESSIVES,
  TOLD_FIRST,
  WORDS_FOR_PASSWORD,
  WORDS_OF_SCRIPTS,
} from './telling-words.js';

/*
 * How people tell each other a password, in chats, tickets and messages of programs: a word for it, some words about whose it is, then
 * `is`, a colon, an arrow or a quotation mark, and the password: `the password of the guest wifi is now …`. Fields and their values are
 * judged by `namedValues`.
 */

/** How far behind its word a password may be told. */
const REACH = 120;
const any = (words: readonly string[]): string => `(?:${words.join('|')})`;

/** The rest of a word that is inflected; a capital letter begins another word. */
const REST_OF_WORD = /^(?!r|less|los|reset|policy|manager|hash)\p{Ll}{0,6}/u;
/** Between a word for a password and the password stand words of a sentence only, some in quotation marks. */
const PROSE =
  /^(?:\.{3}|\u2026)?[^\p{Script=Latin}\P{L}]{0,16}(?:["'*_]{0,2}[ \t][\p{L}\p{M}\p{N}"'\u2019_./@&+()-]{1,40}){0,10}["'*_]{0,2}[ \t]?/u;
const ENDS_TALK = /[.!?]["']?[ \t]\p{Lu}|[\r\n]|\\[nr]/u;
/** Every password has one of these. */
const MIXED = /[\d!#$%&*+?^~@]/;
/** `pw X`: no option, no path and no version has one of these. */
const SIGN_OF_PASSWORD = /[!#$&*?^]/;
const MOST_JOINTS = 8;

const BEFORE_VALUE = String.raw`(?=[ \t"'[*\x60])`;
const IS = String.raw`(?:[ \t]${any(ADVERBS)})?[ \t]${any(COPULAS)}(?:[ \t]${any(ADVERBS)})?[ \t]?:?${BEFORE_VALUE}`;
const SIGN = String.raw`[ \t]?(?:[-=]{1,2}>|\u2192|\u21d2|\u279c)(?=[\s!-~])|[ \t]?:(?=[ \t])|[ \t]:?=(?=[ \t])|[ \t][-\u2013\u2014]{1,2}(?=[ \t])`;
const CHANGED_TO = `[ \\t]${any(CHANGED)}[ \\t]${any(INTO)}${BEFORE_VALUE}`;
const LEANS = `[ \\t]${any([...LEANING, ...INTO, ...ADVERBS])}${BEFORE_VALUE}`;
const QUOTES = String.raw`[ \t]?(?=["'\x60[\u300c\u300e\u3010])`;
/** What may join a password to the words before it. */
const JOINS = new RegExp(
  `(?<joins>${IS}|${SIGN})|(?<sets>${CHANGED_TO})|${LEANS}|${QUOTES}|(?<particle>[${PARTICLES}]{1,2}[ \\t]?:?)`,
  'giu',
);
const OPENS = /^[ \t]{0,2}(?:\*{1,2}|_)?(["'\x60[\u300c\u300e\u3010]?)[ \t]?/;
const CLOSES: Readonly<Record<string, string>> = {
  '[': ']',
  '\u300c': '\u300d',
  '\u300e': '\u300f',
  '\u3010': '\u3011',
};
/** Printable signs without quotation marks; no letters of scripts that join particles to it. */
const VALUE = /^[!#-&(-;=?-_a-~\u00a1-\u017f]{5,80}/;
const TRAILING = /(?:[.,;:)\]]|\*\*)+$/;

/** Greek; before it come Latin letters and marks. */
const FIRST_OF_OTHER_SCRIPTS = 0x370;
const LONGEST_WORD_OF_SCRIPT = Math.max(...WORDS_OF_SCRIPTS.map(({ length }) => length));
const wordsOfScripts = new Set(WORDS_OF_SCRIPTS);
/** `login qa_ro, `: an account right before. */
const BEHIND_ACCOUNT = new RegExp(
  String.raw`(?:^|[^\p{L}\p{N}_])${any(ACCOUNTS)}["']?[ \t]?(?:is|ist|est|es|[:=])?[ \t]?["']?[\w.@+-]{1,64}["']?[ \t]?[,;/|\u3001]?[ \t]?(?:${any(AND)}[ \t])?(?:(?:the|a|das|le|la|el|o|il|het)[ \t])?$`,
  'iu',
);
const TELLS_OTHER = new RegExp(String.raw`(?:^|[^\p{L}])${any(OF_OTHERS)}$`, 'iu');
/** Behind a sign these, too: `password of user: jo`, but not `the password of the user is …`. */
const TELLS_OF_WHOM = new RegExp(String.raw`(?:^|[^\p{L}])${any([...OF_WHOM, ...OF_OTHERS])}$`, 'iu');
/** Right behind the name `namedValues` judges what these join to it. */
const OF_A_FIELD = /^[ \t]?(?:is|was|ist|lautet|est|es|jest|è|é|[:=]|[-=]>)[ \t]?:?$/iu;
const OFTEN_OTHER = /^(?:pass|pw|pwd|clave|psk|parole?|passcode)$/i;

/** A password that a sentence tells behind a word for it. */
export function toldPasswords(names: FieldNames): Detector {
  return {
    keywords: WORDS_FOR_PASSWORD,
    at(text, start, end, found) {
      if (text.charAt(end) === '=' && /\p{L}$/u.test(text.charAt(end - 1))) return end; // a field, nearly always
      const isOfScript = text.charCodeAt(start) >= FIRST_OF_OTHER_SCRIPTS;
      const name = isOfScript ? wordOfScript(text, end) : wordAt(text, start, end);
      if (name === undefined || text.charAt(name.nameEnd) === '=') return end; // a field
      const { nameStart, nameEnd } = name;
      const word = text.slice(nameStart, nameEnd);
      const isName = names.of(word).secret !== 'none';
      const mayBeOther = OFTEN_OTHER.test(word);
      return (
        tellChange(text, nameEnd, found) ??
        tellBeside(text, nameStart, nameEnd, mayBeOther, found) ??
        tellBehind(text, nameEnd, { isName, mayBeOther, isEnglish: /^p/i.test(word) }, found) ??
        end
      );
    },
  };
}

interface Name {
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** The word, if it is one and no part of a longer name. */
function wordAt(text: string, start: number, end: number): Name | undefined {
  const word = text.slice(start, end);
  const last = /[ :=]$/.test(word) ? end - 1 : end + (REST_OF_WORD.exec(text.slice(end, end + 8))?.[0].length ?? 0);
  if (/[_$]/.test(text.charAt(start - 1)) || /[\p{L}\p{N}_(]/u.test(text.charAt(last))) return undefined;
  if (last - start <= 5 && /[\p{L}\p{N}_-]/u.test(text.charAt(start - 1))) return undefined;
  return { nameStart: start, nameEnd: last };
}

/** The two letters of the keyword may be any of a word, up to two units before its end. */
function wordOfScript(text: string, end: number): Name | undefined {
  for (let last = end + 2; last >= end; last--) {
    const first = Math.max(0, last - LONGEST_WORD_OF_SCRIPT);
    const before = text.slice(first, last).toLowerCase();
    for (let from = 0; from < before.length - 1; from++)
      if (wordsOfScripts.has(before.slice(from))) return { nameStart: first + from, nameEnd: last };
  }
  return undefined;
}

/** `nueva contraseña X para …`, `login qa_ro, password X`. */
function tellBeside(text: string, start: number, nameEnd: number, mayBeOther: boolean, found: Found) {
  if (text.charAt(nameEnd) !== ' ') return undefined;
  const at = nameEnd + 1;
  const value = valueFrom(text, at, '');
  if (value === '' || /[\p{L}\p{N}]/u.test(text.charAt(at + value.length))) return undefined;
  if (isStrongPassword(value) && !mayBeOther) return take(at, value, found);
  if (!(mayBeOther ? isStrongPassword : isChosenPassword)(value)) return undefined;
  const isTold =
    (/^pwd?$/i.test(text.slice(start, nameEnd)) && SIGN_OF_PASSWORD.test(value) && /\p{Lu}/u.test(value)) ||
    BEHIND_ACCOUNT.test(text.slice(Math.max(0, start - 112), start));
  return isTold ? take(at, value, found) : undefined;
}

/** `das Passwort von X auf Y geändert`, `password from X to Y`: what it was, and what it is. */
const CHANGE = new RegExp(
  String.raw`^(?:[ \t][\p{L}]{1,16}){0,2}[ \t](?:from|von|de|da|van|z|ze|från|fra)[ \t]["']?([!#-&(-;=?-_a-~]{6,64}?)["']?[ \t]${any(INTO)}[ \t]["']?([!#-&(-;=?-_a-~]{6,64}?)["']?(?=[.,;)]?(?:\s|$))`,
  'u',
);

function tellChange(text: string, nameEnd: number, found: Found): number | undefined {
  if (text.charAt(nameEnd) !== ' ') return undefined;
  const window = text.slice(nameEnd, nameEnd + REACH + LONGEST_CHOSEN);
  const match = CHANGE.exec(window);
  if (match === null) return undefined;
  const [whole, old = '', now = ''] = match;
  if (!isChosenPassword(old) || !isChosenPassword(now) || !(isStrongPassword(old) || isStrongPassword(now)))
    return undefined;
  take(nameEnd + whole.lastIndexOf(old, whole.lastIndexOf(now) - 1), old, found);
  return take(nameEnd + whole.lastIndexOf(now), now, found);
}

interface Judged {
  /** Does `namedValues` know the word, too? */
  readonly isName: boolean;
  readonly mayBeOther: boolean;
  readonly isEnglish: boolean;
}

function tellBehind(
  text: string,
  nameEnd: number,
  { isName, mayBeOther, isEnglish }: Judged,
  found: Found,
): number | undefined {
  const line = text.slice(nameEnd, nameEnd + REACH);
  if (!MIXED.test(line)) return undefined; // nearly always
  const end = line.search(ENDS_TALK);
  const window = end < 0 ? line : line.slice(0, end);
  const proseEnd = PROSE.exec(window)?.[0].length ?? 0;
  let joints = 0;
  for (const match of window.matchAll(JOINS)) {
    const prose = window.slice(0, match.index);
    if (match.index > proseEnd || joints++ === MOST_JOINTS) return undefined;
    const behind = match.index + match[0].length;
    const opens = OPENS.exec(window.slice(behind)) as RegExpExecArray;
    const quote = opens[1] as string;
    const at = nameEnd + behind + opens[0].length;
    const value = valueFrom(text, at, quote);
    if (value === '') continue;
    const { joins, sets, particle } = match.groups ?? {};
    const isNamed = /^["'*_ \t]*$/.test(prose);
    if (isNamed && isName && joins !== undefined && OF_A_FIELD.test(joins)) continue;
    if (quote === '' && /^[ \t]as$/i.test(match[0]) && !SIGN_OF_PASSWORD.test(value)) continue; // a column, a type
    const isTo = isEnglish && /^[ \t]to$/i.test(joins ?? ''); // `to` is Polish for `is`
    const isDirect = isNamed && (quote !== '' || particle !== undefined);
    const isTold =
      isDirect ||
      sets !== undefined ||
      (joins !== undefined &&
        !isTo &&
        !(/^[ \t][\p{L}]/u.test(joins) ? TELLS_OTHER : TELLS_OF_WHOM).test(prose.trimEnd()));
    if (isTold && !mayBeOther ? isChosenPassword(value) : isStrongPassword(value)) return take(at, value, found);
  }
  return undefined;
}

/** Behind a quotation mark or a bracket all up to its twin. */
function valueFrom(text: string, at: number, quote: string): string {
  const window = text.slice(at, at + LONGEST_CHOSEN + 20);
  if (quote === '') return (VALUE.exec(window)?.[0] ?? '').replace(TRAILING, '');
  const close = window.indexOf(CLOSES[quote] ?? quote);
  const value = close < 0 ? '' : window.slice(0, close).trimEnd();
  return /\s/.test(value) ? '' : value;
}

function take(at: number, value: string, found: Found): number {
  found.secret(at, at + value.length, 'named-secret');
  return at + value.length;
}

const BEFORE_NAME = new RegExp(
  String.raw`^(?:${any([...COPULAS, ...LEANING])} )?(?:${any(POSSESSIVES)} )?(?:${any(NEW_OR_OLD)} )?(?:\w{1,16}[ -])?${any(PASSWORDS_TOLD_FIRST)}(?![\p{L}\p{N}_=:([-])`,
  'iu',
);
const VALUE_BEFORE = /(?:^|[\s"'\x60[(])([!#-&(-;=?-_a-~\u00a1-\u017f]{5,64}) ?["'\x60\])]{0,2}$/;

/** `X is the new password`, `use X as password`. */
export const passwordsToldFirst: Detector = {
  keywords: TOLD_FIRST,
  at(text, start, end, found) {
    const name = BEFORE_NAME.exec(text.slice(start + 1, start + 72))?.[0];
    if (name === undefined) return end;
    const value = VALUE_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_CHOSEN - 2), start))?.[1] ?? '';
    const isSecret = /(?:token|key|secret)$/i.test(name)
      ? looksRandom(value) && !isObjectName(value)
      : isStrongPassword(value);
    if (isSecret) take(text.lastIndexOf(value, start), value, found);
    return end;
  },
};
