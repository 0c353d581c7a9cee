import type { Detector, Found } from '../detect/detector.js';
import { type FieldName, type FieldNames, mayGoOn } from '../keys/field-names.js';
import { NamePatterns } from '../keys/name-patterns.js';
import { isNumericToken, looksSecret } from '../keys/secret-key.js';
import { splitWords } from '../keys/split-words.js';
import { isInMarker } from '../marker.js';
import { byteList } from './byte-list.js';
import { castValue } from './cast-value.js';
import { dataOfElement, elementContent } from './element-content.js';
import { credentialsExtent } from './header-extent.js';
import { loggedBinding } from './logged-binding.js';
import { isMixedWord } from './mixed-word.js';
import { nextLineValue } from './next-line-value.js';
import { isOrdinaryText } from './ordinary-text.js';
import { isNameOfThing, isOtherThanSecret } from './other-than-secret.js';
import { pairedValue } from './paired-value.js';
import { personalValue } from './personal-value.js';
import { isProgramText } from './program-text.js';
import { recoveryPhrase } from './recovery-phrase.js';
import { isRemarkOfScript, isValidatorMessage, standsAlone } from './remark.js';
import { isScope } from './scope.js';
import { endOfLastWord, endOfPhrase, wordsOfPhrase } from './setting-phrase.js';
import { isSpokenOf } from './spoken-of.js';
import { isMetavariable, isStandIn } from './stand-in.js';
import { STEMS } from './stems.js';
import { announcedValue, valueBeside } from './value-beside.js';
import { changedValue, endOfWhole, LONGEST_VALUE, type ValueExtent, valueAfter } from './value-extent.js';

/**
 * Names in free text and the values that follow them: `password=hunter2`, `"apiKey":"…"`, `--token …`, `SSN: 123-45-6789`,
 * in JSON, also escaped, forms, query strings, headers, XML, SQL, connection strings, command lines and prose.
 */
export function namedValues(names: FieldNames): Detector {
  return {
    keywords: STEMS,
    at(text, start, end, found) {
      const nameStart = startOfName(text, start);
      if (isInMarker(text, nameStart)) return end;
      let nameEnd = endOfName(text, endOfStem(text, start, end));
      if (nameEnd - nameStart > LONGEST_NAME || !mayPrecedeValue(text.charCodeAt(nameEnd))) return nameEnd;
      let field = names.of(withWordsBefore(text, nameStart, nameEnd));
      const last = endOfWords(text, nameStart, nameEnd);
      if (last > nameEnd) {
        const longer = names.of(withWordsBefore(text, nameStart, last));
        if (longer.secret !== 'none' || longer.personal.length > 0) {
          field = longer;
          nameEnd = last;
        }
      }
      if (field.secret !== 'none' || field.vendor !== undefined) {
        const judgedTo = secretValue(text, nameStart, nameEnd, field, found);
        if (judgedTo > nameEnd) return judgedTo;
      }
      return field.personal.length > 0 ? personalValue(text, nameEnd, field.personal, found) : nameEnd;
    },
  };
}

const PRECEDES_VALUE = new Set([...' \t\r\n=:"\'`\\%&)]><-#([{@*,/|;.'].map((sign) => sign.charCodeAt(0)));

/** Most words that look like names are prose; what follows tells at once. */
function mayPrecedeValue(unit: number): boolean {
  return PRECEDES_VALUE.has(unit);
}

const LONGEST_NAME = 96;
const NAME_UNIT = /[\p{L}\p{M}\p{N}_.$-]/u;
const ASCII_NAME_UNITS = Uint8Array.from({ length: 128 }, (_, unit) =>
  NAME_UNIT.test(String.fromCharCode(unit)) ? 1 : 0,
);

function isNameUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < 128 ? ASCII_NAME_UNITS[unit] === 1 : NAME_UNIT.test(text.charAt(at));
}

/** A name that is longer than the bound is none; the scan for its ends stops there too. */
function startOfName(text: string, from: number): number {
  let start = from;
  while (from - start <= LONGEST_NAME && isNameUnit(text, start - 1) && !isEscapedLetter(text, start - 1)) start--;
  return start;
}

