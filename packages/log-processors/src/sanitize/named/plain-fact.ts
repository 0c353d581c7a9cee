import { NamePatterns } from '../keys/name-patterns.js';
import { speaksOfPassword } from './password-words.js';

/*
 * What stands in tables beside the name of a secret without being one: types, algorithms, times, sizes, files, objects of a cluster.
 * Inside a sentence or an assignment nobody asks this; a cell of a table says nothing about how it belongs to its neighbour.
 */

const ALGORITHM_OR_TYPE =
  /^(?:sha|md|crc|utf|iso|base|b?crypt|argon|pbkdf|scrypt|hmac|aes|rsa|des|ecdsa|ed|rs|hs|es|ps|x|tls|ssl|pkcs|oauth|oidc|saml|jwt|http|ipv|v|ver|version|step|level|page|col|field|arg|param|row|n?(?:var)?char|string|text|u?int|float|double|decimal|numeric|bytes?|bits?|blob|uuid|min|max|len|k)[-_ ]?(?:\d[\w-]{0,12}|with[\w-]{0,24})$/i;
/** `x7Avy3zSZjE8Ls` only begins like `x509`. */
const MIXED = /^(?!.*with)(?=.*[a-z])(?=.*[A-Z])(?=.*\d[A-Za-z]+\d)[A-Za-z\d]{10,}$/;
const TYPE_WITH_SIZE = /^[a-z_]{2,24}\(\d{1,6}(?:,\s?\d{1,6})?\)$/i;
const TIME = /^\d{4}-\d\d(?:-\d\d)?(?:$|[T_ ])|^(?:\d{1,6}(?:\.\d{1,6})?(?:ns|us|µs|ms|[smhdwy]))+$|^\d{1,2}:\d\d/i;
const SIZE = /^\d[\d.,]{0,15} ?(?:[kmgtp]i?b?|b|%)(?:\/s)?$/i;
const VERSION = /^v?\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+.][\w.+-]{1,32})?$/i;
const FILE =
  /^(?:~|\.{1,2})?\/|^[a-z]:\\|:\/\/|\.[a-z]{1,5}(?::\d{1,6}){1,2}$|^[\w./-]{1,96}\.(?:conf|crt|env|go|ini|java|json|js|key|log|md|pem|php|properties|py|rb|rs|sh|toml|ts|txt|xml|ya?ml)$/i;
const FILE_OF_DATA =
  /^[\w./-]{1,96}\.(?:avro|bak|bin|bz2|cer|cfg|cpp|css|csv|dat|db|deb|der|dll|dmp|dump|exe|gif|gz|html?|img|iso|jar|jpe?g|jsx|kts?|lock|mp[34]|parquet|pdf|pid|png|rpm|sock|sqlite3?|svg|swift|tar|tgz|tmp|tsx|tsv|war|wasm|webp|whl|xz|zip|zst)$/i;
/** Words, numbers and what joins them. */
const STEM_OF_WORDS =
  /^\/?(?:[a-z]{2,32}|\d{1,3}|\d{6}|\d{8}|v\d{1,3})(?:[._/-]{1,2}(?:[a-z]{1,32}|\d{1,4}|\d{6}|\d{8}|v\d{1,3})){0,12}\.[a-z\d]{2,7}$/i;
const CONSTANT = /^[A-Z]+(?:_[A-Z0-9]+)+$/;
/** `db-credentials-2`, `shop/app-tls-x7k2p`, `app.kubernetes.io/name`. */
const OBJECT = /^[a-z][a-z0-9]{0,62}(?:[-./][a-z0-9]{1,63})+$/;

/** Is it a type, an algorithm, a time, a size, a version, a file or a constant? */
export function isPlainFact(value: string): boolean {
  return (
    (ALGORITHM_OR_TYPE.test(value) && !MIXED.test(value)) ||
    TYPE_WITH_SIZE.test(value) ||
    TIME.test(value) ||
    SIZE.test(value) ||
    VERSION.test(value) ||
    FILE.test(value) ||
    FILE_OF_DATA.test(value) ||
    CONSTANT.test(value)
  );
}

/** Beside the name of a secret a mixed word is no file: passwords, too, end in a dot and a few letters. */
export function isFactBesideName(value: string): boolean {
  return isPlainFact(value) && (!FILE_OF_DATA.test(value) || STEM_OF_WORDS.test(value));
}

/** Could a cluster, a registry or a repository call an object so? */
export function isObjectName(value: string): boolean {
  return OBJECT.test(value);
}

const SECURITY_IDENTIFIER = /^S-1-\d{1,2}-(?:\d{1,2}|32-\d{3}|21(?:-\d{5,10}){3}(?:-\d{3,7})?)$/;
/** The end of an assembly's name in .NET. */
const ASSEMBLY = /^PublicKeyToken=(?:[0-9a-f]{16}|null)\b/i;
const FIELD_OF_OBJECT = /^[a-z]{2,16}Id$/;
/** A heading; whoever shows a password to be typed in calls it so. */
const WORD_OF_LABEL = /^(?:\p{Lu}\p{Ll}{1,20}|\p{Lo}{2,16})[.:?!]?$/u;
const WAY_TO_PROVE = /^(?:oauth[12]?|oidc|saml2?|x509|kerberos5?|ntlmv?2|mfa|2fa|http[12]?|ipv[46])$/i;
/** `read:users`: what a token allows. */
const SCOPE_OF_OAUTH =
  /^(?:read|write|manage|delete|create|update|view|edit|list)[:.][a-z_*-]{1,24}(?:[:.][a-z_*-]{1,24}){0,3}$/;

const NAMES = new NamePatterns({
  /** What tokens open is told behind these; not behind a token that is somebody's. */
  isOfToken: /(?:auth|token)s?$/i,
  isAuth: /auth$/i,
  /** `accountKey=orgId`: by which field a thing is found; of a key that opens something the same may be the value. */
  finds: /(?:account|sort|primary|partition|group|order)[_-]?key$/i,
  /** `label.password=Passwort`: what a program shows, by its language. Labels of Docker and Kubernetes hold anything. */
  isLabel: /^(?:label|placeholders?|tooltips?|captions?|i18n|translations?)\./i,
});
const SOMEBODYS_TOKEN = /(?:access|refresh|session|reset|id|otp)[ _.-]?tokens?$/i;

/** Does a token allow this? */
export function isScopeOfOAuth(value: string): boolean {
  return SCOPE_OF_OAUTH.test(value);
}

/**
 * Is the value a fact that only stands behind such names: `accountKey=orgId`, `auth=oauth2`, `token: read:users`? A word that goes on in
 * `behind` is a heading only if it speaks of a password itself.
 */
export function isFactOf(name: string, value: string, behind: string): boolean {
  const { isOfToken, isAuth, finds, isLabel } = NAMES.of(name);
  if (value.includes('=') && ASSEMBLY.test(value)) return true;
  if (value.startsWith('S-') && SECURITY_IDENTIFIER.test(value)) return !speaksOfPassword(name);
  if (isOfToken && isScopeOfOAuth(value)) return !SOMEBODYS_TOKEN.test(name);
  if (isAuth && WAY_TO_PROVE.test(value)) return true;
  if (finds && FIELD_OF_OBJECT.test(value)) return true;
  return isLabel && WORD_OF_LABEL.test(value) && (!/^ \p{L}/u.test(behind) || speaksOfPassword(value));
}
