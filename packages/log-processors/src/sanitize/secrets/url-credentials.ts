import type { Detector, Found } from '../detect/detector.js';
import { isMarkersOnly } from '../marker.js';
import { entropyOf } from './randomness.js';

/** From the double slash to the first sign that no URL holds. */
const AUTHORITY = /[^\s"'`<>]{0,2048}/y;
/** Where a colon is missing (`https//ada:x@host`), no further than to the next slash. */
const PLAIN_AUTHORITY = /[^\s"'`<>/]{0,512}/y;

/** Passwords and tokens in the user information of a URL or DSN (RFC 3986, 3.2.1): `postgres://user:password@host`. */
export const urlCredentials: Detector = {
  keywords: ['://', '%#a//', ':%#f%#f', ':\\/\\/', ...['_//', 'sql//', 's//', 'b//', 'p//']],
  at(text, start, end, found) {
    const lacksColon = text.charAt(end - 1) === '/' && /[^:\\/a-f]\/\/$/i.test(text.slice(end - 3, end));
    const pattern = lacksColon ? PLAIN_AUTHORITY : AUTHORITY;
    pattern.lastIndex = end;
    const [authority] = pattern.exec(text) as unknown as [string];
    if (!authority.includes('@')) return end + authority.length; // nor can a URL inside it have user information
    const scheme = text.slice(Math.max(0, start - 16), start);
    const userInfo =
      (HAS_FRAGMENT.test(scheme) ? undefined : userInfoWithHash(authority)) ??
      userInfoIn(authority, HAS_PATH_WITH_AT.test(scheme));
    if (userInfo === undefined) return end;
    if (lacksColon && !/^[\w.-]{1,64}:./.test(userInfo)) return end;
    if (isMarkersOnly(text, end, end + userInfo.length)) return end;
    if (IS_PLACEHOLDER.test(authority.slice(0, userInfo.length + 12))) return end + userInfo.length;
    const colon = userInfo.indexOf(':');
    const at = end + userInfo.length;
    if (colon >= 0) {
      if (!/^(?:\*+|x{3,}|\$\{?\w+\}?|%[sv])$/i.test(userInfo.slice(colon + 1)))
        found.secret(end + colon + 1, at, 'url-password');
      if (colon >= 20 && entropyOf(userInfo.slice(0, colon)) > 3) found.secret(end, end + colon, 'url-token');
    } else if (userInfo.length >= 16 && /\d/.test(userInfo) && entropyOf(userInfo) > 2.8) {
      found.secret(end, at, 'url-token');
    }
    return at;
  },
};

/** `USER:PASSWORD@HOST`, `user:pass@hostname`: what documentation writes; a host that is called `host` answers nobody. */
const IS_PLACEHOLDER =
  /^(?:(?:[A-Z]{2,12}_)?(?:USER|USERNAME|LOGIN|NAME):(?:[A-Z]{2,12}_)?(?:PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN)@|(?:user|username|login):(?:password|passwd|pass|pwd|secret|token)@(?:host|hostname)(?![\w.-]))/;

/** What another pass has replaced already. */
const MARKER_TAIL = /\[(?:REDACTED|CUT):[\w -]{1,64}\]$/;

/** Behind these a path may hold an `@`: of a package's scope, of a version, of an account. */
const HAS_PATH_WITH_AT = /(?:https?|wss?|ssh|git|svn|s?ftp|sips?|xmpp|file)$/i;

const HAS_FRAGMENT = /(?:https?|wss?|git|svn|sips?|xmpp|file)$/i;

/** `ada:p@s#s@host`: where URLs have no fragment, a `#` before the first slash is a sign of the password, if an `@` and a host follow. */
function userInfoWithHash(candidate: string): string | undefined {
  const end = candidate.search(/[/?]|$/);
  const hash = candidate.slice(0, end).indexOf('#');
  const last = candidate.lastIndexOf('@', end);
  const colon = candidate.indexOf(':');
  if (hash < 0 || last < hash || colon < 0 || colon > candidate.lastIndexOf('@', hash)) return undefined;
  return candidate.charAt(end) !== '?' && /^[\w.-]+(?::\d{1,5})?$/.test(candidate.slice(last + 1, end))
    ? candidate.slice(0, last)
    : undefined;
}

/** The text before the last `@` that still belongs to the authority. A password may hold `/` or `@` that nobody escaped. */
function userInfoIn(candidate: string, pathMayHoldAt: boolean): string | undefined {
  const plain = candidate.slice(0, candidate.search(/[/?#]|$/));
  if (/^[^@:;]*:\d{1,5};/.test(plain)) return undefined; // jdbc:sqlserver://host:1433;user=…
  const inAuthority = plain.lastIndexOf('@');
  if (inAuthority > 0 && !pathMayHoldAt && plain.lastIndexOf(':', inAuthority) > 0) {
    const last = /^[^?#]*@(?=[\w.-]+(?::\d{1,5})?(?:[/,]|$))/.exec(candidate.split('://', 1)[0] as string)?.[0];
    if (last !== undefined) return last.slice(0, -1);
  }
  if (inAuthority > 0) {
    const far = /:[^@]*@[\w-]+$/.test(plain)
      ? LAST_AT_OF_DOMAIN.exec(candidate.split('://', 1)[0] as string)?.[0]
      : undefined;
    return far?.slice(0, -1) ?? plain.slice(0, inAuthority);
  }
  const firstColon = plain.indexOf(':');
  if (firstColon < 0 || /^\d{1,5}$/.test(plain.slice(firstColon + 1))) return undefined;
  const far = FIRST_AT.exec(candidate)?.[0] ?? LAST_AT.exec(candidate.split('://', 1)[0] as string)?.[0];
  return far === undefined || plain.startsWith('[') ? undefined : far.slice(0, -1);
}

/** Up to the first `@` that a host follows, and, where a password holds one itself, up to the last. */
const FIRST_AT = /^[^@]*@(?=[\w.-]+(?::\d{1,5})?(?:[/?]|$))/;
/** `https://app:p@ss/w0rd@shop.example/x`: what seems to be the host has no dot, another has. */
const LAST_AT_OF_DOMAIN = /^[^?#]*[^/?#]@(?=[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?,]|$))/;
const LAST_AT = /^[^?#]*@(?=[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:[/?,]|$))/;

/** As long as a token that an identity provider gives out as a password. */
const LONGEST = 2_048;
const LOGON =
  /^((?:-[^\s/]{1,32} (?:\d[\d.]* )?){0,4}(?:userid=)?[\w$#.-]{1,64}\/)(?:"([^"]{1,128})"|([^\s@"']{1,128}))(?=[@\s"']|$)/i;
/** `connect jo/x@//db:1521/shop`: without the slashes it may be a repository. */
const CONNECT = /^([\w$#.-]{1,64}\/)(?:"([^"]{1,128})"|([^\s@"']{1,128}))(?=@\/\/)/;

/** Data source names without a scheme: `user:password@tcp(host:3306)/db` of Go, `user/password@host` of Oracle. */
export const driverCredentials: Detector = {
  keywords: ['@tcp(', '@unix(', ':thin:', 'sqlplus ', 'sqlldr ', 'expdp ', 'impdp ', 'connect ', '@//', ':####/'],
  at(text, start, end, found) {
    if (/\/$/.test(text.slice(start, end))) return logonBefore(text, start, end, found);
    if (text.charAt(start) === '@') {
      const before = text.slice(Math.max(0, start - LONGEST - 1), start);
      const colon = before.lastIndexOf(':');
      if (colon >= 0 && !/[\s"'`<>]/.test(before.slice(colon)) && !MARKER_TAIL.test(before))
        found.secret(start - before.length + colon + 1, start, 'url-password');
      return end;
    }
    const match = (/c/i.test(text.charAt(start)) ? CONNECT : LOGON).exec(text.slice(end, end + 512));
    if (match === null) return end;
    const [, before, quoted, bare] = match as unknown as [string, string, string | undefined, string];
    const from = end + before.length + (quoted === undefined ? 0 : 1);
    const to = from + (quoted ?? bare).length;
    found.secret(from, to, 'url-password');
    return to;
  },
};

/** `user/x@//db:1521/shop`, `user/x@db.internal:1521/shop`. */
function logonBefore(text: string, start: number, end: number, found: Found): number {
  const isHost = text.charAt(start) === ':';
  if (isHost && !PORT_OF_ORACLE.test(text.slice(start, end))) return end;
  const to = isHost ? start : start + 1;
  const [logon, user = '', secret = ''] =
    (isHost ? LOGON_AT_HOST : LOGON_AT).exec(text.slice(Math.max(0, to - 240), to)) ?? [];
  if (logon === undefined) return end;
  const from = to - logon.length + user.length;
  found.secret(from, from + secret.length, 'url-password');
  return end;
}

const PORT_OF_ORACLE = /^:(?:15|16|24|25)\d\d\/$/;
/** A word without a digit, a sign or a capital may be a repository. */
const LOGON_AT = /(?:(?<=[\s"'=(])|^)([A-Za-z][\w$#]{0,63}\/"?)((?=[^@]{0,127}[\dA-Z!#$%&*+?^~])[^\s@"'/]{3,128})"?@$/;
const LOGON_AT_HOST =
  /(?:(?<=[\s"'=(])|^)([A-Za-z][\w$#]{0,63}\/"?)((?=[^@]{0,127}[\dA-Z!#$%&*+?^~])[^\s@"'/]{3,128})"?@(?=[\w-]*[.\d]|localhost)[\w.-]{1,96}$/;

/** `echo password | sudo -S command`, `echo password | docker login --password-stdin` */
export const pipedPasswords: Detector = {
  keywords: ['echo ', 'printf '],
  at(text, start, end, found) {
    const isSubstituted = SUBSTITUTED.test(text.slice(Math.max(0, start - 32), start));
    const isRead = READ_BEFORE.test(text.slice(Math.max(0, start - 64), start));
    const match = (isSubstituted || isRead ? ONE_WORD : PIPED).exec(text.slice(end, end + 300));
    if (match === null) return end;
    const [, before, secret] = match as unknown as [string, string, string];
    if (/^\$(?:\{?\w|\()|^(?:y|n|yes|no|\d{1,3})$/i.test(secret)) return end;
    const from = end + before.length;
    found.secret(from, from + secret.length, 'command-line-password');
    return from + secret.length;
  },
};

/** `--password-command "echo x"`, `--password-file=<(echo x)` */
const SUBSTITUTED = /(?:pass(?:word|wd|phrase)?|secret|token)[\w-]{0,16}[= ]["']?(?:<\(|\$\()?$/i;
/** `+ chpasswd`, then `+ echo jo:x`: a shell that traces the parts of a pipe prints them in any order. */
const READ_BEFORE =
  /(?:^|\n|\\n)\++ (?:sudo )?(?:chpasswd|passwd --stdin|cryptsetup) ?(?:[\w/-]{1,24})?(?:\r?\n|\\n)\++ $/;
const ONE_WORD = /^((?:-n )?["']?)([^\s"'|)]{3,128})(?=["')\s]|$)/;
const PIPED =
  /^((?:-n )?["']?)([^\s"'|]{1,128})["']?(?: ?\| ?|[ \t]?(?:\r?\n|\\n)\++ )(?:sudo -S|passwd --stdin|chpasswd|kinit\b|cryptsetup\b|p4 login\b|vncpasswd -f|smbpasswd -s|[^|]{1,80} --(?:password-stdin|passphrase-fd 0|with-token|stdin))/;

/** Passwords in arguments of well-known programs: `curl -u user:password`, `mysql -psecret`, `sshpass -p secret`. */
export const commandLineCredentials: Detector = {
  keywords: [' -u', ' --user', ' -p', ' --proxy-user', ...[' -a ', ' -c ', ' -k ', ' -n ', ' -w ', ' -x ']],
  at(text, start, end, found) {
    const flag = text.slice(start, end).trim();
    const before = text.slice(Math.max(0, start - 200), start);
    const rest = text.slice(end, end + 2_300);
    const pattern = passwordOption(flag, before);
    const match = pattern?.exec(rest);
    if (!match || IS_MASKED.test(match[1] as string) || IS_VARIABLE.test(match[1] as string)) return end - 1; // the next flag begins with the space that ends this one
    const secret = match[1] as string;
    const to = end + match[0].length;
    found.secret(to - secret.length, to, 'command-line-password');
    return to;
  },
};

const IS_MASKED = /^(?:\*+|x{3,}|[<[](?:redacted|hidden|masked|password|secret)[\]>])$/i;
/** What a shell puts there, as scripts are printed: a variable in capitals or in braces, the output of a command. */
const IS_VARIABLE = /^(?:\$[A-Z][A-Z0-9_]+|\$\{\w+(?::?[-?=+][^}\s]*)?\}|\$\([a-z]\S*|%[A-Z][A-Z0-9_]+%)$/;

/** Behind `-u user` any program's `-p` is a password, unless it looks like ports. */
const NO_PORT = /^ ["']?(?!\d{1,5}(?::|\b))([^\s"'-][^\s"']{2,2047})/;
/** `-u :token`: some take a token without a user. */
const USER_AND_PASSWORD = /^[ =]?["']?[^\s:"'/]{0,160}:([^\s"']{1,2048})/;
/** A space before it stands in a list of quoted arguments. */
const OF_REDIS = /^ ?["']?([^\s"']{1,2048})/;
const GLUED = /^["']?([^\s"']{1,2048})/;

/** A user's option, perhaps with others behind it. */
const USER_BEFORE = /\s(?:-u|-U|--user(?:name)?)[ =]\S{1,64}(?: -\S{1,32}){0,3}$/;
const ASKS_FOR_PASSWORD =
  /(?<![\w.-])[a-z][\w-]* (?:[\w-]+ )?(?:login|link|connect|signin|sign-in|unlock|decrypt|db push|db pull|db dump)\b[^;&|]*$/;
/** Behind a verb that asks for a password: no file, no port, no name of a package. */
const MIXED =
  /^ ["']?(?=[^\s"']{0,127}\d)(?=[^\s"']{0,127}[A-Za-z])(?![\w.-]+[/:=]|[a-z][a-z0-9]*[-.])([^\s"'/]{8,128})/;
/** A registry's password may be a token of two thousand letters. */
const WORD = /^ ?["']?([^\s"']{2,2048})/;
/** Begins of the names of all programs below, and the flags that say whose password follows. */
const SPOKEN_OF =
  /my(?:sql|cli)|mariadb|sshpass|docker|podman|az|fence_|7z|zip|sqlcmd|mongo|htpasswd|ldap|beeline|redis-cli|curl|wget|http|xh|smbclient|etcdctl|couchbase|cbq|ab|ntfy|lftp|ipmitool|bcp|isql|tsql|osql|mosquitto|ssh-keygen|snmp|openssl|rpcclient|net|choco|nuget|login|link|connect|sign-?in|unlock|decrypt|db |-u|-U/;

/** Can {@link passwordOption} find its program in these words? Asked first, since the words must be taken out of their quotes for it. */
export function mayTakePassword(before: string): boolean {
  return SPOKEN_OF.test(before);
}

/** Its community, and the passphrases that prove who asks and keep the answer private. */
const SNMP = /(?<![\w.-])snmp(?:bulk)?(?:get|getnext|walk|set|table|trap|inform|status|df)\b[^;&|]*$/;
/** Programs whose flag for a password is another letter. */
const OTHER_FLAGS: Readonly<Record<string, readonly [program: RegExp, value: RegExp]>> = {
  '-u': [/(?<![\w.-])lftp\b[^;&|]*$/, /^[ =]?["']?[^\s,"']{1,64},([^\s"']{1,2048})/],
  '-P': [
    /(?<![\w.-])(?:zip|unzip|ipmitool|sqlcmd|bcp|isql|tsql|osql|mosquitto_pub|mosquitto_sub|ssh-keygen)\b[^;&|]*$/,
    WORD,
  ],
  '-N': [/(?<![\w.-])ssh-keygen\b[^;&|]*$/, WORD],
  '-c': [SNMP, WORD],
  '-A': [SNMP, WORD],
  '-X': [SNMP, WORD],
  '-k': [/(?<![\w.-])(?:openssl|choco apikey|nuget (?:push|setapikey))\b[^;&|]*$/i, WORD],
  '-w': [/(?<![\w.-])ldap(?:search|modify|add|delete|passwd|whoami)\b[^;&|]*$/, WORD],
  '-U': [/(?<![\w.-])(?:smbclient|rpcclient|net)\b[^;&|]*$/, /^[ =]?["']?[^\s%"']{1,64}%([^\s"']{1,2048})/],
};

/** What follows a flag that holds a password, if this one does behind the words before it. */
export function passwordOption(flag: string, before: string): RegExp | undefined {
  const other = OTHER_FLAGS[flag];
  if (other?.[0].test(before)) return other[1];
  if (/^-(?:A|[cknwxCKNWX])$/.test(flag)) return undefined;
  if (flag === '-p') {
    if (/(?<![\w.-])(?:mysql|mysqldump|mysqladmin|mariadb|mycli)\b[^;&|]*$/.test(before)) return GLUED;
    if (
      /(?<![\w.-])(?:sshpass|docker login|podman login|az login|fence_\w{2,24}|7z|unzip|zip|sqlcmd|mongo|mongosh|mongodump|htpasswd|ldapsearch)\b[^;&|]*$/.test(
        before,
      )
    )
      return WORD;
    if (/(?<![\w.-])beeline\b[^&|\n]*$/.test(before)) return WORD; // a URL before it has semicolons
    if (USER_BEFORE.test(before)) return NO_PORT;
    return ASKS_FOR_PASSWORD.test(before) ? MIXED : undefined;
  }
  if (flag === '-a') {
    if (/(?:^|[\s"'$(])(?:https?|xhs?)(?:\s[^;&|]*)?$/.test(before)) return USER_AND_PASSWORD;
    return /(?<![\w.-])redis-cli\b[^;&|]*$/.test(before) ? OF_REDIS : undefined;
  }
  return /(?<![\w.-])(?:curl|wget|http|https|xh|smbclient|etcdctl|couchbase-cli|cbq|ab|ntfy)\b[^;&|]*$/.test(before)
    ? USER_AND_PASSWORD
    : undefined;
}
