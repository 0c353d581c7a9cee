import { looksLikeCredential } from '../keys/secret-key.js';
import { mayStandInList } from '../list-names.js';
import { endOfBareValue, endOfParts } from './bare-value.js';
import { secretOfHeader } from './header-item.js';
import { isHelp, listedArgument } from './listed-argument.js';
import { isFactBesideName, isObjectName } from './plain-fact.js';
import { isRemark } from './remark.js';
import { isStandIn } from './stand-in.js';

/** Where the value of a named field lies in a text. */
export interface ValueExtent {
  readonly start: number;
  readonly end: number;
  /** In quotes, or tied to its name without a space: `a="b"`, `a=b`, `a:b`. Otherwise the sentence may only talk about the name. */
  readonly assigned: boolean;
  /** Its place or its shape says that it is a secret, whatever it looks like. */
  readonly proven?: boolean;
  /** Up to where a bare value may go on behind a sign that elsewhere ends one. */
  readonly goesOnTo?: number;
  /** Of a value that was cut at the longest that is judged: the quote before it, or nothing. */
  readonly cutIn?: string;
}

/** What may stand between a name and its value; the window is bounded, so matching is. */
const WINDOW = 64;
/** `["password":protected]` and `[password:App\User:private]` of PHP. */
const VISIBILITY = String.raw`(?::(?:protected|(?:["\w\\]{1,64}:)?private))?`;
const CLOSING = String.raw`(?:\\{0,3}["'\x60](?:${VISIBILITY}\])?|%(?:25){0,2}(?:22|5[Dd])|&quot;|\*\*(?=:)|${VISIBILITY}\]|[\])])?`;
const SPACES = String.raw`(?:[ \t]|%20){0,3}`;
/** `aes key (base64): …`: how the value is written. */
const WRITTEN_IN = String.raw`(?:[ \t]\((?:[Bb]ase64(?:url)?|BASE64|b64|[Hh]ex(?:adecimal)?|HEX|raw|utf-?8)(?:[ -]encoded)?\)(?=[ \t]?[:=]))?`;
/** Files of settings line up their equals signs. */
const ALIGNING = String.raw`(?:[ \t]{1,40}(?==)|${SPACES})`;
const PAIRED = String.raw`>\s{0,16}<(?:value|val|content|string)>|${CLOSING}(?:[([{]|:${SPACES}\{${SPACES}|${SPACES},?${SPACES}|:?(?:\r?\n|\\r\\n|\\n)[ \t]{1,24})(?:\\{0,3}["'])?(?:value|val|content|token_?value|old|from|before|previous|new)(?:\\{0,3}["'])?${SPACES}[:=]`;
/** A property list of Apple: `<key>password</key><string>x</string>`. */
const PROPERTY = String.raw`</key>\s{0,16}<string>`;
const SEPARATOR = new RegExp(
  String.raw`(?:${PROPERTY}|${PAIRED}|(?:[ \t]\d{1,2}(?:\/\d{1,2}|[ \t]of[ \t]\d{1,2})?(?=:))?${WRITTEN_IN}${CLOSING}${ALIGNING}(?:===?|=>|:=|->|=|::(?=[ \t])|:(?:\*\*(?=[ \t\r\n\\]))?|\.{3,64}|%(?:25){0,2}3[AaDd]|&gt;|>))(?<space>(?:(?:\r?\n|\\n)[ \t]{1,24}(?=string\()|(?:[ \t]|%20){0,3})(?:(?<=%(?:25){0,2}3[Aa]%(?:25){0,2}20)(?:Basic|Bearer|Token)%(?:25){0,2}20)?(?:string\(\d{1,6}\)[ \t])?\[?(?:[ \t]|%20)?)`,
  'y',
);
/** `Unseal Key 2/5:`, `session 2 of 5:`: keys are shared out, other things are counted. */
const ONE_OF_SHARES = /^[ \t]\d{1,2}(?:\/|[ \t]of[ \t])\d{1,2}:/;
const SHARED = /(?:key|share|secret|shard|seed|phrase|password|passwd|part)s?$/i;
/** Nearly always; what else may stand between begins otherwise (`string(8) "x"` of PHP, too). */
const ASSIGNS = /=(?=[A-Za-rt-z\d])/y;
const FORM_PART = /"(?:\r?\n|\\r\\n|\\n){2}/y;
const FLAG_VALUE = /[ \t]{1,2}(?=[^\s-])/y;
const SQL_VALUE = /(?:[ \t](?:ascii-text|hexadecimal))?[ \t]{1,2}(?=N?['"])/y;
/** The rest of `('password', 'x')`, of `["--token", "x"]` and of `["x-api-key", ["x"]]`. */
const NEXT_ITEM = /\\{0,3}["'],(?:\r?\n|\\r\\n|\\n)?[ \t]{0,24}\[?[ \t]{0,24}(?=\\{0,3}["'])/y;
/** `["api key", "x"]`: a name may be the last of a few words. */
const OPENS_ITEM = /["'](?:#|(?:[\p{L}\p{N}_-]{1,24} ){0,2})$/u;
/** `{password,<<"x">>}`, `{<<"password">>,<<"x">>}`, `{password,"x"}`: a pair of Erlang. */
const OPENS_TERM = /\{[ \t]?(?:'|<<\\{0,3}")?$/;
const REST_OF_TERM = /(?:'|\\{0,3}">>)?,[ \t]{0,3}(?=(?:<<)?\\{0,3}")/y;
/** `"--password" a4="x"`, `argv[3]=--password argv[4]=x`: the next of numbered arguments, as auditd writes them. */
const NEXT_NUMBERED = /\\{0,3}["']?,?[ \t]{1,3}(?:a|arg|argv)\[?\d{1,2}\]?[ \t]?[=:][ \t]?(?=\S)/y;
/** A password may begin with a hyphen. */
const NEXT_FLAG = /^--[a-z]|^-[a-z][a-z-]*$|^-[a-z]\d*$/i;
/** The rest of `"password: ", "x"`: a text that announces its value, and the value. */
const NEXT_LITERAL = /\\{0,3}["'`],[ \t]{0,3}(?=\\{0,3}["'`])/y;
/** The rest of `Path \`password\` (\`x\`) is shorter than …`: what a validator was given. */
const GIVEN = /\\{0,3}["'`] \((?=["'`])/y;
const JUDGED =
  /^\\{0,3}["'`]\) (?:is|was|are|has|have|must|should|may|does|do|did|can|cannot|not|fails?|failed|exceeds|contains|matches)\b/;
/** `PASSWORD('x')` of MySQL, `IDENTIFIED WITH plugin BY 'x'`. */
const SQL_CALL = /\([ \t]?(?=['"])|(?:[ \t]with[ \t][\w'"`]{1,40})?[ \t](?:by|as)[ \t](?=['"])/iy;
/** Whose secret it is: `for user jo`, `für Benutzer jo`, `de l'utilisateur jo`. */
const WHOSE_OF_TWO = String.raw`[ \t](?:for|of|per|für|pour|para|voor)[ \t](?:[\p{L}_-]{2,24}[ \t]){0,2}\S{1,40}`;
const WHOSE = String.raw`[ \t](?:for|of|für|fuer|pour|de|del|di|do|da|van|voor|dla|för|til)[ \t](?:(?:the[ \t]|l['’])?(?:user|account|login|benutzer|konto|utilisateur|usuario|usuário|utente|gebruiker|użytkownika|användare)[ \t])?\S{1,40}`;
/** `password entered: x`, `mot de passe saisi : x`: what was done with it. */
const DONE =
  '[ \\t](?:configured|received|computed|provided|supplied|submitted|entered|used|given|tried|attempted|typed|saisi|eingegeben|verwendet|introducida|ingresada|inserita|digitada|ingevoerd)[ \\t]?[:=]';
const IS = String.raw`[ \t](?:(?:was|is|has been)[ \t](?:set|changed|reset|updated)[ \t]to|is now|is|was|(?:has|having|with)(?:[ \t]the)? value(?: of)?|ist|lautet|est|c['’]est|es|jest|è|é|(?:updated|changed|set) from(?=[ \t]["'])|resolved to|evaluated to|set to|changed to|reset to|updated to|to|=|[-=]>|→)(?:[ \t]*:)?`;
const IS_VALUE = new RegExp(
  String.raw`(?:["'](?=[ \t](?:\w{1,16}[ \t])?(?:to|from|value)[ \t]))?(?:[ \t]\(\w{1,40}\)(?=[ \t]to[ \t]))?(?:${WHOSE})?(?:${IS}|${DONE}|(?<=${WHOSE})[ \t]?:)[ \t](?=\S)`,
  'iuy',
);

/** `backup codes generated for user 7: …`: a word without a digit behind it says how, not which. */
const MADE_FOR = new RegExp(
  String.raw`[ \t](?:(?:re)?generated|created|issued|sent|set|reset|changed)(?:${WHOSE}|${WHOSE_OF_TWO})(?<=[^:]):[ \t](?=\S)`,
  'iuy',
);
/** The same without for whom, of several codes. */
const MADE = /[ \t](?:re)?(?:generated|created|issued)[ \t]?:[ \t]?\[?[ \t]?(?=\S)/iy;

/** The value that follows the name which ends at `nameEnd`, if one does; of a longer one than `longest` the beginning. */
export function valueAfter(text: string, nameStart: number, nameEnd: number, longest: number): ValueExtent | undefined {
  const window = text.slice(nameEnd, nameEnd + WINDOW);
  const next = text.charAt(nameEnd);
  const mayBeTerm = next === ',' || next === '"' || next === "'" || next === '\\';
  const term =
    mayBeTerm && OPENS_TERM.test(text.slice(Math.max(0, nameStart - 6), nameStart))
      ? lengthAt(REST_OF_TERM, window)
      : 0;
  if (term > 0) return literalFrom(text, nameEnd + term, longest, (value) => !/\s/.test(value) && !isRemark(value));
  const isCounted =
    (next === ' ' || next === '\t') && ONE_OF_SHARES.test(window) && !SHARED.test(text.slice(nameStart, nameEnd));
  const separator = isCounted ? 0 : lengthAt(ASSIGNS, window) || lengthAt(SEPARATOR, window);
  if (separator > 0) {
    const start = nameEnd + separator;
    const sign = window.slice(0, separator);
    const behind = behindQuotes(text, nameStart, nameEnd, start);
    if (isPrompt(sign, behind)) return answerTo(text, start);
    if (isQuotedPlaceholder(text, nameStart, sign, behind)) return undefined;
    const literal = behind === ',' ? lengthAt(NEXT_LITERAL, text.slice(start, start + WINDOW)) : 0;
    if (literal > 0) {
      const isValue = (value: string) => !/\s/.test(value) && looksLikeCredential(value) && !isRemark(value);
      return literalFrom(text, start + literal, longest, isValue);
    }
    if (sign === '=') return extentFrom(text, start, longest);
    const spaced = /[ \t]$/.test(sign) && !/[=>]/.test(sign);
    const content = contentOfElement(text, nameStart, nameEnd, separator, longest);
    if (content !== undefined) return content;
    const extent = extentFrom(text, start, longest, spaced, /%(?:25)*3[AaDd]/.test(sign));
    return extent !== undefined && isUnclosedElement(text, nameStart, nameEnd, separator, extent) ? undefined : extent;
  }
  const part = lengthAt(FORM_PART, window);
  if (part > 0) return { start: nameEnd + part, end: endOfLine(text, nameEnd + part), assigned: true };
  const numbered = text.charAt(nameStart) === '-' ? lengthAt(NEXT_NUMBERED, window) : 0;
  if (numbered > 0) return literalFrom(text, nameEnd + numbered, longest, (value) => !NEXT_FLAG.test(value));
  const flag =
    isFlag(text.slice(nameStart, nameEnd)) && !TALKS_OF_FLAG.test(window) && !isHelp(text, nameStart, window)
      ? lengthAt(FLAG_VALUE, window)
      : 0;
  if (flag > 0) return extentFrom(text, nameEnd + flag, longest);
  const listed =
    next === ',' && isFlag(text.slice(nameStart, nameEnd)) ? listedArgument(text, nameStart, nameEnd) : undefined;
  if (listed !== undefined) return listed;
  const sql =
    /(?:password|passwd|pwd|passphrase|passwort|kennwort|identified by|pre-?shared-(?:key|secret)|psk)$/i.test(
      text.slice(Math.max(0, nameEnd - 24), nameEnd),
    )
      ? lengthAt(SQL_VALUE, window)
      : 0;
  if (sql > 0) return extentFrom(text, nameEnd + sql, longest);
  const item = OPENS_ITEM.test(text.slice(Math.max(0, nameStart - WINDOW), nameStart))
    ? lengthAt(NEXT_ITEM, window)
    : 0;
  if (item > 0) {
    // `('password', 'is required')` is a message, `"token", "expired"` a list of words.
    const isFlagged = text.charAt(nameStart) === '-';
    const isValue = (value: string) =>
      !/\s/.test(value) &&
      !(isFlagged && /^--?[a-z][\w-]*$/i.test(value)) &&
      (isItem(text, nameStart) || mayStandInList(value));
    const name = text.slice(nameStart, nameEnd);
    const words = /(?:authorization|cookie)$/i.test(name)
      ? literalFrom(text, nameEnd + item, longest, (value) => /\s/.test(value))
      : undefined;
    return words === undefined
      ? literalFrom(text, nameEnd + item, longest, isValue)
      : secretOfHeader(text, name, words);
  }
  const given = lengthAt(GIVEN, window);
  if (given > 0) {
    const isValue = (value: string) => /[\d!#$%&*+?@^~]/.test(value) && !/\s/.test(value);
    const extent = literalFrom(text, nameEnd + given, longest, isValue);
    return extent !== undefined && JUDGED.test(text.slice(extent.end, extent.end + 24)) ? extent : undefined;
  }
  const call = /^(?!get|find|load|fetch|read|look|resolve).*(?:password|identified)$/i.test(
    text.slice(nameStart, nameEnd),
  )
    ? lengthAt(SQL_CALL, window)
    : 0;
  if (call > 0) return extentFrom(text, nameEnd + call, longest);
  const wrapped = NEWTYPE.test(text.slice(nameStart, nameEnd)) ? lengthAt(OPENS_CALL, window) : 0;
  if (wrapped > 0) {
    const isValue = (value: string) => /\d/.test(value) && mayStandInList(value) && !isObjectName(value);
    return literalFrom(text, nameEnd + wrapped, longest, isValue);
  }
  const isOfCodes = /codes$/i.test(text.slice(nameStart, nameEnd));
  const made = lengthAt(MADE_FOR, window) || (isOfCodes ? lengthAt(MADE, window) : 0);
  if (made > 0) {
    const extent = extentFrom(text, nameEnd + made, longest);
    if (extent === undefined || (isOfCodes && extent.end - extent.start < 6)) return undefined; // how many
    const value = text.slice(extent.start, extent.end);
    return /\d/.test(value) && !isRemark(value.replace(/\d+$/, '')) ? extent : undefined;
  }
  const is = lengthAt(IS_VALUE, window);
  return is > 0 ? extentFrom(text, nameEnd + is, longest, true) : undefined;
}

/** If `start`, behind a name and its sign, lies in the quotes that were opened before the name: what follows where they close. */
function behindQuotes(text: string, nameStart: number, nameEnd: number, start: number): string | undefined {
  if (!mayOpenQuote(text.charCodeAt(start))) return undefined;
  const [, quote = '', next = ''] = /^\\{0,3}(["'`])(.?)/s.exec(text.slice(start, start + 5)) ?? [];
  if (quote === '' || /["'`]/.test(text.slice(nameEnd, start))) return undefined;
  const before = text.slice(Math.max(0, nameStart - WINDOW), nameStart);
  return /^[^\n"'`]*$/.test(before.slice(before.lastIndexOf(quote) + 1)) && before.includes(quote) ? next : undefined;
}

/** `expect "Password:" {`: the end of a prompt, where otherwise a quote opens the value. */
function isPrompt(sign: string, next: string | undefined): boolean {
  return next !== undefined && sign.startsWith(':') && /^[\s)\]};]?$/.test(next);
}

/** `"Password:" hunter2x9`: behind the prompt one mixed word, as no sentence goes on. */
function answerTo(text: string, start: number): ValueExtent | undefined {
  ANSWER.lastIndex = start;
  const [whole, value = ''] = ANSWER.exec(text) ?? [''];
  if (!looksLikeCredential(value) || isFactBesideName(value) || isObjectName(value) || isStandIn(value))
    return undefined;
  const end = start + whole.length;
  return { start: end - value.length, end, assigned: true };
}

const ANSWER =
  /\\{0,3}["'`] (?=[^\s"'`]{0,63}\d)(?=[^\s"'`]{0,63}[A-Za-z])(?![a-z]{1,16}\d{1,2}(?:[\s.,;)]))([^\s"'`<>()=,;]{6,64})(?=[\s,;)]|$)/y;

/** `option '--password <password>' argument`, `key is still "<your-key>", stopping`: a placeholder that the text's quote follows. */
function isQuotedPlaceholder(text: string, nameStart: number, sign: string, next: string | undefined): boolean {
  if (next === undefined || sign !== '>' || !/^[\s).,;:\]}]?$/.test(next)) return false;
  return /<[\w -]{0,24}$/.test(text.slice(Math.max(0, nameStart - 25), nameStart));
}

/** A literal is judged by its beginning, so that what is refused costs little; what is accepted is taken as a whole. */
function literalFrom(text: string, from: number, longest: number, accepts: (value: string) => boolean) {
  const beginning = extentFrom(text, from, Math.min(longest, 256));
  if (beginning === undefined || !accepts(text.slice(beginning.start, beginning.end))) return undefined;
  return extentFrom(text, from, longest);
}

/** `<password> two words </password>`: up to where the element of this name ends. */
function contentOfElement(text: string, nameStart: number, nameEnd: number, separator: number, longest: number) {
  if (text.charAt(nameStart - 1) !== '<' || !/^>\s*$/.test(text.slice(nameEnd, nameEnd + separator))) return undefined;
  const start = nameEnd + separator;
  const content = text.slice(start, start + longest);
  const length = content.indexOf('<');
  if (!/^[^"'`{\\\s][^<]*\s/.test(content)) return undefined; // one word, or in quotes
  if (length <= 0 || !content.startsWith(`/${text.slice(nameStart, nameEnd)}>`, length + 1)) return undefined;
  return { start, end: start + content.slice(0, length).trimEnd().length, assigned: true };
}

/** `<password> must not be empty`: no element of XML, since none closes it. One that the text's end cuts off is. */
function isUnclosedElement(text: string, nameStart: number, nameEnd: number, separator: number, extent: ValueExtent) {
  if (!/^>\s+$/.test(text.slice(nameEnd, nameEnd + separator))) return false;
  if (PLACEHOLDER_PAIR.test(text.slice(Math.max(0, nameStart - 48), nameStart))) return true;
  if (text.charAt(nameStart - 1) !== '<') return false;
  if (PLACEHOLDER_OPENS.test(text.slice(Math.max(0, nameStart - 32), nameStart))) return true;
  return extent.end < text.length && text.charAt(extent.end) !== '<';
}

/** `-u <user>:<password>`, `-p <password>` of a program's help. */
const PLACEHOLDER_OPENS = /(?:[:=@,]|(?:^|\s)--?[\w-]{1,24}[ =])<$/;

/** `--user <user:password>` */
const PLACEHOLDER_PAIR = /(?:^|\s)--?[\w-]{1,24}[ =]<[\w-]{1,16}[:/%]$/;

/** The first of a pair, or a flag in a list of arguments; any other neighbour in a list is just another name. */
function isItem(text: string, nameStart: number): boolean {
  return (
    /(?:\([ \t]?|\[\[)\\{0,3}["']#?$/.test(text.slice(Math.max(0, nameStart - 7), nameStart)) ||
    (/["']/.test(text.charAt(nameStart - 1)) && text.charAt(nameStart) === '-')
  );
}

/**
 * `ApiKey("x")`, `SecretText("x")`: a type that wraps the value, as Rust and Scala print it. A method, such as
 * `vault.getSecret("shop/db")`, is handed a name.
 */
const NEWTYPE = /^(?:[A-Z][A-Za-z]{1,24})?(?:Secret|Password|Passphrase|Token|Key|Credential)[A-Za-z]{0,24}$/;
const OPENS_CALL = /\([ \t]?(?=["'])/y;

/** `"a" => "b"`: what the value was changed into, behind the one that ends at `end`. */
export function changedValue(text: string, end: number, longest: number): ValueExtent | undefined {
  if (!mayOpenQuote(text.charCodeAt(end))) return undefined;
  const arrow = lengthAt(CHANGE, text.slice(end, end + WINDOW));
  return arrow > 0 ? extentFrom(text, end + arrow, longest) : undefined;
}

const CHANGE =
  /\\{0,3}["'][ \t]{0,3}(?:=>|->|→|(?:to|replace)(?=[ \t])|,[ \t]?\\{0,3}["']?(?:new|to|after|new_?value|current)\\{0,3}["']?[ \t]?[:=])[ \t]{0,3}(?=\\{0,3}["'])/iy;

/** `Using --password via the CLI is insecure`. */
const TALKS_OF_FLAG =
  /^[ \t](?:\(\w{1,40}\)[ \t]to|via|on|in|at|is|was|are|has|must|should|can|cannot|will|may|and|or|option|options|flag|flags|argument|parameter|instead|given|specified|requires?|not)(?=[ \t.,;:)]|$)/i;

/** `--password x`, and Java's `-storepass x`. */
function isFlag(name: string): boolean {
  return (
    name.startsWith('--') ||
    /^-(?:password|passwd|pass|pwd|pw|token|secret|apikey|\w*storepass|\w*keypass|passin|passout|setcookie)$/i.test(
      name,
    )
  );
}

/** A quotation mark, or the backslash before one that is escaped. */
function mayOpenQuote(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x5c || unit === 0x60;
}

function lengthAt(pattern: RegExp, window: string): number {
  pattern.lastIndex = 0;
  return pattern.test(window) ? pattern.lastIndex : 0;
}

/** `<<"x">>` of Erlang, `N'x'` of SQL Server, `b'x'` of Python, and functions that a literal is handed to. */
const HANDED_TO =
  /(?:<<(?=\\{0,3}")|N(?=')|[bru]{1,2}(?=["'])|(?:crypt|md5|sha1|sha2|sha256|sha512|password|digest|encrypt|hash|SecretStr|Secret|Some|Optional|Just)\((?=["']))/iy;
const QUOTE = /\\{0,3}["'`]|%(?:25){0,2}22|&quot;/y;
/** A password, a key or a cookie fits; the rest of a longer value would be another field's. */
export const LONGEST_VALUE = 8_192;

function extentFrom(
  text: string,
  from: number,
  longest: number,
  spaced = false,
  percentEncoded = false,
): ValueExtent | undefined {
  const limit = Math.min(text.length, from + longest);
  HANDED_TO.lastIndex = from;
  const handed = HANDED_TO.test(text) ? HANDED_TO.lastIndex - from : 0;
  QUOTE.lastIndex = from + handed;
  const quote = QUOTE.exec(text)?.[0];
  if (quote === undefined) {
    // ODBC puts values with semicolons into braces.
    if (text.charAt(from) === '{' && IN_CONNECTION_STRING.test(text.slice(Math.max(0, from - 16), from))) {
      const inBraces = IN_BRACES.exec(text.slice(from + 1, limit))?.[0] ?? '';
      if (inBraces !== '') return { start: from + 1, end: from + 1 + inBraces.length, assigned: true };
    }
    const words =
      spaced || text.charAt(from + 4) !== ' ' ? 0 : (FOUR_BY_FOUR.exec(text.slice(from, from + 20))?.[0].length ?? 0);
    const end = Math.max(from + words, endOfBareValue(text, from, limit, percentEncoded));
    if (end === from) return undefined;
    if (end === limit && end < text.length) return { start: from, end, assigned: !spaced, cutIn: '' };
    const goesOnTo = endOfParts(text, from, end, limit);
    return { start: from, end, assigned: !spaced, ...(goesOnTo > end ? { goesOnTo } : {}) };
  }
  const start = from + handed + quote.length;
  const end = endOfQuoted(text, start, limit, quote);
  // In `"password: " + value` the quote ends a text of the program.
  if (CODE_BEHIND_QUOTE.test(text.slice(start, Math.min(end, start + 16)))) return undefined;
  return { start, end, assigned: true, ...(end === limit && end < text.length ? { cutIn: quote } : {}) };
}

const IN_CONNECTION_STRING = /;[ \t]?(?:pwd|password)=[ \t]?$/i;
/** A closing brace of the value itself is written twice. */
const IN_BRACES = /^(?:[^}\r\n]|\}\})+/;

const CODE_BEHIND_QUOTE = /^(?:\)[;,) ]*$|[ \t]*\+[ \t]|,[ \t]?[A-Za-z_$][\w$.]*[,)]|\)[;.])/;

/** `abcd efgh ijkl mnop`: as Google shows the passwords of applications. */
const FOUR_BY_FOUR = /^[a-z]{4}(?: [a-z]{4}){3}(?=$|[^\w])/;

/** Up to the same quote, as deep in escapes as the one before the value, or as far as a value can reach. */
function endOfQuoted(text: string, start: number, limit: number, quote: string): number {
  const window = text.slice(start, limit);
  const depth = quote.lastIndexOf('\\') + 1;
  const mark = quote.slice(depth);
  for (let found = window.indexOf(mark); found >= 0; found = window.indexOf(mark, found + 1)) {
    const at = start + found;
    if (mark.length > 1 || endsValue(backslashesBefore(text, at), depth)) return at - depth;
  }
  return endOfLine(text, start, limit);
}

/**
 * Every level of escaping doubles the backslashes and adds one before a quote: at depth 0 a quote behind an even number ends the value,
 * at depth 1 (`\"`) one behind 1, 5, 9, … and at depth 3 (`\\\"`) one behind 3, 11, ….
 */
function endsValue(backslashes: number, depth: number): boolean {
  return backslashes % (2 * (depth + 1)) === depth;
}

function backslashesBefore(text: string, at: number): number {
  let from = at;
  while (text.charCodeAt(from - 1) === 0x5c) from--;
  return at - from;
}

/** Where a value really ends that was cut. Asked of what is a secret only: so no unit is read twice. */
export function endOfWhole(text: string, { start, end, cutIn }: ValueExtent): number {
  if (cutIn === undefined) return end;
  if (cutIn === '') return endOfBareValue(text, end, text.length, false);
  return endOfQuoted(text, start, text.length, cutIn);
}

export function endOfLine(text: string, from: number, bound: number = from + LONGEST_VALUE): number {
  const window = text.slice(from, bound);
  const length = window.search(/[\r\n]|\\[nr]/);
  return from + (length < 0 ? window.length : length);
}
