import {
  FOREIGN_AMBIGUOUS_NAMES,
  FOREIGN_CODE_NAMES,
  FOREIGN_SECRET_NAMES,
  UNSPACED_SECRET_NAMES,
} from './foreign-secret-words.js';
import { AMBIGUOUS_NAMES, CODE_NAMES, HARMLESS_NAMES, SECRET_NAMES } from './secret-words.js';
import { splitWords } from './split-words.js';

/**
 * `certain`: whatever the value looks like; `likely`: if it looks like a credential; `code`: if it looks like a short code.
 * See {@link looksSecret}.
 */
export type SecretKeyVerdict = 'certain' | 'likely' | 'code' | 'none';

const LONGEST_NAME = 6;
/** As `splitWords` reads them. */
const spoken = (names: readonly string[]) => names.map((name) => splitWords(name).join(' '));
const secretNames = new Set([
  ...SECRET_NAMES,
  ...AMBIGUOUS_NAMES,
  ...spoken([...FOREIGN_SECRET_NAMES, ...FOREIGN_AMBIGUOUS_NAMES, ...FOREIGN_CODE_NAMES]),
]);
const ambiguousNames = new Set([...AMBIGUOUS_NAMES, ...spoken(FOREIGN_AMBIGUOUS_NAMES)]);
const codeNames = new Set([...CODE_NAMES, ...spoken(FOREIGN_CODE_NAMES)]);
const unspacedNames = spoken(UNSPACED_SECRET_NAMES);
const harmlessNames = new Set(HARMLESS_NAMES);

/** Words that may stand behind a secret's name without changing what it holds: password2, token_new, apiKey.value. */
const NEUTRAL =
  /^(?:\d+|v\d+|value|values|raw|plain|plaintext|text|string|str|data|content|body|base64|b64|hex|encoded|encrypted|enc|old|new|current|previous|prev|confirm|confirmation|again|repeat|live|test|prod|production|staging|dev|stage|local|sandbox|default|main|primary|secondary|master|backup|temp|tmp|my|the|a|b|json|env|list|array|map|cookie|header|hash|hashed|secret|pair)$/;

/** `wifi_password_home`: which network's password it is. A `token_home` is no token, and a `session_guest` a guest's. */
const PLACE_OF_NETWORK = /^(?:home|office|guest|work|5ghz|5g)$/;
const OF_NETWORK = /(?:^|[ _.-])(?:psk|wpa[23]?|wifi|wlan|pass(?:word|wd|phrase|wort)?|pwd|kennwort)/i;

/** Names written as one word around a secret's name: mysqlpassword, clientsecret, vaulttoken2. */
const GLUED =
  /(?:password|passwd|passphrase|passcode|passwort|kennwort|wachtwoord|passord|losenord|haslo|secret|apikey|apitoken|secretkey|accesskey|privatekey|authtoken|accesstoken|refreshtoken|sessiontoken|credentials?|storepass|keypass)\d*$/;

/** `PaSSWORD`, `pAsSwOrD`: capitals in it begin no words. */
const IN_ODD_CASE = /(?:^token|password|passwd|passphrase|passwort|kennwort|secret|apikey)$/;

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
    if (longestName(words, end, codeNames) >= Math.max(1, secretWords)) return 'code';
    if (secretWords > 0) return longestName(words, end, ambiguousNames) === secretWords ? 'likely' : 'certain';
    const last = words[end - 1] as string;
    if (GLUED.test(last) || unspacedNames.some((known) => last.endsWith(known))) return 'certain';
    if (!NEUTRAL.test(last) && !(PLACE_OF_NETWORK.test(last) && OF_NETWORK.test(name))) break;
  }
  const lastWord = name.slice(name.lastIndexOf(' ') + 1);
  return IN_ODD_CASE.test(splitWords(lastWord).join('')) ? 'certain' : 'none';
}

/** How many words has the longest name of the set that ends before word number `end`? */
function longestName(words: readonly string[], end: number, names: ReadonlySet<string>): number {
  for (let count = Math.min(end, LONGEST_NAME); count > 0; count--) {
    if (names.has(words.slice(end - count, end).join(' '))) return count;
  }
  return 0;
}

/** Is this the value that a field with such a name keeps secret, or a harmless remark in its place? */
export function looksSecret(verdict: SecretKeyVerdict, value: string): boolean {
  if (value === '' || verdict === 'none') return false;
  if (verdict === 'certain') return true;
  return verdict === 'code' ? looksLikeCode(value) : looksLikeCredential(value);
}

/** Tokens by which programs go on where they were, take turns or part their data. */
const GOES_ON_OR_FENCES =
  /(?:page|next|prev|previous|continuation|continue|cursor|sync|resume|scan|fencing|fence|lock|epoch|offset|ring|range|partition|shard|vnode|start|end|min|max|begin|first|last|left|right)[ _.-]?token$/i;

/** Milli-, micro- and nanoseconds between 2017 and 2036: by such tokens a client asks for what is newer. Of random ones one in twenty is lost. */
const TIME = /^(?:1[5-9]|20)\d{11}(?:\d{3}){0,2}$/;

/** Of what somebody was sent to prove who they are no digits are a time. */
const PROVES = /otp|code|reset|verif|confirm|activat|invit|auth|access|refresh|login|session|secret|csrf|api/i;

function isTime(name: string, value: string): boolean {
  return TIME.test(value) && !PROVES.test(name) && !/(?:^| )token$/i.test(name);
}

/** `reset_token=…` of digits alone, as programs draw them at random; with fewer than eight it is a count. */
export function isNumericToken(name: string, value: string): boolean {
  return /token$/i.test(name) && /^\d{8,64}$/.test(value) && !GOES_ON_OR_FENCES.test(name) && !isTime(name, value);
}

/** Three to twelve digits, perhaps grouped, or a short word with a digit in it, but no date. */
function looksLikeCode(value: string): boolean {
  if (/^(?:19|20)\d\d-\d\d-\d\d$/.test(value)) return false;
  return /^\d(?:[ -]?\d){2,11}$/.test(value) || (/^[A-Za-z0-9-]{4,16}$/.test(value) && /\d/.test(value));
}

/** `com.apple.xpc.activity/4505`, `android.os.BinderProxy@2bd79ce`, `0x14f05578bd8000f`: names and numbers of a program's objects. */
const PROGRAM_NAME =
  /^(?:(?:[a-z][a-z0-9]*\.){2,}[A-Za-z][\w./$-]*|(?:[\w$]+\.)*[\w$]+@[0-9a-f]{1,8}|0x[0-9a-fA-F]{1,16})$/;

/** One word of some length that is neither ordinary prose nor a plain number. */
export function looksLikeCredential(value: string): boolean {
  if (value.length < 6 || /\s/.test(value) || /^[\d.,:_-]+$/.test(value)) return false;
  if (PROGRAM_NAME.test(value)) return false;
  if (/\d/.test(value) || /[^\w.-]/.test(value)) return true;
  if (isWords(value)) return false;
  return /[a-z][A-Z]|[A-Z]{2}[a-z]/.test(value) || value.length >= 24;
}

/** `StringToSign`, `refresh_token_rotation`: ordinary words one after the other. */
function isWords(value: string): boolean {
  const words = splitWords(value);
  return words.length <= value.length / 4 && words.every((word) => /^[a-z]{2,16}$/.test(word) && /[aeiouy]/.test(word));
}
