import { isPlainFact } from './plain-fact.js';
import type { ValueExtent } from './value-extent.js';

/*
 * Text around the name of a secret that is no field of it: markup of a page, scopes of C++, a logger's name, lines of dots between a
 * task and its verdict, fingerprints of public keys.
 */

/** `auth::Token::Token(`, `unordered_map<Token, Session>::find`. */
const SCOPE = /^>{0,3}::~?[A-Za-z_]+(?![\w])/;
const LEVEL_BEFORE = /(?:^|[\s\]])(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL):$/;
/** What a page says beside a field, and not what was typed into it. */
const SAID_BY_PAGE =
  /<(?:label|button|option|legend|th|dt|a|p|h[1-6]|small|summary|caption)\b[^<>]{0,200}=\\{0,3}["']$/i;
const VERDICT = /^\[?(?:pass|passed|fail|failed|ok|done|error|skip|skipped|warn|running|pending|success)\b/i;
const SECURITY_IDENTIFIER = /^S-1(?:-\d{1,10}){1,15}$/;
/** The end of an assembly's name in .NET. */
const ASSEMBLY = /^PublicKeyToken=(?:[0-9a-f]{16}|null)\b/i;
const KIND_OF_PUBLIC_KEY = /(?:rsa|dsa|ecdsa|eddsa|ed25519|ed448|gpg|pgp|signing|encryption)[ _]key$/i;
const FINGERPRINT = /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{32}|[0-9A-F]{40})$/;
/** `accountKey=orgId`: by which field a thing is found. */
const FIELD_OF_OBJECT = /^[a-z]+(?:[A-Z][a-z]+)*(?:Id|Key|Name|Field|Column)$/;

/** `read:users`: what a token allows. */
const SCOPE_OF_OAUTH = /^(?:read|write|manage|delete|create|update|view|edit|list)[:.][\w.:*-]+$/;

/** Does the text only look as if it gave the name a value? */
export function isOrdinaryText(text: string, nameStart: number, nameEnd: number, { start, end }: ValueExtent): boolean {
  const between = text.slice(nameEnd, start);
  const value = text.slice(start, Math.min(end, start + 256));
  if (SCOPE.test(text.slice(nameEnd, nameEnd + 48))) return true;
  if (SECURITY_IDENTIFIER.test(value) || ASSEMBLY.test(value)) return true;
  if (/^:[ \t]$/.test(between) && /^\([a-z]+$/.test(value)) return true; // a remark in brackets
  if (/\.{3}/.test(between) && (isPlainFact(value) || VERDICT.test(value))) return true;
  const name = text.slice(nameStart, nameEnd);
  if (SCOPE_OF_OAUTH.test(value) || (/auth$/i.test(name) && isPlainFact(value))) return true;
  if (/^pass(?:ed)?$/i.test(name) && /^[\w.@-]+\/[\w./@-]*\.\w{1,5}$/.test(value)) return true; // a test's file
  if (/[-=]>/.test(between) && !/\d/.test(value) && /\w[,;]$/.test(text.slice(Math.max(0, nameStart - 2), nameStart)))
    return true;
  if (between === ':' && name.includes('.') && /^[A-Za-z]+$/.test(value))
    return LEVEL_BEFORE.test(text.slice(Math.max(0, nameStart - 16), nameStart));
  if (between === ' ' && FINGERPRINT.test(value))
    return KIND_OF_PUBLIC_KEY.test(text.slice(Math.max(0, nameEnd - 16), nameEnd));
  if (/key$/i.test(name) && FIELD_OF_OBJECT.test(value)) return true;
  return /^\\{0,3}["']>/.test(between) && isMarkup(text, nameStart, between, end);
}

/** `<input id="pwd"> is not clickable`, `<label for="password">New password</label>`. */
function isMarkup(text: string, nameStart: number, between: string, end: number): boolean {
  const before = text.slice(Math.max(0, nameStart - 240), nameStart);
  if (!/=\\{0,3}["']$/.test(before)) return false;
  return (/\s$/.test(between) && text.charAt(end) !== '<') || SAID_BY_PAGE.test(before);
}
