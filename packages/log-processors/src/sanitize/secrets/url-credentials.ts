import type { Detector } from '../detect/detector.js';
import { entropyOf } from './randomness.js';

const LONGEST_USER_INFO = 512;
const ENDS_AUTHORITY = /[\s"'`<>]/;

/** Passwords and tokens in the user information of a URL or DSN (RFC 3986, 3.2.1): `postgres://user:password@host`. */
export const urlCredentials: Detector = {
  keywords: ['://', '%#a//', ':%#f%#f', ':\\/\\/'],
  at(text, _start, end, found) {
    const authority = authorityAt(text, end);
    if (!authority.includes('@')) return end + authority.length; // nor can a URL inside it have user information
    const userInfo = userInfoIn(authority);
    if (userInfo === undefined) return end;
    if (IS_MARKER.test(userInfo)) return end;
    const colon = userInfo.indexOf(':');
    const at = end + userInfo.length;
    if (colon >= 0) {
      if (colon + 1 < userInfo.length) found.secret(end + colon + 1, at, 'url-password');
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

/** The text before the last `@` that still belongs to the authority. A password may hold `/` or `@` that nobody escaped. */
function userInfoIn(candidate: string): string | undefined {
  const plain = /^[^/?#]*/.exec(candidate)?.[0] ?? '';
  const inAuthority = plain.lastIndexOf('@');
  if (inAuthority > 0) return plain.slice(0, inAuthority);
  const firstColon = plain.indexOf(':');
  if (firstColon < 0 || /^\d{1,5}$/.test(plain.slice(firstColon + 1))) return undefined;
  const far = /^[^@]*@(?=[\w.-]+(?::\d{1,5})?(?:[/?]|$))/.exec(candidate)?.[0];
  return far === undefined || plain.startsWith('[') ? undefined : far.slice(0, -1);
}

/** Data source names without a scheme: `user:password@tcp(host:3306)/db` of Go, `user/password@host` of Oracle. */
export const driverCredentials: Detector = {
  keywords: ['@tcp(', '@unix(', ':thin:', 'sqlplus '],
  at(text, start, end, found) {
    if (text.charAt(start) === '@') {
      const password = /:([^\s"'`<>:]{1,128})$/.exec(text.slice(Math.max(0, start - 160), start))?.[1];
      if (password !== undefined && !MARKER_TAIL.test(text.slice(Math.max(0, start - 80), start)))
        found.secret(start - password.length, start, 'url-password');
      return end;
    }
    const match = /^[\w$#.-]{1,64}\/(?:"([^"]{1,128})"|([^\s@"]{1,128}))@/.exec(text.slice(end, end + 272));
    const password = match?.[1] ?? match?.[2];
    if (match === null || password === undefined) return end;
    const to = end + match[0].length - 1;
    found.secret(to - password.length, to, 'url-password');
    return to;
  },
};

/** Passwords by their place among a function's arguments: `auth=("user", "password")`, `mysqli_connect(host, user, password)`. */
export const argumentCredentials: Detector = {
  keywords: ['auth=(', 'auth = (', 'basicauth(', 'mysqli_connect(', 'mysql_connect('],
  at(text, start, end, found) {
    const pattern = /^mysql/i.test(text.slice(start, end)) ? THIRD_ARGUMENT : SECOND_ARGUMENT;
    const match = pattern.exec(text.slice(end, end + 300));
    const secret = match?.[1];
    if (match === null || secret === undefined) return end;
    const to = end + match[0].length;
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};

const SECOND_ARGUMENT = /^["'][^"'\n]{0,64}["'], ?["']([^"'\n]{1,128})/;
const THIRD_ARGUMENT = /^["'][^"'\n]{0,64}["'], ?["'][^"'\n]{0,64}["'], ?["']([^"'\n]{1,128})/;

/** `echo password | sudo -S command` */
export const pipedPasswords: Detector = {
  keywords: ['sudo -s'],
  at(text, start, end, found) {
    const secret = /\becho (?:-n )?["']?([^\s"'|]{1,128})["']? ?\| ?$/.exec(
      text.slice(Math.max(0, start - 160), start),
    );
    if (secret?.[1] === undefined || text.charAt(end - 1) !== 'S') return end;
    const from = Math.max(0, start - 160) + secret.index + secret[0].indexOf(secret[1], 5);
    found.secret(from, from + secret[1].length, 'command-line-password');
    return end;
  },
};

/** Passwords in arguments of well-known programs: `curl -u user:password`, `mysql -psecret`, `sshpass -p secret`. */
export const commandLineCredentials: Detector = {
  keywords: [' -u', ' --user', ' -p', ' --proxy-user', ' -a ', ' -k ', ' -w ', ' -b '],
  at(text, start, end, found) {
    const flag = text.slice(start, end).trim();
    const before = text.slice(Math.max(0, start - 200), start);
    const rest = text.slice(end, end + 2_100);
    const pattern = patternFor(flag, before);
    const match = pattern?.exec(rest);
    if (match === null || match === undefined) return end;
    const secret = match[1] as string;
    const to = end + match[0].length;
    found.secret(to - secret.length, to, 'command-line-password');
    return to;
  },
};

const USER_AND_PASSWORD = /^[ =]?["']?[^\s:"'/]{1,64}:([^\s"']{1,128})/;

/** A registry's password may be a token of two thousand letters. */
const WORD = /^ ?["']?([^\s"']{2,2048})/;
/** Programs whose flag for a password is another letter. */
const OTHER_FLAGS: Readonly<Record<string, readonly [program: RegExp, value: RegExp]>> = {
  '-P': [/(?:^|[\s;&|/])(?:zip|unzip|sqlcmd|bcp|isql)\b[^;&|]*$/, WORD],
  '-k': [/(?:^|[\s;&|/])openssl\b[^;&|]*$/, WORD],
  '-w': [/(?:^|[\s;&|/])ldap(?:search|modify|add|delete|passwd|whoami)\b[^;&|]*$/, WORD],
  '-b': [/(?:^|[\s;&|/])htpasswd\b[^;&|]*$/, /^[^\s"']{1,128} [^\s"']{1,64} ["']?([^\s"']{2,128})/],
  '-U': [/(?:^|[\s;&|/])(?:smbclient|rpcclient|net)\b[^;&|]*$/, /^[ =]?["']?[^\s%"']{1,64}%([^\s"']{1,128})/],
};

function patternFor(flag: string, before: string): RegExp | undefined {
  const other = Object.hasOwn(OTHER_FLAGS, flag) ? OTHER_FLAGS[flag] : undefined;
  if (other?.[0].test(before)) return other[1];
  if (/^-[kwb]$/.test(flag)) return undefined;
  if (flag === '-p') {
    if (/(?:^|[\s;&|/])(?:mysql|mysqldump|mysqladmin|mariadb|mycli)\b[^;&|]*$/.test(before))
      return /^["']?([^\s"']{1,128})/;
    if (
      /(?:^|[\s;&|/])(?:sshpass|docker login|podman login|az login|7z|unzip|zip|sqlcmd|mongo|mongosh|mongodump|htpasswd|ldapsearch)\b[^;&|]*$/.test(
        before,
      )
    )
      return WORD;
    return undefined;
  }
  if (flag === '-a') return /(?:^|[\s;&|/])redis-cli\b[^;&|]*$/.test(before) ? /^["']?([^\s"']{1,128})/ : undefined;
  return /(?:^|[\s;&|/])(?:curl|wget|http|https|xh|smbclient)\b[^;&|]*$/.test(before) ? USER_AND_PASSWORD : undefined;
}
