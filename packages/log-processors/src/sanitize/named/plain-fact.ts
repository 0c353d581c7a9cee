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
    CONSTANT.test(value)
  );
}

/** Could a cluster, a registry or a repository call an object so? */
export function isObjectName(value: string): boolean {
  return OBJECT.test(value);
}
