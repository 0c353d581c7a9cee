import type { Detector } from '../detect/detector.js';
import { entropyOf } from './randomness.js';

const LONGEST_USER_INFO = 512;
const ENDS_AUTHORITY = /[\s"'`<>]/;

/** Passwords and tokens in the user information of a URL or DSN (RFC 3986, 3.2.1): `postgres://user:password@host`. */
export const urlCredentials: Detector = {
  keywords: ['://', '%#a//', ':%#f%#f', ':\\/\\/'],
  at(text, start, end, found) {
    const authority = authorityAt(text, end);
    if (!authority.includes('@')) return end + authority.length; // nor can a URL inside it have user information
    const userInfo = userInfoIn(authority, HAS_PATH_WITH_AT.test(text.slice(Math.max(0, start - 16), start)));
    if (userInfo === undefined) return end;
    if (IS_MARKER.test(userInfo)) return end;
    const colon = userInfo.indexOf(':');
    const at = end + userInfo.length;
    if (colon >= 0) {
      if (colon + 1 < userInfo.length && !/^(?:\*+|x{3,}|<[\w-]*>|\$\{?\w+\}?|%[sv])$/i.test(userInfo.slice(colon + 1)))
        found.secret(end + colon + 1, at, 'url-password');
      if (colon >= 20 && entropyOf(userInfo.slice(0, colon)) > 3) found.secret(end, end + colon, 'url-token');
    } else if (userInfo.length >= 16 && /\d/.test(userInfo) && entropyOf(userInfo) > 2.8) {
      found.secret(end, at, 'url-token');
    }
    return at;
  },
};

/** What another pass has replaced already. */
const IS_MARKER = /^\[(?:REDACTED|CUT):[\w -]{1,64}\]$/;

const MARKER_TAIL = /\[(?:REDACTED|CUT):[\w -]{1,64}\]$/;

/** From the double slash to the first sign that no URL holds. */
function authorityAt(text: string, from: number): string {
  let end = from;
  while (end < text.length && end - from < LONGEST_USER_INFO && !ENDS_AUTHORITY.test(text.charAt(end))) end++;
  return text.slice(from, end);
}

/** Behind these a path may hold an `@`: of a package's scope, of a version, of an account. */
const HAS_PATH_WITH_AT = /(?:https?|wss?|ssh|git|svn|s?ftp|sips?|xmpp|file)$/i;

/** The text before the last `@` that still belongs to the authority. A password may hold `/` or `@` that nobody escaped. */
function userInfoIn(candidate: string, pathMayHoldAt: boolean): string | undefined {
  const plain = /^[^/?#]*/.exec(candidate)?.[0] ?? '';
  if (/^[^@:;]*:\d{1,5};/.test(plain)) return undefined; // jdbc:sqlserver://host:1433;user=…
  const inAuthority = plain.lastIndexOf('@');
  if (inAuthority > 0 && !pathMayHoldAt && plain.lastIndexOf(':', inAuthority) > 0) {
    const last = /^[^?#]*@(?=[\w.-]+(?::\d{1,5})?(?:[/,]|$))/.exec(candidate.split('://', 1)[0] as string)?.[0];
    if (last !== undefined) return last.slice(0, -1);
  }
  if (inAuthority > 0) return plain.slice(0, inAuthority);
  const firstColon = plain.indexOf(':');
  if (firstColon < 0 || /^\d{1,5}$/.test(plain.slice(firstColon + 1))) return undefined;
  const far = /^[^@]*@(?=[\w.-]+(?::\d{1,5})?(?:[/?]|$))/.exec(candidate)?.[0];
  return far === undefined || plain.startsWith('[') ? undefined : far.slice(0, -1);
}

/** Data source names without a scheme: `user:password@tcp(host:3306)/db` of Go, `user/password@host` of Oracle. */
export const driverCredentials: Detector = {
  keywords: ['@tcp(', '@unix(', ':thin:', 'sqlplus ', 'sqlldr ', 'expdp ', 'impdp ', 'connect '],
  at(text, start, end, found) {
    if (text.charAt(start) === '@') {
      const password = /:([^\s"'`<>:]{1,128})$/.exec(text.slice(Math.max(0, start - 160), start))?.[1];
      if (password !== undefined && !MARKER_TAIL.test(text.slice(Math.max(0, start - 80), start)))
        found.secret(start - password.length, start, 'url-password');
      return end;
    }
    const match = (/^c/i.test(text.charAt(start)) ? ORACLE_CONNECT : ORACLE_LOGIN).exec(text.slice(end, end + 304));
    const password = match?.[1] ?? match?.[2];
    if (match === null || password === undefined) return end;
    const to = end + match[0].length - (match[1] === undefined ? 1 : 2);
    found.secret(to - password.length, to, 'url-password');
    return to;
  },
};

const ORACLE_LOGIN =
  /^(?:-\w{1,8} (?:\d[\d.]* )?){0,4}(?:userid=)?[\w$#.-]{1,64}\/(?:"([^"]{1,128})"|([^\s@"]{1,128}))@/i;
/** `connect jo/x@//db:1521/shop`: without the slashes it may be a repository. */
const ORACLE_CONNECT = /^[\w$#.-]{1,64}\/(?:"([^"]{1,128})"|([^\s@"]{1,128}))@(?=\/\/)/;

/** Passwords by their place among a function's arguments: `auth=("user", "password")`, `mysqli_connect(host, user, password)`. */
export const argumentCredentials: Detector = {
  keywords: [
    ...['auth=(', 'auth = (', 'basicauth(', 'login(', 'signin(', 'sign_in(', 'authenticate(', 'sp_addlogin '],
    ...['mysqli_connect(', 'mysql_connect(', '__construct(', 'pdo('],
    ...['_encrypt(', '_decrypt('],
  ],
  at(text, start, end, found) {
    const match = argumentsOf(text.slice(start, end).toLowerCase()).exec(text.slice(end, end + 300));
    const secret = match?.[1] ?? match?.[2];
    if (match === null || secret === undefined) return end;
    const to = end + match[0].length - (match[2] === undefined ? 0 : 1);
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};

function argumentsOf(call: string): RegExp {
  if (/^mysql|^__construct|^pdo/.test(call)) return THIRD_ARGUMENT;
  return /crypt\($/.test(call) ? KEY_ARGUMENT : SECOND_ARGUMENT;
}

/** `pgp_sym_encrypt(column, 'key')` */
const KEY_ARGUMENT = /^[^()"']{1,64}, ?["']([^"'\n]{1,128})/;
const SECOND_ARGUMENT =
  /^(?:["'][^"'\n]{0,64}["'], ?["']([^"'\n]{1,128})|[\w.@-]{1,64}, ?(?=[^\s,)]*\d)(?=[^\s,)]*[A-Za-z])([^\s,()"']{6,128})\))/;
const THIRD_ARGUMENT = /^["'][^"'\n]{0,64}["'], ?["'][^"'\n]{0,64}["'], ?["']([^"'\n]{1,128})/;

/** `echo password | sudo -S command`, `echo password | docker login --password-stdin` */
export const pipedPasswords: Detector = {
  keywords: ['echo ', 'printf '],
  at(text, _start, end, found) {
    const match = PIPED.exec(text.slice(end, end + 300));
    const secret = match?.[1];
    if (match === null || secret === undefined || /^(?:\$\{?\w|\$\()/.test(secret)) return end;
    const from = end + match[0].indexOf(secret);
    found.secret(from, from + secret.length, 'command-line-password');
    return from + secret.length;
  },
};

const PIPED =
  /^(?:-n )?["']?([^\s"'|]{1,128})["']? ?\| ?(?:sudo -S|passwd --stdin|chpasswd|kinit\b|cryptsetup\b|smbpasswd -s|[^|]{1,80} --(?:password-stdin|passphrase-fd 0|with-token|stdin))/;

/** Passwords in arguments of well-known programs: `curl -u user:password`, `mysql -psecret`, `sshpass -p secret`. */
export const commandLineCredentials: Detector = {
  keywords: [' -u', ' --user', ' -p', ' --proxy-user', ...[' -a ', ' -c ', ' -k ', ' -n ', ' -w ', ' -x ']],
  at(text, start, end, found) {
    const flag = text.slice(start, end).trim();
    const before = text.slice(Math.max(0, start - 200), start);
    const rest = text.slice(end, end + 2_100);
    const pattern = patternFor(flag, before);
    const match = pattern?.exec(rest);
    if (match === null || match === undefined) return end - 1; // the next flag begins with the space that ends this one
    const secret = match[1] as string;
    const to = end + match[0].length;
    found.secret(to - secret.length, to, 'command-line-password');
    return to;
  },
};

/** Behind `-u user` any program's `-p` is a password, unless it looks like ports. */
const NO_PORT = /^ ["']?(?!\d{1,5}(?::|\b))([^\s"'-][^\s"']{2,2047})/;
const USER_AND_PASSWORD = /^[ =]?["']?[^\s:"'/]{1,64}:([^\s"']{1,128})/;

/** A registry's password may be a token of two thousand letters. */
const WORD = /^ ?["']?([^\s"']{2,2048})/;
/** Its community, and the passphrases that prove who asks and keep the answer private. */
const SNMP = /(?<![\w.-])snmp(?:bulk)?(?:get|getnext|walk|set|table|trap|inform|status|df)\b[^;&|]*$/;
/** Programs whose flag for a password is another letter. */
const OTHER_FLAGS: Readonly<Record<string, readonly [program: RegExp, value: RegExp]>> = {
  '-u': [/(?<![\w.-])lftp\b[^;&|]*$/, /^[ =]?["']?[^\s,"']{1,64},([^\s"']{1,128})/],
  '-P': [/(?<![\w.-])(?:zip|unzip|sqlcmd|bcp|isql|mosquitto_pub|mosquitto_sub|ssh-keygen)\b[^;&|]*$/, WORD],
  '-N': [/(?<![\w.-])ssh-keygen\b[^;&|]*$/, WORD],
  '-c': [SNMP, WORD],
  '-A': [SNMP, WORD],
  '-X': [SNMP, WORD],
  '-k': [/(?<![\w.-])openssl\b[^;&|]*$/, WORD],
  '-w': [/(?<![\w.-])ldap(?:search|modify|add|delete|passwd|whoami)\b[^;&|]*$/, WORD],
  '-U': [/(?<![\w.-])(?:smbclient|rpcclient|net)\b[^;&|]*$/, /^[ =]?["']?[^\s%"']{1,64}%([^\s"']{1,128})/],
};

function patternFor(flag: string, before: string): RegExp | undefined {
  const other = Object.hasOwn(OTHER_FLAGS, flag) ? OTHER_FLAGS[flag] : undefined;
  if (other?.[0].test(before)) return other[1];
  if (/^-(?:A|[cknwxCKNWX])$/.test(flag)) return undefined;
  if (flag === '-p') {
    if (/(?<![\w.-])(?:mysql|mysqldump|mysqladmin|mariadb|mycli)\b[^;&|]*$/.test(before))
      return /^["']?([^\s"']{1,128})/;
    if (
      /(?<![\w.-])(?:sshpass|docker login|podman login|az login|7z|unzip|zip|sqlcmd|mongo|mongosh|mongodump|htpasswd|ldapsearch)\b[^;&|]*$/.test(
        before,
      )
    )
      return WORD;
    return /\s(?:-u|-U|--user(?:name)?)[ =]\S{1,64}(?: -\S{1,32}){0,3}$/.test(before) ? NO_PORT : undefined;
  }
  if (flag === '-a') return /(?<![\w.-])redis-cli\b[^;&|]*$/.test(before) ? /^["']?([^\s"']{1,128})/ : undefined;
  return /(?<![\w.-])(?:curl|wget|http|https|xh|smbclient|etcdctl|couchbase-cli|cbq|ab)\b[^;&|]*$/.test(before)
    ? USER_AND_PASSWORD
    : undefined;
}
