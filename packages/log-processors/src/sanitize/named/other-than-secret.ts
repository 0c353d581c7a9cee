import { NamePatterns } from '../keys/name-patterns.js';
import { isObjectName } from './plain-fact.js';
import type { ValueExtent } from './value-extent.js';

const ARN_OR_CHECKSUM = /(?:arn:aws[\w-]*:secretsmanager:[\w-]*:\d*:|checksum\/)$/;
const FILE = /\.key$/i;
/** `pam_unix(passwd:chauthtok)`: the service that asks Linux's modules for authentication, and what for. */
const SERVICE_OF_PAM = /\bpam_\w{1,24}\($/;

/** Is what looks like the name of a secret the name of a thing: of a secret in a vault, or the end of a file's path? */
export function isNameOfThing(text: string, nameStart: number, nameEnd: number): boolean {
  const before = text.charAt(nameStart - 1);
  if (before !== '/' && before !== ':' && before !== '(') return false; // nearly always
  if (ARN_OR_CHECKSUM.test(text.slice(Math.max(0, nameStart - 80), nameStart))) return true;
  if (SERVICE_OF_PAM.test(text.slice(Math.max(0, nameStart - 32), nameStart))) return true;
  return before === '/' && text.charAt(nameEnd) !== '=' && FILE.test(text.slice(nameStart, nameEnd));
}

const PATH = /^(?:~?\/|[A-Z]:\\|\.{1,2}\/)/;
const HEADER_NAME = /^[a-z]+(?:[-_][a-z]+)*\d?$/i;
/** Ports of chips and boards. */
const PORT_OF_CHIP = /^(?:GPIO|PIN|IO|P[A-K])[_-]?\d{1,3}$/i;
/** `app-tls`, `default/app-tls`: what Kubernetes calls an object, not at random. */
const OBJECT_NAME = /^(?:[a-z]{2,16}(?:-[a-z]{2,16}){0,4}\/)?[a-z]{2,16}(?:-[a-z]{2,16}|-\d{1,2}){0,4}$/;
const NAMES = new NamePatterns({
  isDirectory: /^(?:OLD)?PWD$/i,
  isHeader: /header$/i,
  isPin: /pin$/i,
  /** Names behind which settings of a cluster say which secret is meant. */
  refersToSecret: /(?:(?:existing|pull|tls)[_-]?secrets?(?:[_-]?name)?|secret[_-]?ref)$/i,
  isList: /^(?:secrets|tokens)$/i,
  isSecretOrToken: /^(?:secret|token)$/i,
  isKeyOrToken: /(?:key|token)s?$/i,
  isSecret: /^secret$/i,
  isCookie: /cookies?$/i,
  isCookies: /cookies$/i,
  isSessionOrToken: /sessions?$|^tokens?$/i,
  isOfSession: /session/i,
  isSignature: /(?:signature|sig|h?mac|digest)$/i,
});
const KUBERNETES = /(?:kubernetes|k8s)\.io\/$/;

/** `--secret id=npmrc,src=/root/.npmrc`: which file holds it. */
const MOUNTED_BY_DOCKER = /^--secret[ =](?:id|source|src|type)=/;

/** `PWD=/srv/app` is a directory, `API_KEY_HEADER=X-Api-Key` a name, `cookies: theme, locale` a list of names. */
export function isOtherThanSecret(text: string, nameStart: number, nameEnd: number, extent: ValueExtent): boolean {
  const name = text.slice(nameStart, nameEnd);
  const value = text.slice(extent.start, extent.end);
  const says = NAMES.of(name);
  if (says.isDirectory) return PATH.test(value);
  if (says.isHeader) return HEADER_NAME.test(value);
  if (says.isPin && PORT_OF_CHIP.test(value)) return true;
  if (says.refersToSecret && isObjectName(value)) return true;
  if (says.isList && isObjectName(value) && text.startsWith(':  ', nameEnd)) return true; // of a service account
  if (isMoved(text, nameEnd, extent, value)) return true;
  if (says.isSecretOrToken && PLACE.test(value) && isMovedThing(text, nameStart, nameEnd)) return true;
  if (says.isKeyOrToken && /^\d{1,3}$/.test(value) && LIST_OF_NUMBERS.test(text.slice(nameEnd, extent.end + 8)))
    return true;
  if (PATH.test(value) && /^[ \t]+>{1,2}[ \t]*$/.test(text.slice(nameEnd, extent.start))) return true; // a shell's file
  if (name.startsWith('--secret') && MOUNTED_BY_DOCKER.test(text.slice(nameStart, extent.end))) return true;
  if (says.isSecret && value.includes('/') && OBJECT_NAME.test(value)) return true;
  if (
    name === '--secret' &&
    OBJECT_NAME.test(value) &&
    /\bsecrets\b/.test(text.slice(Math.max(0, nameStart - 64), nameStart))
  )
    return true; // which one, of a vault's command
  const isBehindPath = text.charAt(nameStart - 1) === '/';
  if (isBehindPath && KUBERNETES.test(text.slice(Math.max(0, nameStart - 16), nameStart)) && OBJECT_NAME.test(value))
    return true;
  if (says.isCookie && PREFERENCES.test(value) && !MIXED_PREFERENCE.test(value)) return true;
  if (says.isSessionOrToken && text.charAt(nameEnd) === ':' && KEY_OF_STORE.test(value)) return true;
  if (!says.isSignature && value.startsWith('hmac-') && HMAC.test(value)) return true;
  if (value === name && IN_CALL.test(text.slice(Math.max(0, nameStart - 128), nameStart))) return true;
  if (value.startsWith('0') && /^0x[0-9a-f]{1,16}$/i.test(value)) return says.isOfSession; // ZooKeeper numbers its sessions
  return says.isCookies && !value.includes('=') && !/\d/.test(value);
}

/** `{"id":"secret","from":"vault","to":"pod"}`: where a thing goes. Any other word may be the old or the new value. */
function isMovedThing(text: string, nameStart: number, nameEnd: number): boolean {
  return (
    MOVED_FROM.test(text.slice(nameEnd, nameEnd + 16)) &&
    /["'](?:id|name|kind)\\{0,3}["'][ \t]?:[ \t]?\\{0,3}["']$/.test(text.slice(Math.max(0, nameStart - 16), nameStart))
  );
}
const MOVED_FROM = /^\\{0,3}["'],[ \t]?\\{0,3}["'](?:from|to)\\{0,3}["']/i;
const PLACE =
  /^(?:vault|pod|pods|cluster|namespace|node|host|store|env|environment|file|volume|repo|repository|registry)$/;
/** `network_key=[1, 2, 3]`: so few and so small numbers are no key. */
const LIST_OF_NUMBERS = /\[[ \t]?\d{1,3}(?:[ \t]?\]|,[ \t]?\d{1,3}(?!\d))/;
/** The rest of `session:index:count`, a key in a store. */
const KEY_OF_STORE = /^[a-z_]{2,24}(?::(?:[a-z_]{2,24}|\*)){1,6}$/;
/** What a vault writes in its audit log: without the vault's own key nobody can find the value again. */
const HMAC = /^hmac-sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/;
/** `login(user=user, password=password)`: the arguments of a call, each handed on under its own name. */
const IN_CALL = /\w\((?:(\w{1,40})=\1, ?){1,4}$/;

/** `theme=dark; lang=en-GB`: cookies that hold nothing but what somebody likes, with their attributes. */
const PREFERENCE =
  '(?:(?:(?:cookie_?)?consent|cookie_?notice|gdpr|lang|language|locale|theme|mode|currency|country|layout|dark_?mode|color_?scheme|tz|timezone)=[a-z][\\w/-]{0,15}|(?:path|domain|max-age|expires|samesite)=[\\w ./:,-]{0,48}|secure|httponly)';
const PREFERENCES = new RegExp(`^${PREFERENCE}(?:;[ \\t]?${PREFERENCE}){0,16};?$`, 'i');

/** No language and no theme is called `abcDEF123456`. */
const MIXED_PREFERENCE = /(?:^|;[ \t]?)(?!path|domain|expires)\w{1,16}=[^;]*(?:[A-Za-z]\d|\d[A-Za-z])/i;

const ALGORITHM = /^(?:scram-sha-\d{1,3}(?:-plus)?|md5|sha-?\d{1,3}|bcrypt|scrypt|argon2(?:id?|d)?|pbkdf2)$/i;

/** `db_password -> /var/lib/db_password`, `src/{password => passphrase}/hash.ts`, `password -> scram-sha-256`: what was mounted, renamed or chosen. */
function isMoved(text: string, nameEnd: number, { start, end }: ValueExtent, value: string): boolean {
  const sign = text.slice(nameEnd - 1, start);
  if (!sign.includes('>') || !/^(?:-|.[ \t]{0,3}[-=])>/.test(sign)) return false;
  return PATH.test(value) || ALGORITHM.test(value) || /\}[/.]/.test(text.slice(end, end + 2));
}
