import type { Detector } from '../detect/detector.js';
import { isObjectName, isPlainFact } from '../named/plain-fact.js';
import { isRemark } from '../named/remark.js';

/** Passwords by their place among a function's arguments: `auth=("user", "password")`, `mysqli_connect($host, "user", "password")`. */
export const argumentCredentials: Detector = {
  keywords: [
    ...['auth=(', 'auth = (', 'basicauth(', 'login(', 'signin(', 'sign_in(', 'authenticate(', 'sp_addlogin '],
    ...['credentials: (', 'creds: (', 'credentials: some((', 'creds: some(('],
    ...['auth: (', 'auth:(', "auth': (", 'credentials=(', 'creds=('],
    ...['authprovider(', 'authenticator('],
    ...['__construct(', 'pdo(', 'connect(', 'getconnection(', 'ftp_login(', 'ldap_bind('],
    ...['_encrypt(', '_decrypt(', ' auth(', '.auth('],
    ...['mysqli(', 'imap_open(', 'auth_password('],
  ],
  at(text, start, end, found) {
    const called = CALLED.exec(text.slice(Math.max(0, start - 32), end))?.[0].toLowerCase() ?? '';
    const match = argumentsOf(called)?.exec(text.slice(end, end + 2_300)) ?? undefined;
    if (match === undefined) return end;
    const secret = (match[1] ?? match[2]) as string;
    const isPair = /^cred[^=]*\($/i.test(text.slice(start, end));
    if (
      isPair &&
      (isRemark(secret) ||
        (match[2] === undefined && !ENDS_PAIR.test(text.slice(end + match[0].length, end + match[0].length + 2))))
    )
      return end; // `credentials: ("password", "expired")`
    if (/:/.test(text.slice(start, end)) && !isPair && /^[a-z]+(?:[_-][a-z]+)*$/.test(secret)) return end; // `auth: ('basic', 'digest')`
    const to = end + match[0].length - (match[2] === undefined ? 0 : 1);
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};

const ENDS_PAIR = /^["']?\)/;

/** The name of the function with that of its object or module. */
const CALLED = /[\w.$>:=-]{0,40}[( ]$/;
/** Functions of databases and directories that take a server or a handle, a user and a password. */
const TAKES_IT_THIRD =
  /mysqli?_p?(?:real_)?connect\($|(?:mysql|maria|mssql|db2|odbc|sybase|sqlsrv|maxdb|ingres)\w{0,16}[._>:-]{1,2}p?connect\($|construct\($|pdo\($|ftp_login\($|mysqli\($|imap_open\($|auth_password\($|ldap_bind\($|drivermanager\.getconnection\($/;
const TAKES_IT_SECOND = /(?:oci_p?|oracle(?:db)?\.)connect\($/;
const CONNECTS = /(?:^|[^a-z_])connect\($|getconnection\($/;

function argumentsOf(called: string): RegExp | undefined {
  if (TAKES_IT_THIRD.test(called)) return THIRD_ARGUMENT;
  if (called.endsWith('connect(') || called.endsWith('connection(')) {
    if (TAKES_IT_SECOND.test(called)) return SECOND_ARGUMENT;
    return CONNECTS.test(called) ? MIXED_THIRD_ARGUMENT : undefined;
  }
  if (/\bdb\.auth\($/.test(called)) return SECOND_ARGUMENT;
  if (/(?:^|[^a-z])auth\($/.test(called)) return ARGUMENTS_OF_AUTH;
  return called.includes('crypt') ? KEY_ARGUMENT : SECOND_ARGUMENT;
}

/** `auth([ 'default', 'x' ])` of a client of Redis. */
const ARGUMENTS_OF_AUTH = /^\[ ?(?:["'][\w.@-]{1,64}["'], ?)?["']([^"'\n]{1,512})(?=["'] ?\])/;
/** `pgp_sym_encrypt(column, 'key')` */
const KEY_ARGUMENT = /^[^()"']{1,64}, ?["']([^"'\n]{1,2048})/;
const SECOND_ARGUMENT =
  /^(?:["'][^"'\n]{0,64}["'], ?["']([^"'\n]{1,2048})|[\w.@-]{1,64}, ?(?=[^\s,)]*\d)(?=[^\s,)]*[A-Za-z])([^\s,()"']{6,128})\))/;
/** A literal, or a variable, a member or a handle. */
const ARGUMENT = String.raw`(?:["'][^"'\n]{0,64}["']|[$\w][\w.$>[\]-]{0,63}|[Rr]esource(?: id #\d{1,6}|\(\d{1,6}\)))`;
const THIRD_ARGUMENT = new RegExp(
  String.raw`^(?:[Oo]bject\([\w\\]{1,64}\), ?)?${ARGUMENT}, ?${ARGUMENT}, ?["']([^"'\n]{1,2048})`,
);
/** Of a function that only says that it connects: letters with digits or signs, behind a host and a user. */
const MIXED_THIRD_ARGUMENT =
  /^["'][\w.:;=/@-]{1,128}["'], ?["'][\w.@-]{1,64}["'], ?["'](?![a-zA-Z_]{1,32}=)((?=[^"'\n]{0,127}[A-Za-z])(?=[^"'\n]{0,127}[\d!#$%&*+@?^~])[^"'\n]{6,128})(?=["'])/;

const SECOND_ITEM =
  /^[ \t]?\[[ \t]?\\{0,3}["'][\w.@\u2026-]{1,64}\\{0,3}["'], ?\\{0,3}["']((?=[^"'\n]{0,127}\d)(?=[^"'\n]{0,127}[A-Za-z])[^"'\s\\]{8,256})\\{0,3}["'] ?\]/;

/** `"auth": ["user", "x"]`: two items, of which the second is no word. */
export const listedCredentials: Detector = {
  keywords: ['auth":', "auth':", 'auth\\":', 'auth=', 'auth:'],
  at(text, _start, end, found) {
    const match = SECOND_ITEM.exec(text.slice(end, end + 400));
    const secret = match?.[1] ?? '';
    if (match === null || isPlainFact(secret) || isObjectName(secret)) return end;
    const to = end + match[0].lastIndexOf(secret) + secret.length;
    found.secret(to - secret.length, to, 'argument-password');
    return to;
  },
};
