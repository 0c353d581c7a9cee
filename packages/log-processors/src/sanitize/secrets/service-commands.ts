import type { Detector, Found } from '../detect/detector.js';
import { isChosenPassword } from '../named/chosen-password.js';
import { isStandIn } from '../named/stand-in.js';

const REDIS_AUTH = /^(?:[^"\n]{1,64}" ")?([^"\n]{1,512})"/;
const REDIS_USER = /^[\w.-]{1,64} (?:[^\n>]{0,80} )?>([^\s"']{1,256})/;
const SASL_RESPONSE = /^([A-Za-z0-9+/]{4,2048}={0,2})(?![\w+/=-])/;

/** Commands that carry a password by their place: `"AUTH" "x"` as Redis monitors it, `ACL SETUSER u >x`, `AUTH PLAIN …` of mail (RFC 4954). */
export const serviceCommands: Detector = {
  keywords: [
    '"auth" "',
    ...['"auth","', '"auth", "', "'auth','", "'auth', '", '\\"auth\\",', '\\"auth\\", '],
    ...['"requirepass","', '"requirepass", "', "'requirepass', '"],
    '"requirepass" "',
    '"masterauth" "',
    ...['"login" "', '"pass" "', '"oper" "', '"identify" "', '"sauth" "'],
    ...['"login","', '"login", "', '"pass","', '"pass", "', "'login', '", "'pass', '"],
    'acl setuser ',
    'auth plain ',
    'auth login ',
    'authenticate plain ',
    "plain'>",
    'plain">',
  ],
  at(text, start, end, found) {
    const keyword = text.slice(start, end);
    if (/^["'](?:login|pass|oper|identify|sauth)/i.test(keyword)) return quotedCommand(text, start, end, found);
    if (/,/.test(keyword)) return itemOfCommand(text, start, end, found);
    const command = text.charAt(start);
    const pattern = command === '"' ? REDIS_AUTH : text.charAt(end - 2) === 'R' ? REDIS_USER : SASL_RESPONSE;
    const match = pattern.exec(text.slice(end, end + 2_100));
    if (match === null) return end;
    const secret = match[1] as string;
    if (pattern === SASL_RESPONSE && !looksEncoded(secret)) return end;
    const from = end + match[0].indexOf(secret, match[0].length - secret.length - 1);
    found.secret(from, from + secret.length, 'service-password');
    return from + secret.length;
  },
};

const REST_OF_LOGIN = /^[^"'\n]{1,96}["'](?:,? |,)["']((?:[^"'\n\\]|\\.){3,256})["'](,?)/;
const REST_OF_PASS = /^((?:[^"'\n\\]|\\.){3,256})["']/;
/** `LOGOUT`, of a list of events. */
const WORD_IN_CAPITALS = /^[A-Z]+(?:_[A-Z]+)*$/;

/** `"LOGIN" "jo" "x"`, `["PASS", "x"]`: a command of a protocol in capitals, each of its words in quotation marks. */
function quotedCommand(text: string, start: number, end: number, found: Found): number {
  const command = /[A-Z]{4,8}/.exec(text.slice(start, end))?.[0];
  if (command === undefined) return end;
  const takesUser = /^(?:LOGIN|OPER)$/.test(command);
  const match = (takesUser ? REST_OF_LOGIN : REST_OF_PASS).exec(text.slice(end, end + 360));
  const secret = match?.[1];
  if (match === null || secret === undefined || isStandIn(secret)) return end;
  const [matched, , comma = ''] = match;
  if (takesUser ? WORD_IN_CAPITALS.test(secret) && WORD_IN_CAPITALS.test(userOf(matched)) : !isChosen(secret))
    return end; // `"PASS" "login works"`, `["PASS", "12ms"]` are a test's
  if (takesUser && comma !== '') return end; // a longer list
  const to = end + matched.length - 1;
  found.secret(to - secret.length, to, 'service-password');
  return to;
}

/** Of several words, as a test is called, one with a sign. */
function isChosen(secret: string): boolean {
  return isChosenPassword(secret) && (!secret.includes(' ') || /[!#$%&*?^~]/.test(secret));
}

function userOf(restOfLogin: string): string {
  return /^[^"'\n]*/.exec(restOfLogin)?.[0] ?? '';
}

const REST_OF_COMMAND =
  /^[ \t]?\\{0,3}["']?(?:[\w.@-]{1,64}\\{0,3}["'],[ \t]?\\{0,3}["'])?([^"'\\\n]{1,512})\\{0,3}["'][ \t]?(?=[\],])/;

/** `["AUTH","default","x"]`: the words of a command as a list. In small letters they may be tags. */
function itemOfCommand(text: string, start: number, end: number, found: Found): number {
  const match = REST_OF_COMMAND.exec(text.slice(end, end + 640));
  const secret = match?.[1];
  if (match === null || secret === undefined || isStandIn(secret)) return end;
  const opensList = /\[[ \t]?\\{0,3}$|["']\d["'], ?\\{0,3}$/.test(text.slice(Math.max(0, start - 6), start));
  const isMixed = secret.length >= 8 && /\d/.test(secret) && /[A-Za-z]/.test(secret) && !/^[a-z]+[:.]/.test(secret);
  if (/auth/i.test(text.slice(start, end)) && !(opensList && (isMixed || /AUTH/.test(text.slice(start, end)))))
    return end;
  const from = end + match[0].lastIndexOf(secret);
  found.secret(from, from + secret.length, 'service-password');
  return from + secret.length;
}

/** Base64 and no word such as `AUTH LOGIN failed`. */
function looksEncoded(response: string): boolean {
  return (
    response.endsWith('=') || (response.length % 4 === 0 && response.length >= 8 && /[A-Z]/.test(response.slice(1)))
  );
}

/** `Login incorrect: [jo/x]`, `Login OK: [jo/x]`: FreeRADIUS with `auth_badpass` or `auth_goodpass`. */
export const radiusLogins: Detector = {
  keywords: ['login incorrect', 'login ok: '],
  at(text, _start, end, found) {
    const match = /^[^[\n]{0,96}?\[?[^\]/\s[]{1,64}\/([^\]\n]{1,128})\]/.exec(text.slice(end, end + 300));
    if (match === null) return end;
    const secret = match[1] as string;
    if (/^<.*>$|^CHAP-/i.test(secret)) return end;
    const to = end + match[0].length - 1;
    found.secret(to - secret.length, to, 'service-password');
    return to;
  },
};
