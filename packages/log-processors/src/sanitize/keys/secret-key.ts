import { AMBIGUOUS_NAMES, HARMLESS_NAMES, SECRET_NAMES } from './secret-words.js';
import { splitWords } from './split-words.js';

/** `certain`: whatever the value looks like; `likely`: if the value looks like a credential, see {@link looksLikeCredential}. */
export type SecretKeyVerdict = 'certain' | 'likely' | 'none';

const LONGEST_NAME = 6;
const secretNames = new Set(SECRET_NAMES);
const ambiguousNames = new Set(AMBIGUOUS_NAMES);
const harmlessNames = new Set(HARMLESS_NAMES);

/** Words that may stand behind a secret's name without changing what it holds: password2, token_new, apiKey.value. */
const NEUTRAL =
  /^(?:\d+|v\d+|value|values|raw|plain|plaintext|text|string|str|data|content|body|base64|b64|hex|encoded|encrypted|enc|old|new|current|previous|prev|confirm|confirmation|again|repeat|live|test|prod|production|staging|dev|stage|local|sandbox|default|main|primary|secondary|master|backup|temp|tmp|my|the|a|b|json|env|list|array|map|cookie|header|hash|hashed|secret|pair)$/;

/** Names written as one word around a secret's name: mysqlpassword, clientsecret, vaulttoken2. */
const GLUED =
  /(?:password|passwd|passphrase|passcode|secret|apikey|apitoken|secretkey|accesskey|privatekey|authtoken|accesstoken|refreshtoken|sessiontoken|credentials?)\d*$/;

/** Longer names are not names; they are scanned as text instead. */
const MAX_NAME_LENGTH = 256;

/**
 * Does a field of this name hold a secret? Decided by whole words, the last ones first:
 * `db.userPassword`, `X-Api-Key` and `stripe_secret_live` do, `password_expires_at`, `max_tokens` and `author` do not.
 */
export function secretKeyVerdict(name: string): SecretKeyVerdict {
  if (name.length > MAX_NAME_LENGTH) return 'none';
  const words = splitWords(name);
  for (let end = words.length; end > 0; end--) {
    if (longestName(words, end, harmlessNames) > 0) return 'none';
    const secretWords = longestName(words, end, secretNames);
    if (secretWords > 0) return longestName(words, end, ambiguousNames) === secretWords ? 'likely' : 'certain';
    const last = words[end - 1] as string;
    if (GLUED.test(last)) return 'certain';
    if (!NEUTRAL.test(last)) return 'none';
  }
  return 'none';
}

/** How many words has the longest name of the set that ends before word number `end`? */
function longestName(words: readonly string[], end: number, names: ReadonlySet<string>): number {
  for (let count = Math.min(end, LONGEST_NAME); count > 0; count--) {
    if (names.has(words.slice(end - count, end).join(' '))) return count;
  }
  return 0;
}

/** A credential is one word of some length that is not ordinary lower-case prose, or a code of four digits and more. */
export function looksLikeCredential(value: string): boolean {
  if (/\s/.test(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 4;
  if (value.length < 6) return false;
  return /\d/.test(value) || /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value) || /[^\w.-]/.test(value) || value.length >= 24;
}
