import type { Detector, Found } from '../detect/detector.js';
import { type FieldName, type FieldNames, mayGoOn } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { splitWords } from '../keys/split-words.js';
import { entropyOf } from '../secrets/randomness.js';
import { credentialsExtent } from './header-extent.js';
import { nextLineValue } from './next-line-value.js';
import { isNameOfThing, isOtherThanSecret } from './other-than-secret.js';
import { pairedValue } from './paired-value.js';
import { personalValue } from './personal-value.js';
import { isProgramText } from './program-text.js';
import { isRemarkOfScript, standsAlone } from './remark.js';
import { STEMS } from './stems.js';
import { LONGEST_VALUE, type ValueExtent, valueAfter } from './value-extent.js';

/**
 * Names in free text and the values that follow them: `password=hunter2`, `"apiKey":"…"`, `--token …`, `SSN: 123-45-6789`,
 * in JSON, also escaped, forms, query strings, headers, XML, SQL, connection strings, command lines and prose.
 */
export function namedValues(names: FieldNames): Detector {
  return {
    keywords: STEMS,
    at(text, start, end, found) {
      const nameStart = startOfName(text, start);
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
      return field.personal.length > 0
        ? Math.max(nameEnd, personalValue(text, nameEnd, field.personal, found))
        : nameEnd;
    },
  };
}

const PRECEDES_VALUE = new Set([...' \t\r\n=:"\'`\\%&)]><-#(@,/|;.'].map((sign) => sign.charCodeAt(0)));

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
  while (start > 0 && from - start <= LONGEST_NAME && isNameUnit(text, start - 1) && !isEscapedLetter(text, start - 1))
    start--;
  return start;
}

/** `Session ID`, `partita IVA`, `rodné číslo`: the name may go on behind the stem; where it ends then. */
function endOfWords(text: string, nameStart: number, nameEnd: number): number {
  let end = nameEnd;
  let word = LAST_WORD.exec(text.slice(Math.max(nameStart, nameEnd - 24), nameEnd))?.[0];
  for (let words = 0; words < 3 && word !== undefined && text.charCodeAt(end) === 0x20; words++) {
    NEXT_WORD.lastIndex = end + 1;
    const next = NEXT_WORD.exec(text)?.[0];
    if (next === undefined || !mayGoOn(plainWord(word), plainWord(next))) break;
    end += next.length + 1;
    word = next;
  }
  return end;
}

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
  while (end < text.length && end - from <= LONGEST_NAME && isNameUnit(text, end)) end++;
  while (end > from && text.charAt(end - 1) === '.') end--;
  return end;
}

/** The `n` of a literal `\n` before a name, and the digits of `%26`, are no part of the name. */
function isEscapedLetter(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before !== 0x5c && !(text.charCodeAt(at - 2) === 0x25)) return false;
  if (/[nrt]/.test(text.charAt(at)) && text.charAt(at - 1) === '\\') return true;
  return /^%(?:2[026CcFf]|3[AaBbFf]|0[AaDd]|7[Bb]|5[Bb])/.test(text.slice(at - 2, at + 1));
}

