import type { FieldName } from '../keys/field-names.js';
import { entropyOf, looksRandom } from '../secrets/randomness.js';
import { cellValue } from './cell-value.js';
import { isChosenPassword, isStrongPassword } from './chosen-password.js';
import { isFactBesideName, isObjectName, isPlainFact } from './plain-fact.js';
import { isVerdict } from './remark.js';
import { isStandIn } from './stand-in.js';
import type { ValueExtent } from './value-extent.js';

/** A value that only a space parts from its name. */
export function valueBeside(
  text: string,
  nameStart: number,
  nameEnd: number,
  field: FieldName,
): ValueExtent | undefined {
  if (field.secret === 'code') return codeAfter(text, nameEnd) ?? cellValue(text, nameStart, nameEnd, field);
  return (
    cellValue(text, nameStart, nameEnd, field) ??
    settingValue(text, nameStart, nameEnd) ??
    alignedValue(text, nameStart, nameEnd) ??
    bracketValue(text, nameStart, nameEnd) ??
    savedValue(text, nameEnd) ??
    tupleValue(text, nameStart, nameEnd) ??
    givenPassword(text, nameEnd) ??
    lastPassword(text, nameEnd) ??
    passkeyAfter(text, nameEnd) ??
    directiveValue(text, nameEnd) ??
    communityValue(text, nameEnd) ??
    pairBeside(text, nameEnd) ??
    wrongArgument(text, nameEnd) ??
    memberValue(text, nameEnd) ??
    vendorValue(text, nameEnd, field) ??
    (field.secret === 'certain' ? randomAfter(text, nameEnd) : undefined)
  );
}

function extentOf(start: number, value: string): ValueExtent {
  return { start, end: start + value.length, assigned: true };
}

function hasDigitAndLetter(value: string): boolean {
  return /\d/.test(value) && /\p{L}/u.test(value);
}

const DIRECTIVE =
  /(?:(?:^|[^\w-])(?:requirepass|masterauth)|:_(?:authToken|password|auth)|\bmachine\s{1,16}\S{1,64}\s{1,16}login\s{1,16}\S{1,64}\s{1,16}password|\b(?:enable (?:secret|password)|username \S{1,64} (?:privilege \d+ )?(?:password|secret)|neighbor \S{1,64} password|chap password|snmp-server community|(?:isakmp|tacacs|radius|tacacs-server|radius-server) key)|\b(?:create|alter|grant|connect)\b[^;]{1,160} identified(?: by)?)$/i;

/** `passkey 482913`: six digits, by which two devices of Bluetooth know each other. `one-time passcode 482913`. */
function passkeyAfter(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:^|[^a-z])(?:passkey|one[ _-]?time[ _-]passcode)$/i.test(text.slice(Math.max(0, nameEnd - 20), nameEnd)))
    return undefined;
  const code = /^ (\d{6})(?![\w-]|[.:]\d)/.exec(text.slice(nameEnd, nameEnd + 10))?.[1];
  return code === undefined ? undefined : extentOf(nameEnd + 1, code);
}

/** `username and password are missing`; of Cisco's `username y password 7 094F…` the kind of the value tells. */
const SPEAKS_OF_BOTH = /\busername (?:and|or|und|et|y) (?:password|secret)$/i;
const OF_KIND = /^ \d /;

