import { speaksOfPassword } from './password-words.js';
import { isFactOf, isScopeOfOAuth } from './plain-fact.js';
import { isRemark } from './remark.js';
import type { ValueExtent } from './value-extent.js';

/*
 * Text around the name of a secret that is no field of it: markup of a page, scopes of C++, a logger's name, lines of dots between a
 * task and its verdict, fingerprints of public keys.
 */

const LEVEL_BEFORE = /(?:^|[\s\]])(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL):$/;
/** What a page says beside a field, and not what was typed into it: `Choose a password`, never a digit or a sign. */
const SAID_BY_PAGE = /<(?:label[^<>]{0,200}\sfor|(?:button|legend|caption)\s[^<>]{0,200})=\\{0,3}["']$/i;
const WORDS_OF_PAGE = /^\p{Lu}\p{Ll}*(?: \p{L}+){1,6} ?</u;
const HEADING = /<(?:th|dt|label|legend|caption)\s[^<>]{0,200}=\\{0,3}["']$/i;
/** An element without content: what stands behind it speaks of it. */
const EMPTY_ELEMENT = /<input\s[^<>]{0,200}=\\{0,3}["']$/i;
const VERDICT =
  /^(?:\[?(?:pass|passed|fail|failed|ok|done|error|skip|skipped|warn|running|pending|success)[\]).,;:!]{0,2}|\d{1,6}(?:\.\d{1,6})?(?:ns|us|ms|s|m|h|%))$/i;
/** `Good signature, RSA key 1F18B3C2…`. What is only called a signing or an encryption key may be the key itself. */
const KIND_OF_PUBLIC_KEY = /(?:^|[^a-z])(?:rsa|dsa|ecdsa|eddsa|ed25519|ed448|gpg|pgp)[ _]key$/i;
const FINGERPRINT = /^(?:0x)?(?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{32}|[0-9A-F]{40})$/;

/** A test's file. */
const FILE_OF_TEST =
  /^(?:\.{1,2}\/)?(?:__tests__|apps?|e2e|features?|internal|lib|modules|packages|pkg|specs?|src|tests?)\/[\w./@-]*\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|scala|php|rs|cs|cc|cpp|swift|exs?|feature)$/;
/** `--- PASS: TestUsers/rejects (0.00s)`: a part of a test of Go. */
const PART_OF_TEST = /^(?:Test|Example|Fuzz)[A-Z_]\w*\/\S+$/;
const TOOK = /^ \(\d{1,6}\.\d\ds\)/;

/** `columns: id,password_hash -> mapped 3 fields`: what became of it. */
const MAPPED = /^(?:mapped|renamed|dropped|skipped|ignored) (?:to |as |\d{1,4} [a-z])/;

/** What a tokenizer puts in the place of a word, an image or the end of a sentence. */
const TOKEN_OF_TOKENIZER = /(?:mask|sep|cls|image|special)[ _]token$/i;
const PLACE_OF_WORD = /^(?:\d{1,6}|\[[A-Z]{2,12}\]|<\|?[a-z_]{1,24}\|?>)$/;

/** Does the text only look as if it gave the name a value? */
export function isOrdinaryText(text: string, nameStart: number, nameEnd: number, extent: ValueExtent): boolean {
  const { start, end } = extent;
  const between = text.slice(nameEnd, start);
  const name = text.slice(nameStart, nameEnd);
  const value = text.slice(start, Math.min(end, start + 256));
  if (isFactOf(name, value, text.slice(end, end + 2))) return true;
  if (PLACE_OF_WORD.test(value) && TOKEN_OF_TOKENIZER.test(text.slice(Math.max(0, nameEnd - 16), nameEnd))) return true;
  if (between === '=') return false; // an assignment: the rest asks about what stands around the sign
  if (/^:[ \t]$/.test(between) && /^\([a-z]+$/.test(value) && /^ [^()\r\n]{1,64}\)/.test(text.slice(end, end + 66)))
    return true; // a remark in brackets
  if (/\[$/.test(between) && value === 'secret' && text.charAt(end) === ']') return true; // Pulumi shows no more
  if (name === 'PASS' && /^:?[ \t]+$/.test(between) && PART_OF_TEST.test(value))
    return text.slice(Math.max(0, nameStart - 4), nameStart) === '--- ' && TOOK.test(text.slice(end, end + 16));
  if (/\.{3}/.test(between) && VERDICT.test(value)) return true;
  if (/^["'],/.test(between) && /auth$/i.test(name) && isScopeOfOAuth(value.replace(/\d$/, ''))) return true;
  if (/^pass(?:ed)?$/i.test(name) && /^:?[ \t]+$/.test(between) && FILE_OF_TEST.test(value)) return true;
  if (/^[ \t]->[ \t]$/.test(between) && MAPPED.test(text.slice(start, start + 24))) return true;
  if (between === ':' && name.includes('.') && /^[A-Z][a-z]{2,15}$/.test(value))
    return (
      !speaksOfPassword(name) &&
      /^ [a-z(]/.test(text.slice(end, end + 2)) &&
      LEVEL_BEFORE.test(text.slice(Math.max(0, nameStart - 16), nameStart))
    );
  if (between === ' ' && FINGERPRINT.test(value))
    return KIND_OF_PUBLIC_KEY.test(text.slice(Math.max(0, nameEnd - 16), nameEnd));
  return /^\\{0,3}["']>/.test(between) && isMarkup(text, nameStart, nameEnd, extent);
}

/** `<input id="pwd"> is not clickable`, `<label for="password">New password</label>`, `<th id="password">Password</th>`. */
function isMarkup(text: string, nameStart: number, nameEnd: number, { start, end }: ValueExtent): boolean {
  const before = text.slice(Math.max(0, nameStart - 240), nameStart);
  const value = text.slice(start, end);
  if (/\s$/.test(text.slice(nameEnd, start))) return EMPTY_ELEMENT.test(before) && isRemark(value);
  if (SAID_BY_PAGE.test(before) && WORDS_OF_PAGE.test(text.slice(start, start + 96))) return true;
  const repeats = value.toLowerCase() === text.slice(nameStart, nameEnd).toLowerCase();
  return repeats && text.charAt(end) === '<' && HEADING.test(before);
}
