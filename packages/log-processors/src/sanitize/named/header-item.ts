import type { ValueExtent } from './value-extent.js';

/*
 * `'authorization', 'Acme 9f86…'`, `'cookie', 'a=9f86…; theme=dark'`: headers as Envoy lists them. What other rules know, a scheme with
 * its credentials and a cookie by its name, is left to them.
 */

const WITH_PARAMETERS =
  /^(?:Digest|OAuth|Hawk|HMAC|Signature|SCRAM-\S+|AWS4-\S+|AWS|SharedKey|SharedAccessSignature|GOOG4-\S+|MAC|Snowflake) /i;
const KNOWN_SCHEME = /^(?:Bearer|Negotiate|NTLM|SSWS|GenieKey|Token|ApiKey|Splunk|Bot) \S{20}/i;
const BASIC = /^Basic ([\w+/-]{4,2048}={0,2})$/i;
const SCHEME = /^[A-Za-z][\w-]{1,32} (?=[\w.~+/=-]{8,}$)/;
const COOKIE = /(?:^|; ?)([\w.$-]{1,64})=([^;\s"']{1,4096})(?=;|$)/g;
const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|priority)$/i;

/** Where in such a header's literal, which lies from `start` to `end`, the secret is. */
export function secretOfHeader(text: string, name: string, { start, end }: ValueExtent): ValueExtent | undefined {
  const literal = text.slice(start, end);
  return /cookie$/i.test(name) ? randomCookies(literal, start) : unknownCredentials(literal, start);
}

function unknownCredentials(literal: string, start: number): ValueExtent | undefined {
  const scheme = hasOwnRule(literal) ? undefined : SCHEME.exec(literal)?.[0];
  if (scheme === undefined || !isMixed(literal.slice(scheme.length))) return undefined;
  return { start: start + scheme.length, end: start + literal.length, assigned: true };
}

/** Credentials of `Basic` have one only if they decode to a user and a password. */
function hasOwnRule(literal: string): boolean {
  const basic = BASIC.exec(literal)?.[1];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').includes(':');
  return WITH_PARAMETERS.test(literal) || KNOWN_SCHEME.test(literal);
}

/** From the first to the last cookie that is no word and no attribute. */
function randomCookies(literal: string, start: number): ValueExtent | undefined {
  let first: number | undefined;
  let last = start;
  for (const { 0: whole, 1: name = '', 2: value = '', index } of literal.matchAll(COOKIE)) {
    if (ATTRIBUTE.test(name) || !isMixed(value)) continue;
    last = start + index + whole.length;
    first ??= last - value.length;
  }
  return first === undefined ? undefined : { start: first, end: last, assigned: true };
}

function isMixed(value: string): boolean {
  return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/^[A-Za-z]+\d{1,3}$/.test(value);
}
