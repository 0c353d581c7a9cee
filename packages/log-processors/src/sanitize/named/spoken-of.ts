import { isType } from './program-text.js';
import type { ValueExtent } from './value-extent.js';

/*
 * What programs say of secrets without giving one away: which method, version, list or object is meant, which argument, column or field
 * of a message is spoken of, and by which pattern a value is looked for.
 */

/** Registered in "OAuth Token Endpoint Authentication Methods" of IANA. */
const METHOD_OF_CLIENT = /^(?:client_secret_(?:basic|post|jwt)|private_key_jwt|(?:self_signed_)?tls_client_auth)$/;
/** `^4.0.1`: of `passport-jwt` or `secret`, as packages are called. */
const RANGE_OF_VERSIONS =
  /^[~^]\d{1,4}\.\d{1,4}\.\d{1,5}(?:-(?:alpha|beta|canary|dev|next|pre|preview|rc)(?:[.-]?\d{1,8}){0,3})?$/;
/** `secret::bytea`, `(secret)::text`. */
const IS_CAST = /^["'`]?\)?::/;
/** `{password=\\S+}`, `password=([^&]+)`: a pattern by which programs find a value; behind a sign that parts fields comes another field. */
const PIECE_OF_PATTERN =
  /^\(?(?:\\{1,4}[SWDwds]|\[?\^[^\]\r\n]{1,12}\])[+*]\??(?=[\s"'`)}]|$|[&;,](?:[\s"'`]|$|[A-Za-z_]{1,24}=))/;
/** `--auth-token=jwt,pub-key=…` of etcd. */
const KIND_OF_TOKEN = /^(?:simple|jwt)(?:,(?:pub-key|priv-key|sign-method|ttl)=|$)/;
const TOKEN_OF_ETCD = /(?:^|-)auth-token$/;
/** `auth: passwd-file(jo,10.1.4.7,<…>)` of Dovecot, `Auth: [SMB2,(null)]` of Samba: which list or protocol says so of whom. */
const SAYS_OF_WHOM =
  /^(?:(?:passwd-file|passwd|pam|sql|ldap|static|oauth2|lua)\([^(),\s]{0,128},(?:[\da-f.:]{2,45}[,)]|$)|SMB2?,\(null)/;
const AUTH_BEFORE = /auth: \[?$/i;
/** `shop/web-token-7x2kq`: an object of Kubernetes in its namespace, a token of an account with the five letters that a controller adds. */
const OBJECT_IN_NAMESPACE =
  /^[a-z]{2,16}(?:-[a-z]{2,16}){0,4}\/[a-z]{2,16}(?:-[a-z]{2,16}|-\d{1,2}){0,4}(?:-(?:token|dockercfg)-[bcdfghjklmnpqrstvwxz2-9]{5})?$/;
const NAMES_SECRET = /^secret(?:_?id|_?name)?$/i;
/** `Argument "secret" to "sign"` of mypy, `RENAME COLUMN password TO …`, `COMMENT ON COLUMN users.password IS '…'`. */
const SPOKEN_OF = /(?:\bargument ["'`]|\brename (?:column )?["'`]?|\bcomment on column ["'`]?)$/i;
const SPEAKS = /^["'`]? (?:to|is) /i;
const IS_COMMENT = /^["'`]? is /i;
/** A word of a comment that may be the secret itself; algorithms have letters and digits, too. */
const MIXED_WORD =
  /(?<![\p{L}\p{N}!#$%&*+@^~])(?=[\p{L}\p{N}!#$%&*+@^~]*\p{N})(?=[\p{L}\p{N}!#$%&*+@^~]*\p{L})[\p{L}\p{N}!#$%&*+@^~]{6,}/gu;
const ALGORITHM =
  /^(?:argon2(?:id?|d)|pbkdf2\w{0,20}|(?:hmac)?sha\d{1,3}|aes\d{3}\w{0,3}|base\d\d|utf8\w{0,3}|oauth2|pkcs\d{1,2}|rfc\d{1,5}|iso\d{1,6})$/i;
/** What a column or a parameter is called; no word with digits within it. */
const NEW_NAME = /^[A-Za-z]{1,32}(?:_[A-Za-z]{1,32}){0,4}_?\d?$/;
/** `string password = 2;`: the number of a field of Protobuf. */
const TYPE_OF_FIELD = /(?:^|[{;\s])(?:string|bytes|bool|u?int(?:32|64)) $/;
const NUMBER_OF_FIELD = /^ = \d{1,3}(?:;| \[[a-z(])/;
/** `f(request, username=username, password=password)`: the arguments of a call, each handed on under its own name. */
const IN_CALL = /\w\((?:[A-Za-z_]\w{0,40}, ?){1,3}(?:(\w{1,40})=\1, ?){1,4}$/;

/** `unable to load Private Key: error:1E08010C:DECODER …`: the number of an error of OpenSSL. */
const ERROR_OF_OPENSSL = /^error:[0-9A-F]{8}(?::|$)/;
/** `the trait bound \`Password: serde::Serialize\``, `password: secrecy::SecretBox`: a type of Rust in its modules. */
const TYPE_IN_MODULES = /^&?(?:[a-z][a-z_]{1,24}::){1,5}[A-Z][A-Za-z]{2,40}(?:<.{0,64})?$/;
/** `src/token.test.ts > refreshToken > retries once`: the names of a test and of the groups that it is in. */
const IN_GROUPS_OF_TESTS = /(?:\.(?:test|spec|cy)\.\w{2,4}(?::\d{1,5})?| > [^>\r\n]{1,96}) > (?:[\w$-]{1,40} ){0,6}$/;

/** Is the name only spoken of, or is what stands behind it one of the words that programs speak with? */
export function isSpokenOf(text: string, nameStart: number, nameEnd: number, { start, end }: ValueExtent): boolean {
  const name = text.slice(nameStart, nameEnd);
  const value = text.slice(start, Math.min(end, start + 128));
  const behind = text.slice(nameEnd, nameEnd + 12);
  if (METHOD_OF_CLIENT.test(value) || RANGE_OF_VERSIONS.test(value)) return true;
  if (PIECE_OF_PATTERN.test(text.slice(start, start + 24))) return true;
  if (ERROR_OF_OPENSSL.test(value) || (text.slice(nameEnd, start) === ': ' && TYPE_IN_MODULES.test(value))) return true;
  if (
    text.slice(nameEnd, start) === ' > ' &&
    IN_GROUPS_OF_TESTS.test(text.slice(Math.max(0, nameStart - 160), nameStart))
  )
    return true;
  if (KIND_OF_TOKEN.test(value)) return TOKEN_OF_ETCD.test(name);
  if (SAYS_OF_WHOM.test(text.slice(start, start + 256)))
    return AUTH_BEFORE.test(text.slice(Math.max(0, start - 8), start));
  if (IS_CAST.test(behind) && value.startsWith(':') && isType(value.slice(1))) return true;
  if (value.includes('/') && NAMES_SECRET.test(name) && OBJECT_IN_NAMESPACE.test(value)) return true;
  if (value === name && IN_CALL.test(text.slice(Math.max(0, nameStart - 256), nameStart))) return true;
  if (SPEAKS.test(behind) && SPOKEN_OF.test(text.slice(Math.max(0, nameStart - 24), nameStart)))
    return IS_COMMENT.test(behind) ? !holdsMixedWord(text.slice(start, end)) : NEW_NAME.test(value);
  return NUMBER_OF_FIELD.test(behind) && TYPE_OF_FIELD.test(text.slice(Math.max(0, nameStart - 8), nameStart));
}

function holdsMixedWord(comment: string): boolean {
  return (comment.match(MIXED_WORD) ?? []).some((word) => !ALGORITHM.test(word));
}