/** `requirepass x` of Redis and `CREATE USER u IDENTIFIED BY x`: settings and statements that join a value with a space. */
function directiveValue(text: string, nameEnd: number): ValueExtent | undefined {
  if (!DIRECTIVE.test(text.slice(Math.max(0, nameEnd - 200), nameEnd))) return undefined;
  const match = /^(?: by| \d(?= ))? ([^\s"';(]{2,128})/i.exec(text.slice(nameEnd, nameEnd + 134));
  if (
    match === null ||
    (SPEAKS_OF_BOTH.test(text.slice(Math.max(0, nameEnd - 24), nameEnd)) && !OF_KIND.test(match[0]))
  )
    return undefined;
  if (/^(?:by|with|password|externally|globally)$/i.test(match[1] as string)) return undefined;
  if (isVerdict(match[1] as string)) return undefined;
  return { ...extentOf(nameEnd + match[0].length - (match[1] as string).length, match[1] as string), proven: true };
}

/** `snmp community c0mm rejected`, `snmp community monitor ro`: a word that is none of the sentence, or says who may do what. */
function communityValue(text: string, nameEnd: number): ValueExtent | undefined {
  if (
    !/\b(?:snmp(?:v\d\w?|d)?[\]:]?[ -]community(?: string)?|community string)$/i.test(
      text.slice(Math.max(0, nameEnd - 24), nameEnd),
    )
  )
    return undefined;
  const [, value = '', access] =
    /^ "?([^\s"',;()]{4,64})"?( (?:ro|rw|read-only|read-write)\b)?/i.exec(text.slice(nameEnd, nameEnd + 80)) ?? [];
  if (isFactBesideName(value) || (access === undefined && !hasDigitAndLetter(value))) return undefined;
  return extentOf(text.indexOf(value, nameEnd), value);
}

/** `loggly token 0b62c02c-…`: what has the length and alphabet of the vendor that is named. */
function vendorValue(text: string, nameEnd: number, { vendor }: FieldName): ValueExtent | undefined {
  if (vendor === undefined) return undefined;
  const value = /^ ([\w.+/=-]{12,1024}?)\.?(?![\w.+/=-])/.exec(text.slice(nameEnd, nameEnd + 1_028))?.[1] ?? '';
  return hasDigitAndLetter(value) && vendor.accepts(value) ? extentOf(nameEnd + 1, value) : undefined;
}

/** `set psksecret x7Av…`, `  hec_token 13e4…`: a setting that has its line to itself and whose name is joined of words. */
function settingValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  const before = SETS.exec(text.slice(Math.max(0, nameStart - 48), nameStart))?.[1];
  if (before === undefined) return undefined;
  const name = text.slice(nameStart, nameEnd);
  if (before === '' && !/[a-z][_-][a-z]/i.test(name)) return undefined;
  const value =
    /^[ \t]{1,3}(?:ENC[ \t])?["']?([^\s"'`<>()=,;\\]{8,1024})(?:["']?[ \t]?(?=$|[\r\n]|\\[nr])|["'])/.exec(
      text.slice(nameEnd, nameEnd + 1_032),
    )?.[1] ?? '';
  if (!hasDigitAndLetter(value) || isFactBesideName(value) || isStandIn(value)) return undefined;
  return isObjectName(value) && !UUID.test(value) ? undefined : extentOf(text.indexOf(value, nameEnd), value);
}

