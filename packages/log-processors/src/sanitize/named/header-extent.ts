import type { ValueExtent } from './value-extent.js';
import { endOfLine } from './value-extent.js';

/*
 * Two headers hold several words: `Authorization: Digest username="…", response="…"` and `Cookie: a=1; b=2`.
 * Where they stand bare, in a dump of headers or a command line, the value is more than its first word.
 */

const HEADER = /(?<credentials>authori[sz]ation)$|(?<cookies>cookies?)$|-signature$/i;
const BARE = /^["']?[ \t]{0,3}(?:=>|[:=])[ \t]{0,3}(?:(?:\r?\n|\\r\\n|\\n)[ \t]{1,8})?\[?/;
/** Spaces, or the next line where it is folded (RFC 9112, 5.2), also with an escaped break. */
const FOLD = String.raw`(?:[ \t]|(?:\r?\n|\\r\\n|\\n)(?:[ \t]|\\t))`;
const ONE_PARAMETER = new RegExp(
  `^(?:Basic|Bearer|Token|Negotiate|NTLM|ApiKey|Api-Key|[\\w-]{1,24}-Key|Key|JWT|SSWS|GenieKey|Splunk|Discord|Bot|OAuth2|Kerberos)${FOLD}{1,8}`,
  'i',
);
const WORD = /^[^\s,;\])}"'`\\]*/;
/** A line of base64 goes on in the next ones. */
const CONTINUED = /^(?:(?:\r?\n|\\r\\n|\\n)(?:[ \t]|\\t){1,8}[A-Za-z0-9+/=_-]{16,}(?=$|[\s"'\\]))+/;
const MANY_PARAMETERS =
  /^(?:Digest|OAuth|Hawk|HMAC|Signature|SCRAM-\S+|AWS4-\S+|AWS|SharedKey|SharedAccessSignature|GOOG4-\S+|MAC|Snowflake|Token(?=[ \t]+token=))[ \t]+/i;

/** The whole value of a bare Authorization or Cookie header whose name ends at `nameEnd`; undefined for anything else. */
export function credentialsExtent(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  const header = HEADER.exec(text.slice(Math.max(nameStart, nameEnd - 24), nameEnd))?.groups;
  if (header === undefined) return undefined;
  const separator = BARE.exec(text.slice(nameEnd, nameEnd + 24))?.[0];
  if (separator === undefined) return undefined;
  const start = nameEnd + separator.length;
  if (/["'`\\]/.test(text.charAt(start))) return undefined;
  const { credentials, cookies } = header;
  if (credentials === undefined && cookies === undefined) return signatureList(text, start);
  const end = cookies === undefined ? endOfCredentials(text, start) : endOfCookies(text, start);
  return end > start ? { start, end, assigned: end - start > 24 || !/[:=][ \t]/.test(separator) } : undefined;
}

function lengthOf(pattern: RegExp, window: string): number {
  return pattern.exec(window)?.[0].length ?? 0;
}

function endOfCredentials(text: string, start: number): number {
  const head = text.slice(start, start + 48);
  if (MANY_PARAMETERS.test(head)) return endOfBare(text, start);
  const limit = start + MOST_COOKIES;
  const word = start + lengthOf(ONE_PARAMETER, head);
  const end = word + lengthOf(WORD, text.slice(word, limit));
  return end - start >= 40 ? end + lengthOf(CONTINUED, text.slice(end, limit)) : end;
}

/** `t=1764324000,v1=…,v0=…`: a signature with its time, as webhooks are signed. */
function signatureList(text: string, start: number): ValueExtent | undefined {
  const list = /^ts?=\d{6,16}(?:[,;] ?[\w-]{1,16}=[\w+/=-]{16,256}){1,8}/.exec(text.slice(start, start + 2_048))?.[0];
  return list === undefined ? undefined : { start, end: start + list.length, assigned: true, proven: true };
}

const MOST_COOKIES = 8_192;
/** `Expires=Wed, 21 Oct 2026 07:28:00 GMT` has spaces and a comma of its own. */
const EXPIRY = /^,? \d\d[ -]\w{3}[ -]\d{2,4}(?: [\d:]{8}(?: GMT)?)?/;

/** A value may be quoted (RFC 6265, 4.1.1), also in a text that escapes its quotes. */
const QUOTED =
  /^(?:"(?! )[^"\\\r\n]{0,1024}"|\\"(?! )[^"\\\r\n]{0,1024}\\"|\\\\\\"(?! )[^"\\\r\n]{0,1024}\\\\\\")(?=$|[\s;,"'\\])/;

/** Pairs go on as long as `; ` joins them. */
function endOfCookies(text: string, start: number): number {
  const limit = Math.min(text.length, start + MOST_COOKIES);
  let end = start;
  while (end < limit) {
    const character = text.charAt(end);
    if (/[\s,]/.test(character)) {
      const expiry = lengthOf(EXPIRY, text.slice(end, end + 32));
      if (expiry === 0) break;
      end += expiry;
      continue;
    }
    if (
      /[\]})'`]/.test(character) ||
      (character === '"' && text.charAt(end - 1) !== '=' && !closesParameter(text, start, end)) ||
      (character === '\\' && /[nr]/.test(text.charAt(end + 1)))
    )
      break;
    end++;
    if (character === '=') end += lengthOf(QUOTED, text.slice(end, limit));
    if (character === ';') end += lengthOf(FOLDED_LINE, text.slice(end, end + 64));
  }
  return end;
}

/** The end of the line, or of the lines that follow it when each ends in a comma and the next is indented. */
function endOfFolded(text: string, start: number): number {
  let end = endOfLine(text, start);
  while (end - start < MOST_COOKIES && /[,;][ \t]?$/.test(text.slice(end - 2, end))) {
    const fold = lengthOf(FOLDED_LINE, text.slice(end, end + 64));
    if (fold === 0) break;
    end = endOfLine(text, end + fold);
  }
  return end;
}

const FOLDED_LINE = new RegExp(`^${FOLD}{1,32}`);

/** Bare values never reach beyond their line or the quote that surrounds the whole header: `curl -H 'Cookie: a=b'`. */
function endOfBare(text: string, start: number): number {
  const line = endOfFolded(text, start);
  for (let at = start; at < line; at++) {
    const character = text.charAt(at);
    if (/['`]/.test(character)) return at;
    if (
      character === '"' &&
      text.charAt(at - 1) !== '=' &&
      !/[^\s,;)\]}]/.test(text.charAt(at + 1)) &&
      !closesParameter(text, start, at)
    )
      return at;
  }
  return line;
}

/** Is the quote at `at` the end of a parameter that was quoted inside the header? */
function closesParameter(text: string, start: number, at: number): boolean {
  const inner = text.slice(start, at);
  const opened = inner.lastIndexOf('="');
  return opened >= 0 && !inner.includes('"', opened + 2);
}