/** The `mfa` of `"mfa":{"code":"482913"}`. */
const OUTER_NAME = /["']([\p{L}\w-]{2,24})["'][ \t]?(?::|=>)[ \t]?$/u;

/** `api key`, `Your verification code`: the name of the object whose first member this is, or up to three words before the name, each one space apart, help to judge it. */
function withWordsBefore(text: string, nameStart: number, nameEnd: number): string {
  if (/^\{["']$/.test(text.slice(Math.max(0, nameStart - 2), nameStart))) {
    const outer = OUTER_NAME.exec(text.slice(Math.max(0, nameStart - 40), nameStart - 2))?.[1];
    return (outer === undefined ? '' : `${outer} `) + text.slice(nameStart, nameEnd);
  }
  let start = nameStart;
  for (let words = 0; words < 3 && start > 1; words++) {
    if (text.charAt(start - 1) !== ' ' || !/[\p{L}\p{M}\p{N}'’]/u.test(text.charAt(start - 2))) break;
    let word = start - 1;
    while (word > 0 && nameEnd - word < LONGEST_NAME && /[\p{L}\p{M}\p{N}'’_-]/u.test(text.charAt(word - 1))) word--;
    start = word;
  }
  return text.slice(start, nameEnd);
}

/** The twelve to twenty-four words that stand for a wallet's key (BIP 39). */
function recoveryPhrase(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (!/(?:mnemonic|phrase)$/i.test(text.slice(Math.max(nameStart, nameEnd - 16), nameEnd))) return undefined;
  const words = RECOVERY_WORDS.exec(text.slice(nameEnd, nameEnd + 256));
  if (words === null) return undefined;
  const end = nameEnd + words[0].length;
  return { start: end - (words[1] as string).length, end, assigned: true };
}

const RECOVERY_WORDS = /^["'\\]{0,2}[ \t]?[:=]?[ \t]?["'\\]{0,2}((?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})/;

/** A value that only a space parts from its name. */
function valueBeside(text: string, nameEnd: number, field: FieldName): ValueExtent | undefined {
  if (field.secret === 'code') return codeAfter(text, nameEnd);
  return (
    givenPassword(text, nameEnd) ??
    directiveValue(text, nameEnd) ??
    pairBeside(text, nameEnd) ??
    vendorValue(text, nameEnd, field) ??
    (field.secret === 'certain' || (field.secret !== 'none' && text.startsWith(' id ', nameEnd))
      ? randomAfter(text, nameEnd)
      : undefined)
  );
}

const DIRECTIVE =
  /(?:^|[^\w-])(?:requirepass|masterauth)$|:_(?:authToken|password|auth)$|\bmachine \S{1,64} login \S{1,64} password$|\b(?:enable (?:secret|password)|username \S{1,64} (?:privilege \d+ )?(?:password|secret)|snmp-server community|(?:isakmp|tacacs|radius|tacacs-server|radius-server) key)$|\b(?:create|alter|grant|connect)\b[^;]{1,160} identified(?: by)?$/i;

/** `requirepass x` of Redis and `CREATE USER u IDENTIFIED BY x`: settings and statements that join a value with a space. */
function directiveValue(text: string, nameEnd: number): ValueExtent | undefined {
  if (!DIRECTIVE.test(text.slice(Math.max(0, nameEnd - 200), nameEnd))) return undefined;
  const match = /^(?: by| \d(?= ))? ([^\s"';(]{2,128})/i.exec(text.slice(nameEnd, nameEnd + 134));
  if (match === null || /^(?:by|with|password|externally|globally)$/i.test(match[1] as string)) return undefined;
  const end = nameEnd + match[0].length;
  return { start: end - (match[1] as string).length, end, assigned: true };
}

/** `loggly token 0b62c02c-…`: what has the length and alphabet of the vendor that is named. */
function vendorValue(text: string, nameEnd: number, { vendor }: FieldName): ValueExtent | undefined {
  if (vendor === undefined) return undefined;
  const value = /^ ([\w.+/=-]{12,256})(?![\w.])/.exec(text.slice(nameEnd, nameEnd + 260))?.[1];
  if (value === undefined || !/\d/.test(value) || !/[A-Za-z]/.test(value) || !vendor.accepts(value)) return undefined;
  return { start: nameEnd + 1, end: nameEnd + 1 + value.length, assigned: true };
}

/** `user="jo" pass="two words"`: beside a user it is no test that passes. */
function isUsersPass(text: string, nameStart: number, nameEnd: number, extent: ValueExtent): boolean {
  if (!extent.assigned || !/(?:^|[^a-z])(?:pass|pw)$/i.test(text.slice(Math.max(0, nameEnd - 5), nameEnd)))
    return false;
  return /\b(?:user|username|login|usr|uid|account)["']?[ \t]?[:=][^\n]{1,64}$/i.test(
    text.slice(Math.max(0, nameStart - 96), nameStart),
  );
}

const USER_AND_SECRET = /^ [\w.@\\-]{1,64}[:/]([^\s"'/:]{4,128})(?=\s|$)/;

/** `credentials jo/hunter22x` */
function pairBeside(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:credentials?|creds)$/i.test(text.slice(Math.max(0, nameEnd - 12), nameEnd))) return undefined;
  const match = USER_AND_SECRET.exec(text.slice(nameEnd, nameEnd + 200));
  const secret = match?.[1];
  if (match === null || secret === undefined || !/\d/.test(secret) || !/\p{L}/u.test(secret)) return undefined;
  const end = nameEnd + match[0].length;
  return { start: end - secret.length, end, assigned: true };
}

/** `with password hunter22x`, `temporary password hunter22x`: behind these words a mixed word is no remark. */
function givenPassword(text: string, nameEnd: number): ValueExtent | undefined {
  if (
    !/\b(?:with|using|temporary|initial|generated|default|new) (?:password|passwort|passwd|passphrase)$/i.test(
      text.slice(Math.max(0, nameEnd - 32), nameEnd),
    )
  )
    return undefined;
  const value = /^ ([^\s"'`<>]{6,64})(?=\s|$)/.exec(text.slice(nameEnd, nameEnd + 68))?.[1]?.replace(/[.,;:]$/, '');
  if (value === undefined || !/\d/.test(value) || !/\p{L}/u.test(value)) return undefined;
  if (
    /^(?:sha|md|pbkdf|b?crypt|argon|scrypt|hash|v\d|https?:|\/|\d{4}-)|^[a-z]+[-_]?\d{1,3}$/i.test(value) &&
    !/^[a-z]{6,}\d{3,}$/i.test(value)
  )
    return undefined;
  return { start: nameEnd + 1, end: nameEnd + 1 + value.length, assigned: true };
}

/** `aws configure set aws_secret_access_key wJalr…`: with so little between, the value must be plainly random. */
function randomAfter(text: string, nameEnd: number): ValueExtent | undefined {
  const value = /^(?: id)? ([A-Za-z0-9+/_=-]{16,256})(?![\w.])/i.exec(text.slice(nameEnd, nameEnd + 264))?.[1];
  if (value === undefined || !/[0-9]/.test(value) || !/[A-Za-z]/.test(value) || entropyOf(value) < 3.2)
    return undefined;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value) || /^\/|^[a-z]+(?:[-_/][a-z0-9]+)+$/.test(value)) return undefined;
  const start = text.indexOf(value, nameEnd);
  return { start, end: start + value.length, assigned: true };
}

/** `CVV 123`, `OTP 482913`: digits right behind the name of a code. */
function codeAfter(text: string, nameEnd: number): ValueExtent | undefined {
  const code = /^(?: code)?[ \t#]{1,2}(\d{3,8})(?![\w.-])/.exec(text.slice(nameEnd, nameEnd + 16));
  return code === null
    ? undefined
    : { start: nameEnd + code[0].length - (code[1] as string).length, end: nameEnd + code[0].length, assigned: true };
}

const EMPTY_WORD = /^(?:null|nil|none|undefined|true|false|empty|unset|n\/a|yes|no|on|off|include|omit|same-origin)$/i;
const NOT_A_VALUE =
  /^(?:[^\p{L}\p{N}\s]{1,2}|(?:sameSite|secure|httpOnly|path|domain|max-age|expires)(?:[=;].{0,64})?|\*+|\.{3}|…|-+|x{3,}|X{3,}|%[sdvq]|\{\}|\[\]|\{\w*\}|\$\{?\w+\}?|<[^>]*>|\[?(?:REDACTED|FILTERED|MASKED|OMITTED|CUT|redacted|Filtered|filtered|masked|hidden|PROTECTED)(?::[\w -]{1,64})?\]?)$/iu;

/** `https://x-access-token:…@host`: the URL's own rule knows where the password ends. */
function isUserInfo(text: string, nameStart: number, nameEnd: number): boolean {
  return text.charAt(nameEnd) === ':' && text.slice(Math.max(0, nameStart - 3), nameStart) === '://';
}

/** `(known after apply)` of Terraform, `(not set)`. */
const IN_BRACKETS = /^\((?:[a-z]+(?: [a-z]+){0,3})\)/i;

/** No further than a value can reach that would be accepted: what is refused may be looked at once a name. */
function longestValue(field: FieldName): number {
  if (field.secret === 'code') return 32;
  return field.secret === 'none' ? 256 : LONGEST_VALUE;
}

function secretValue(text: string, nameStart: number, nameEnd: number, field: FieldName, found: Found): number {
  if (isNameOfThing(text, nameStart, nameEnd) || isUserInfo(text, nameStart, nameEnd)) return nameEnd;
  const extent =
    recoveryPhrase(text, nameStart, nameEnd) ??
    pairedValue(text, nameStart, nameEnd) ??
    credentialsExtent(text, nameStart, nameEnd) ??
    valueAfter(text, nameStart, nameEnd, longestValue(field)) ??
    nextLineValue(text, nameStart, nameEnd, field.secret === 'certain' ? LONGEST_VALUE : 256) ??
    valueBeside(text, nameEnd, field);
  if (extent === undefined) return nameEnd;
  const value = text.slice(extent.start, extent.end);
  if (value === '' || EMPTY_WORD.test(value) || NOT_A_VALUE.test(value)) return nameEnd;
  if (
    /^(?:ENC[[(]|!(?:vault|secret|env|include)(?:$|\W)|arn:[\w-]+:|projects\/[^/]+\/secrets\/|op:\/\/|vault:|ssm:|ref\+)/.test(
      value,
    )
  )
    return nameEnd; // where it is kept
  if (value.startsWith('(') && IN_BRACKETS.test(text.slice(extent.start, extent.start + 48))) return nameEnd;
  if (isProgramText(text, extent, nameEnd) || isOtherThanSecret(text, nameStart, nameEnd, extent)) return nameEnd;
  if (field.vendor?.accepts(value)) {
    found.secret(extent.start, extent.end, field.vendor.rule);
    return Math.max(nameEnd, extent.end);
  }
  if (!looksSecret(field.secret, value) && !isUsersPass(text, nameStart, nameEnd, extent)) return nameEnd;
  if (isRemarkOfScript(text.slice(nameStart, nameEnd), value)) return nameEnd;
  if (!extent.assigned && !standsAlone(text, extent.end, value)) return nameEnd;
  found.secret(extent.start, extent.end, 'named-secret');
  return Math.max(nameEnd, extent.end);
}