/** `SecretID:         f67bfb9b-…`: in a block of settings whose values are aligned, one a line. */
function alignedValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (
    text.charAt(nameEnd) !== ':' ||
    !/(?:^|[\r\n]|\\n)[ \t]{0,8}$/.test(text.slice(Math.max(0, nameStart - 10), nameStart))
  )
    return undefined;
  const value =
    /^:[ \t]{4,40}([^\s"'`<>()]{8,1024})[ \t]?(?=$|[\r\n]|\\n)/.exec(text.slice(nameEnd, nameEnd + 1_068))?.[1] ?? '';
  if (!hasDigitAndLetter(value) || isFactBesideName(value) || isStandIn(value)) return undefined;
  return isObjectName(value) && !UUID.test(value) ? undefined : extentOf(text.indexOf(value, nameEnd), value);
}

/** `cfgattr="psksecret[x]"`, `passwd[old->new]` of FortiOS: what an attribute was set to. */
function bracketValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (text.charAt(nameEnd) !== '[' || text.slice(nameStart, nameEnd).includes('.')) return undefined;
  const value = /^\[(?:ENC )?([^\]\s"']{8,1024})\](?![\w.([=])/.exec(text.slice(nameEnd, nameEnd + 1_034))?.[1] ?? '';
  if (!hasDigitAndLetter(value) || isFactBesideName(value) || isObjectName(value) || UUID.test(value)) return undefined;
  if (/^[\w.]*:[\w.]*$|^\w+$/.test(value) && !looksRandom(value)) return undefined; // an index
  return extentOf(text.indexOf(value, nameEnd), value);
}

const SAVED =
  /^ (?:saved|stored|loaded|issued|generated|created|rotated|renewed|refreshed|minted|added|imported|accepted|registered|obtained|acquired|returned|fetched|written|assigned)(?: successfully)?(?::| ->| =>| as) "?([^\s"'`<>=;,()]{8,2048})(?![^\s"'`;,).])/i;

/** `Authtoken saved: x`, `api key created: x`: random, since what follows is as often what it is called. */
function savedValue(text: string, nameEnd: number): ValueExtent | undefined {
  if (text.charCodeAt(nameEnd) !== 0x20) return undefined;
  const value = SAVED.exec(text.slice(nameEnd, nameEnd + 2_120))?.[1] ?? '';
  if (!looksRandom(value) || isPlainFact(value) || isObjectName(value) || isAnId(value)) return undefined;
  return extentOf(text.indexOf(value, nameEnd), value);
}

/** Of a token people write its number, too. */
function isAnId(value: string): boolean {
  return UUID.test(value) || /^[a-z]{2,12}[_-][a-z0-9]{1,12}$|[:/]/i.test(value);
}

const SETS =
  /(?:^|[\r\n]|\\n|(?:cmd|command|msg|action|input|exec\w*)["']?[ \t]?[:=][ \t]?["'](?=set))[ \t]{0,24}((?:(?:set|unset|setenv|config|option)[ \t]{1,4}(?:[\w-]{1,24}[ \t]{1,4})?)?)$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const WHOSE_PASSWORD =
  /^ (?:(?:is|was|value|string) )?(?:(?:generated|set|created|given|used|entered|typed|received|configured|wrong|incorrect|invalid|errata|sbagliata|incorrecta|falsch|erroné) )?(?:for|of|per|für|fuer|pour|para|de|di|dla|voor|till) (?:\([^()\r\n]{0,48}[:=] [^()\r\n]{0,48}\)|[^\r\n:=]|[:=](?! )|(?<= (?:user|account|login|benutzer)): (?=\S{1,40}: )){1,120}?(?:: | (?:=|->|=>|is|is now|ist|lautet|est|es|è) )["'`]?([^\s"'`<>=]{6,512}={0,2})["'`]?[ \t]?(?=$|[\r\n,;)]|\.(?:\s|$))/i;

/**
 * `Password for the elastic user (…): x`, `shared secret for client nas-4 is x`: of whom or what it is stands between. Whatever is no
 * password must be plainly random.
 */
export function announcedValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (text.charCodeAt(nameEnd) !== 0x20) return undefined;
  const match = WHOSE_PASSWORD.exec(text.slice(nameEnd, nameEnd + 680));
  const value = (match?.[1] ?? '').replace(/\.$/, '');
  if (match === null || !hasDigitAndLetter(value) || isFactBesideName(value) || isObjectName(value)) return undefined;
  const name = text.slice(nameStart, nameEnd);
  const isPassword =
    /(?:password|passwd|passphrase|passwort|kennwort|secret|contraseña|senha|wachtwoord|hasło)$/iu.test(name);
  if (isPassword ? /[/\\]|^\w+:$/.test(value) : !looksRandom(value) || isAnId(value)) return undefined;
  const start = nameEnd + match[0].lastIndexOf(value);
  const before = text.slice(nameEnd, start);
  if (!isPassword && /^[0-9a-f-]+$/i.test(value) && NUMBER_OF_WORK.test(before)) return undefined;
  if (OF_USER.test(before) && SAYS_WRONG.test(text.slice(Math.max(0, nameStart - 16), start))) return undefined;
  const isState = /secret$/i.test(name) && IS_DONE.test(before) && !isStrongPassword(value) && !looksRandom(value);
  return isState ? undefined : extentOf(start, value);
}

/** `token used for commit: …`: what comes is the number of that. */
const NUMBER_OF_WORK =
  /\b(?:commit|trace|span|request|req|job|build|order|sha\d*|hash|digest|checksum|revision|task|run|event|message|correlation|invoice|blob|object|image|layer|id):? $/i;
/** `password incorrect for user: jo123456`: who it was. */
const OF_USER =
  /\b(?:user|username|user ?name|login|account|client|principal|identity|id|benutzer|nutzer|konto|utilisateur|usuario|usuário|utente|gebruiker|użytkownika)(?: ?id)?: $/i;
const SAYS_WRONG =
  /\b(?:incorrect|wrong|invalid|bad|failed|failure|expired|mismatch(?:ed)?|rejected|denied|missing|unknown|errata|sbagliata|incorrecta|falsch|ungültig\w*|erroné)\b/i;
/** `is configured: …`: what comes says more about it as often. */
const IS_DONE = /\bis (?:configured|set|present|available|enabled|valid|known|used|required|needed|missing): $/i;

const REST_OF_TUPLE = /^, ?\[?([^\s"'`(),=]{8,1024}?={0,2})\]?\)/;
const REST_OF_LIST = /^, ?([^\s"'`()[\],=]{8,1024}={0,2})\]/;
/** Lists hold names of types: `[ApiKey, ApiKeyHandler2]`. */
const WORDS_AND_NUMBER = /^(?:[A-Z]?[a-z]+){1,12}\d{1,3}$/;

/** `(spark.hadoop.fs.s3a.secret.key,x)`, `[SigningKey, x]`: a pair of Scala or .NET. */
function tupleValue(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  if (text.charAt(nameEnd) !== ',' || !/(?:^|[^\w$\])>])[([]$/.test(text.slice(Math.max(0, nameStart - 2), nameStart)))
    return undefined; // behind a word it is a call
  const isList = text.charAt(nameStart - 1) === '[';
  const value = (isList ? REST_OF_LIST : REST_OF_TUPLE).exec(text.slice(nameEnd, nameEnd + 1_032))?.[1] ?? '';
  if (!hasDigitAndLetter(value) || isFactBesideName(value) || isObjectName(value)) return undefined;
  if (isList && !isStrongPassword(value) && (!looksRandom(value) || WORDS_AND_NUMBER.test(value))) return undefined;
  return extentOf(text.indexOf(value, nameEnd), value);
}

const USER_AND_SECRET = /^ [\w.@\\-]{1,64}[:/]([^\s"'/:]{4,128})(?=\s|$)/;

/** `credentials jo/hunter22x` */
function pairBeside(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:credentials?|creds)$/i.test(text.slice(Math.max(0, nameEnd - 12), nameEnd))) return undefined;
  const [whole = '', secret = ''] = USER_AND_SECRET.exec(text.slice(nameEnd, nameEnd + 200)) ?? [];
  return hasDigitAndLetter(secret) ? extentOf(nameEnd + whole.length - secret.length, secret) : undefined;
}

/** `password kv-Get-77x` where its sentence or line ends: of small and large letters or signs, and digits. */
function lastPassword(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:password|passwd|passphrase|passwort|kennwort)$/i.test(text.slice(Math.max(0, nameEnd - 16), nameEnd)))
    return undefined;
  const value = /^ ([^\s"'`<>()=,;]{6,64})(?= ?(?:$|[\r\n,;)]))/.exec(text.slice(nameEnd, nameEnd + 72))?.[1] ?? '';
  if (isFactBesideName(value) || isStandIn(value)) return undefined;
  if (!/\d/.test(value) || !/\p{Ll}/u.test(value) || !/[\p{Lu}!#$%&*+@?^~]/u.test(value)) return undefined;
  return extentOf(nameEnd + 1, value);
}

const GIVEN_AS_ARGUMENT =
  /^ (?:argument|arg|parameter|param|value|string|literal)(?: is| was|:| =|,)? ?(["'`])([^\s"'`]{6,64})\1/;

/** `wrong password argument "x"`, `bad passphrase value 'x'`: what a function was handed, if it is no name of a field. */
function wrongArgument(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:password|passwd|passphrase|secret)$/i.test(text.slice(Math.max(0, nameEnd - 12), nameEnd))) return undefined;
  const value = GIVEN_AS_ARGUMENT.exec(text.slice(nameEnd, nameEnd + 96))?.[2] ?? '';
  return isChosenPassword(value) ? extentOf(text.indexOf(value, nameEnd), value) : undefined;
}

const MEMBER =
  /^\\{0,3}["']?\]?\[:?\\{0,3}["']?(?!(?:min|max|length|policy|type|format|algorithm|encoder|encryption|hash|path|file|url|uri|name|field|label|hint|rule|regex|expir|age|source|from)[\w-]*["'\]\\])[\w.@-]{1,48}\\{0,3}["']?\][ \t]{0,3}=>?[ \t]{0,3}\\{0,3}(["'])([^"'\\\r\n]{6,256})\\{0,3}\1/;

/** `node['db']['password']['jo'] = "x"`: the password of one of several accounts. */
function memberValue(text: string, nameEnd: number): ValueExtent | undefined {
  if (!/(?:passwords?|passwd|passphrase|secrets?|credentials)$/i.test(text.slice(Math.max(0, nameEnd - 16), nameEnd)))
    return undefined;
  const value = MEMBER.exec(text.slice(nameEnd, nameEnd + 340))?.[2] ?? '';
  if (!hasDigitAndLetter(value) || isFactBesideName(value) || isObjectName(value)) return undefined;
  return extentOf(text.indexOf(value, nameEnd), value);
}

/** What has a digit and a letter too: an algorithm, an address, a date, a word with a small number. */
const OTHER_THAN_GIVEN =
  /^(?:sha|md|pbkdf|b?crypt|argon|scrypt|hash|v\d|https?:|\/|\d{4}-)|^(?:[a-z]+[-_]\d{1,3}|[a-z]+\d\d?|[a-z]{1,5}\d{3})$/i;

/** `with password hunter22x`, `temporary password hunter22x`: behind these words a mixed word is no remark. */
function givenPassword(text: string, nameEnd: number): ValueExtent | undefined {
  if (
    !/\b(?:with|using|temporary|initial|generated|default|new|tried|entered|typed) (?:password|passwort|passwd|passphrase|pass|pw|psk|credentials?|creds|secret)$|\bshared (?:secret|key)$|\bconfig(?:ure)? set \S{0,64}(?:password|passwd|passphrase|secret|token)$/i.test(
      text.slice(Math.max(0, nameEnd - 96), nameEnd),
    )
  )
    return undefined;
  const value = /^ ["'`]?([^\s"'`<>]{6,64}?)["'`]?[.,;:]?(?=\s|$)/.exec(text.slice(nameEnd, nameEnd + 70))?.[1] ?? '';
  if (!hasDigitAndLetter(value) || OTHER_THAN_GIVEN.test(value)) return undefined;
  const isOften = /(?:secret|credentials?|creds|psk)$/i.test(text.slice(Math.max(0, nameEnd - 12), nameEnd));
  return isOften && (/[:/]/.test(value) || !isStrongPassword(value))
    ? undefined
    : extentOf(text.indexOf(value, nameEnd), value); // a cluster's secrets have names
}

/** `aws configure set aws_secret_access_key wJalr…`: with so little between, the value must be plainly random. */
function randomAfter(text: string, nameEnd: number): ValueExtent | undefined {
  const value =
    /^ "?([A-Za-z0-9+/_=-]{16,2048}(?:\|\d{10}\|[\w+/-]{20,128}={0,2})?)(?![\w.+/=-])/.exec(
      text.slice(nameEnd, nameEnd + 2_200),
    )?.[1] ?? '';
  if (!hasDigitAndLetter(value) || entropyOf(value) < 3.2) return undefined;
  const name = text.slice(Math.max(0, nameEnd - 24), nameEnd);
  if (/^[A-Za-z_]\w{1,31}=\w/.test(value) && !/(?:cookies?|pass(?:word|wd|phrase)?|pwd)$/i.test(name)) return undefined; // another field
  if (UUID.test(value) && (TOKEN_OF_SOMEBODY.test(name) || isOfScaleway(text, nameEnd)))
    return extentOf(text.indexOf(value, nameEnd), value);
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-|^\/|^--|^[a-z]+(?:[-_/][a-z0-9]+)+$/.test(value)) return undefined;
  if (/^[0-9a-f]{4,8}(?:[-_/][a-z]{3,16}){2,4}$/.test(value) && !/pass(?:word|wd|phrase)?$|pwd$/i.test(name))
    return undefined; // `7f2a11cc-deploy-bot`
  return extentOf(text.indexOf(value, nameEnd), value);
}

const OF_SCALEWAY = /(?:\b(?:scw|scaleway)\b|access[_-]key[ =:"']{1,3}SCW\w{17}\b)[^\r\n]{0,64}secret[_-]key$/i;

/** `access_key SCW… secret_key 0b62c02c-…`: Scaleway's secret keys are UUIDs. */
function isOfScaleway(text: string, nameEnd: number): boolean {
  return OF_SCALEWAY.test(text.slice(Math.max(0, nameEnd - 112), nameEnd));
}

/** Of these tokens a UUID is the token itself more often than its number. */
const TOKEN_OF_SOMEBODY =
  /(?:refresh|reset|verification|confirmation|magic|remember(?:-me|_me| me)?|activation)[ _-]token$|secret[ _-]?id$/i;

/** `CVV 123`, `OTP 482913`, `["pin", 4711]`: digits right behind the name of a code. */
function codeAfter(text: string, nameEnd: number): ValueExtent | undefined {
  const code =
    /^(?: code)?[ \t#]{1,2}(\d{3,8}|\d{4}-\d{4})(?![\w.-])/.exec(text.slice(nameEnd, nameEnd + 16)) ??
    /^(?: code)? (?:(?:entered|typed|keyed|submitted|tried)[: ]{1,2}["']?(?=\d{4})|(?:sent|received|given|used|provided|rejected|accepted)[: ]{1,2}["']?(?=\d{5}))(\d{4,8})(?![\w.:-]| (?:(?:[mnuµ]?s|[mk]?V|mA|sec\w*|min\w*|times|attempts|bytes|users|requests|messages|as|of \d+)\b|of (?:the|all|them)\b))/.exec(
      text.slice(nameEnd, nameEnd + 48),
    ) ??
    /^\\{0,3}["'],[ \t]{0,3}(\d{4,8})(?=[ \t]?[,\])])/.exec(text.slice(nameEnd, nameEnd + 20));
  if (code === null) return undefined;
  return extentOf(nameEnd + code[0].length - (code[1] as string).length, code[1] as string);
}