/** `Session ID`, `partita IVA`, `rodné číslo`: the name may go on behind the stem; where it ends then. */
function endOfWords(text: string, nameStart: number, nameEnd: number): number {
  let end = nameEnd;
  if (text.charCodeAt(end) !== SPACE) return end;
  let word = LAST_WORD.exec(text.slice(Math.max(nameStart, nameEnd - 24), nameEnd))?.[0];
  for (let words = 0; words < 3 && word !== undefined && text.charCodeAt(end) === SPACE; words++) {
    NEXT_WORD.lastIndex = end + 1;
    const next = NEXT_WORD.exec(text)?.[0];
    if (next === undefined || !mayGoOn(plainWord(word), plainWord(next))) break;
    end += next.length + 1;
    word = next;
  }
  return end;
}

const SPACE = 0x20;
const LAST_WORD = /[\p{L}\p{M}\p{N}]{1,24}$/u;
const NEXT_WORD = /[\p{L}\p{M}\p{N}]{1,24}(?![\p{L}\p{M}\p{N}_])/uy;

function plainWord(word: string): string {
  return splitWords(word).join('');
}

/** A stem such as `pin=` holds the sign that must follow it. */
function endOfStem(text: string, start: number, end: number): number {
  let last = end;
  while (last > start + 1 && !isNameUnit(text, last - 1)) last--;
  return last;
}

function endOfName(text: string, from: number): number {
  let end = from;
  while (end - from <= LONGEST_NAME && isNameUnit(text, end)) end++;
  while (end > from && text.charAt(end - 1) === '.') end--;
  return end;
}

/** The `n` of a literal `\n` before a name, and the digits of `%26`, are no part of the name. */
function isEscapedLetter(text: string, at: number): boolean {
  if (text.charCodeAt(at - 1) === 0x5c) return /[nrt]/.test(text.charAt(at));
  const before = text.charAt(at - 2);
  if (before !== '%' && before !== '2' && before !== '5') return false;
  return /%(?:25){0,2}(?:2[026CcFf]|3[AaBbFf]|0[AaDd]|7[Bb]|5[Bb])$/.test(text.slice(Math.max(0, at - 6), at + 1));
}

/** The `mfa` of `"mfa":{"code":"482913"}`. */
const OUTER_NAME = /["']([\p{L}\w-]{2,24})["'][ \t]?(?::|=>)[ \t]?$/u;

/** `api key`, `Your verification code`: the name of the object whose first member this is, or up to three words before the name, each one space apart, help to judge it. */
function withWordsBefore(text: string, nameStart: number, nameEnd: number): string {
  if (text.charAt(nameStart - 2) === '{' && /["']/.test(text.charAt(nameStart - 1))) {
    const outer = OUTER_NAME.exec(text.slice(Math.max(0, nameStart - 40), nameStart - 2))?.[1] ?? '';
    return `${outer} ${text.slice(nameStart, nameEnd)}`;
  }
  let start = nameStart;
  for (let words = 0; words < 3; words++) {
    if (text.charAt(start - 1) !== ' ' || !/[\p{L}\p{M}\p{N}'’]/u.test(text.charAt(start - 2))) break;
    let word = start - 1;
    while (nameEnd - word < LONGEST_NAME && /[\p{L}\p{M}\p{N}'’_-]/u.test(text.charAt(word - 1))) word--;
    start = word;
  }
  return text.slice(start, nameEnd);
}

/** `user="jo" pass="two words"`: beside a user it is no test that passes. */
function isUsersPass(text: string, nameStart: number, nameEnd: number, extent: ValueExtent): boolean {
  if (!extent.assigned || !/[^a-z](?:pass|pw)$/i.test(text.slice(Math.max(0, nameEnd - 5), nameEnd))) return false;
  const before = text.slice(Math.max(0, nameStart - 96), nameStart);
  if (/\b(?:user|username|login|usr|uid|account)["']?[ \t]?[:=][^\n]{1,64}$/i.test(before)) return true;
  return extent.end - extent.start >= 8 && /\b(?:[be]?ssid|wifi|wlan)["']?[ \t]?[:= ][^\n]{1,64}$/i.test(before);
}

/** `https://x-access-token:…@host`: the URL's own rule knows where the password ends. `${PASSWORD:?must be set}` says what a shell complains. */
function isUserInfo(text: string, nameStart: number, nameEnd: number): boolean {
  if (text.charAt(nameEnd) !== ':') return false;
  const before = text.slice(Math.max(0, nameStart - 3), nameStart);
  return before === '://' || (before.endsWith('${') && text.charAt(nameEnd + 1) === '?');
}

/** `(known after apply)` of Terraform, `(not set)`. */
const IN_BRACKETS = /^\((?:[a-z]+(?: [a-z]+){0,3})\)/i;

/** No further than a value can reach that would be accepted: what is refused may be looked at once a name. */
function longestValue(field: FieldName): number {
  if (field.secret === 'code') return 32;
  return field.secret === 'none' ? 256 : LONGEST_VALUE;
}

/** The rest of `A_KEY=B_KEY=…`: another setting follows at once. */
const NEXT_SETTING = /=(?:[A-Z][A-Z0-9]{0,31}_){1,6}KEY=/y;

function secretValue(text: string, nameStart: number, nameEnd: number, field: FieldName, found: Found): number {
  NEXT_SETTING.lastIndex = nameEnd;
  if (field.secret === 'none' && field.vendor?.rule === 'named-secret' && NEXT_SETTING.test(text)) return nameEnd;
  if (isScope(text, nameStart, nameEnd)) return nameEnd;
  if (isNameOfThing(text, nameStart, nameEnd) || isUserInfo(text, nameStart, nameEnd)) return nameEnd;
  const extent =
    recoveryPhrase(text, nameStart, nameEnd) ??
    wordsOfPhrase(text, nameStart, nameEnd) ??
    pairedValue(text, nameStart, nameEnd) ??
    credentialsExtent(text, nameStart, nameEnd) ??
    dataOfElement(text, nameStart, nameEnd) ??
    elementContent(text, nameStart, nameEnd) ??
    byteList(text, nameEnd) ??
    loggedBinding(text, nameEnd) ??
    castValue(text, nameEnd) ??
    announcedValue(text, nameStart, nameEnd) ??
    (goesOnInProse(text, nameEnd) ? nextLineValue(text, nameStart, nameEnd) : undefined) ??
    valueAfter(text, nameStart, nameEnd, longestValue(field)) ??
    nextLineValue(text, nameStart, nameEnd) ??
    valueBeside(text, nameStart, nameEnd, field);
  if (extent === undefined) return nameEnd;
  const judgedTo = judgeParts(text, nameStart, nameEnd, field, extent, found);
  const changed = changedValue(text, extent.end, longestValue(field));
  return changed === undefined
    ? judgedTo
    : Math.max(judgedTo, judgeValue(text, nameStart, nameEnd, field, changed, found));
}

/** `password to go on:`, `password below:`: a sentence goes on behind the name, and may tell the value on the next line. */
function goesOnInProse(text: string, nameEnd: number): boolean {
  return text.charCodeAt(nameEnd) === SPACE && 'tbf'.includes(text.charAt(nameEnd + 1));
}

/** `auth: user=jo method=publickey`: behind a heading begins a list of other fields. */
function isNextField(text: string, nameEnd: number, field: FieldName, { start, end, assigned }: ValueExtent): boolean {
  if (assigned) return false;
  if (/^[a-z_]{2,24}=\[/i.test(text.slice(start, end))) return true;
  return (
    (field.secret === 'likely' || /(?:jwt|token|session)$/i.test(text.slice(Math.max(0, nameEnd - 8), nameEnd))) &&
    /^[a-z_][\w.-]{0,40}=[^=]/i.test(text.slice(start, end)) &&
    /^[ \t]{1,3}[a-z_][\w.-]{0,40}=/i.test(text.slice(end, end + 48))
  );
}

const NAMES = new NamePatterns({
  /** Three digits are the whole of it, where elsewhere they are a count. */
  isCardCheck: /(?:^|[^a-z])(?:cvv|cvc|cvn|csc)/i,
  isOfCodes: /codes$/i,
});
/** Where a vault, a cloud or a file keeps the value. */
const KEPT_ELSEWHERE =
  /^(?:ENC[[(]|!(?:vault|secret|env|include)(?:$|\W)|arn:[\w-]+:|projects\/[^/]+\/secrets\/|op:\/\/|vault:|ssm:|ref\+)/;

/** In `user=jo|token=…|req-17|` bars part fields. */
function isBetweenBars(text: string, nameStart: number, end: number): boolean {
  return text.charAt(end) === '|' && /\|[ \t]?["']?$/.test(text.slice(Math.max(0, nameStart - 3), nameStart));
}

/** Judges the value up to the first sign that may end it; with a secret goes what may be its rest, and what is none may be one with it. */
function judgeParts(
  text: string,
  nameStart: number,
  nameEnd: number,
  field: FieldName,
  extent: ValueExtent,
  found: Found,
): number {
  const judgedTo = judgeValue(text, nameStart, nameEnd, field, extent, found);
  const { end, goesOnTo } = extent;
  if (goesOnTo === undefined || isBetweenBars(text, nameStart, end)) return judgedTo;
  if (judgedTo === nameEnd) return judgeValue(text, nameStart, nameEnd, field, { ...extent, end: goesOnTo }, found);
  found.secret(end - 1, goesOnTo, 'named-secret'); // overlaps, so that one marker stands for both
  return Math.max(judgedTo, goesOnTo);
}

/** Is it a value, and the name's secret? */
function judgeValue(
  text: string,
  nameStart: number,
  nameEnd: number,
  field: FieldName,
  extent: ValueExtent,
  found: Found,
): number {
  const name = text.slice(nameStart, nameEnd);
  const value = text.slice(extent.start, extent.end);
  const isWord = isMixedWord(value); // none of these is
  if (!isWord) {
    if (isStandIn(value) || isMetavariable(name, value)) return nameEnd;
    if (isValidatorMessage(value) || isNextField(text, nameEnd, field, extent)) return nameEnd;
    if (KEPT_ELSEWHERE.test(value)) return nameEnd;
    if (IN_BRACKETS.test(text.slice(extent.start, extent.start + 48))) return nameEnd;
  }
  if (isOrdinaryText(text, nameStart, nameEnd, extent)) return nameEnd;
  if (isSpokenOf(text, nameStart, nameEnd, extent)) return nameEnd;
  if (isProgramText(text, extent, nameEnd) || isOtherThanSecret(text, nameStart, nameEnd, extent)) return nameEnd;
  if (field.vendor?.accepts(value)) {
    const last = endOfWhole(text, extent);
    found.secret(extent.start, last, field.vendor.rule);
    return last;
  }
  if (extent.proven !== true && !looksSecret(field.secret, value) && !isUsersPass(text, nameStart, nameEnd, extent)) {
    if (!extent.assigned || !isNumericToken(withWordsBefore(text, nameStart, nameEnd), value)) return nameEnd;
  }
  if (!isWord && isRemarkOfScript(name, value)) return nameEnd;
  const { isCardCheck, isOfCodes } = NAMES.of(name);
  if (!extent.assigned && !isCardCheck && !standsAlone(text, extent.end, value)) return nameEnd;
  const phrase = endOfPhrase(text, nameStart, nameEnd, extent.start, extent.end);
  const end = endOfLastWord(text, nameEnd, Math.max(endOfWhole(text, extent), phrase));
  found.secret(extent.start, end, 'named-secret');
  if (isOfCodes) return moreCodes(text, end, found);
  return text.slice(nameEnd, extent.start).includes('[') ? moreItems(text, end, field, found) : end;
}

/** `backup codes: 1a2b-3c4d 5e6f-7g8h`: the next codes, of the same kind and no words. */
function moreCodes(text: string, from: number, found: Found): number {
  let end = from;
  for (let count = 0; count < MOST_CODES; count++) {
    const code = /^["']?[ ,;]{1,3}["']?((?=[a-z-]{0,15}\d)[a-z\d]{2,12}(?:-[a-z\d]{2,8}){0,3})(?![\w-])/i.exec(
      text.slice(end, end + 48),
    );
    if (code === null) break;
    end += code[0].length;
    found.secret(end - (code[1] as string).length, end, 'named-secret');
  }
  return end;
}

/** `password: ["x", "y"]`: the next items of the list. */
function moreItems(text: string, from: number, field: FieldName, found: Found): number {
  let end = from;
  for (let count = 0; count < MOST_CODES; count++) {
    const item = NEXT_ITEM.exec(text.slice(end, end + LONGEST_ITEM));
    if (item === null) break;
    const value = item[2] as string;
    end += item[0].length;
    if (!isStandIn(value) && looksSecret(field.secret, value)) found.secret(end - value.length, end, 'named-secret');
  }
  return end;
}

const LONGEST_ITEM = 600;
const NEXT_ITEM = /^\\{0,3}["'],\s{0,24}(\\{0,3}["'])((?:(?!\1)[^\n]){1,512})(?=\1)/;
const MOST_CODES = 32;
