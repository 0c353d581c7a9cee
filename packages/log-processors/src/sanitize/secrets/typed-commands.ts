import type { Detector } from '../detect/detector.js';

/* A password behind an upper-case command of a protocol, as somebody types it: `PASS x`, `a1 LOGIN jo x`, `AUTH x`. */

interface Typed {
  /** What stands before the command; tested on up to 96 units. */
  readonly before: RegExp;
  /** What stands behind it, with the password as the first group that there is. */
  readonly rest: RegExp;
}

/** A word, or several in quotation marks, which a log's limit may cut. */
const WORD = String.raw`(?:"((?:[^"\\\r\n]|\\.){3,128})(?:"(?![^\s'"])|$)|"?(\S{3,128})(?=\s|$))`;
const ANY_WORD = new RegExp(`^${WORD}`);
const MIXED_WORD = /^((?=[^\s"]{0,127}[\d!#$%&*+@?^~])[^\s"]{3,128})(?=\s|$)/;
/** Names of ways to prove who one is (RFC 4422), which servers list in quotation marks. */
const MECHANISM =
  /^(?:PLAIN|LOGIN|EXTERNAL|ANONYMOUS|CRAM-\w+|DIGEST-\w+|SCRAM-SHA-?\d+(?:-\d+)?(?:-PLUS)?|GSSAPI|GS2-[\w-]+|GSS-SPNEGO|NTLM|X?OAUTH2?|OAUTHBEARER|KERBEROS_V\d|SKEY|OTP|SRP|SECURID|SAFECOOKIE|COOKIE|HASHEDPASSWORD|NULL)$/i;

const SPEAKS = /(?:^|[\r\n]|[<>CS]:? ?)$/;

const TYPED: Readonly<Record<string, readonly Typed[]>> = {
  PASS: [
    // FTP and POP3: `USER jo` and then `PASS x`, perhaps on one line
    { before: SPEAKS, rest: ANY_WORD },
    { before: /USER \S{1,64} $/, rest: ANY_WORD },
    { before: /quote $|Command:\s{1,8}$/, rest: ANY_WORD },
    { before: /command:\s{1,8}$/, rest: MIXED_WORD },
    // the command in quotation marks, as servers log it
    { before: /["']$/, rest: /^((?=[^"'\n]{0,127}[\d!#$%&*+@?^~])[^\s"']{3,128})["']/ },
  ],
  // Tor's port of control
  AUTHENTICATE: [{ before: /(?:^|[^\w-])$/, rest: /^"((?:[^"\\\n]|\\.){3,128})"/ }],
  IDENTIFY: [
    {
      before: /(?:^|[^\w-])$/,
      rest: /^"((?=[^"\s]{0,127}[A-Za-z])(?=[^"\s]{0,127}[\d!#$%&*+@?^~])[^"\s]{6,128})"(?=\s{0,8}(?:$|[\r\n]))/,
    },
  ],
  AUTH: [
    {
      before: /(?:^|[^\w-])$/,
      rest: /^"((?=[^"\s]{0,127}[A-Za-z])(?=[^"\s]{0,127}[\d!#$%&*+@?^~])[^"\s]{5,128})"/,
    },
    {
      before: /(?:^|[\r\n]|> |redis[\w-]*:? )$/,
      rest: /^(?:[\w.-]{1,64} )?((?=\S*\d)(?=\S*[A-Za-z])[^\s"'=]{6,512})$/,
    },
  ],
};

const TAG = /(?:^|[^\w.-])([A-Za-z]{0,4}\d{1,6})$/;
const QUOTED_USER = /^"[^"\n]{1,64}" "((?:[^"\\\n]|\\.){3,128})(?:"|$)/;
const USER_AND_QUOTED = /^"?[^\s"]{1,64}"? "((?:[^"\\\r\n]|\\.){3,128})"(?=[\s']|$)/;
const USER_AND_ANY_QUOTED = /^"?[^\s"]{1,64}"? "((?:[^"\\\r\n]|\\.){3,128})"/;
const USER_AND_WORD = /^"?[^\s"]{1,64}"? "?([^\s"']{3,128})"?(?=[\s']|$)/;
/** In a sentence about IMAP only what no word of it is. */
const USER_AND_MIXED =
  /^[^\s"]{1,64} "?((?=[^\s"']{0,127}[A-Za-z])(?=[^\s"']{0,127}[\d!#$%&*+@?^~])[^\s"']{3,128})"?(?=\s|$)/;
const BEFORE_TAG = /(?:^|[\r\n]|[<>CS]:? ?(?:b')?|\b[Ii][Mm][Aa][Pp][\w-]{0,8}(?: (?:[Ss]ent|[Cc]ommand|>>?))?:? )$/;

/** How a line goes on behind `LOGIN`: of IMAP with a tag before it, or as servers and clients log it without. */
function restsOfLogin(before: string): readonly RegExp[] {
  const tag = TAG.exec(before.slice(-12))?.[1];
  if (tag === undefined) return /\bimap[\w-]{0,8}:?$/i.test(before.slice(-16)) ? [USER_AND_ANY_QUOTED] : [];
  const beforeTag = before.slice(0, before.length - tag.length);
  // `C1`: the client's first, or a tag of a letter and a digit
  if (/^[CS]/.test(tag) || BEFORE_TAG.test(beforeTag.slice(-24))) return [USER_AND_QUOTED, USER_AND_WORD, QUOTED_USER];
  const isOfMail = /[A-Za-z]/.test(tag) && /\bimap/i.test(beforeTag.slice(-72));
  return isOfMail ? [QUOTED_USER, USER_AND_MIXED] : [QUOTED_USER];
}

function restsOf(command: string, before: string): readonly RegExp[] {
  if (command === 'LOGIN') return restsOfLogin(before);
  return (TYPED[command] ?? []).filter((typed) => typed.before.test(before)).map(({ rest }) => rest);
}

/** `PASS src/login.test.ts` is what a test runner says. */
const TEST_FILE =
  /^(?:[\w.@-]+[/\\])*[\w.@-]*[\w-]\.(?:test|spec)\.[cm]?[jt]sx?$|^[\w.@-]+[/\\][\w./\\@-]+\.[a-z]{1,4}$/;

/** `PASS 412 FAIL 0`: how many tests passed. */
function isCount(password: string, before: string, behind: string): boolean {
  return (
    /^\d{1,6}$/.test(password) &&
    /^[ ,;|]{1,3}(?:FAIL|SKIP|WARN|ERROR|XFAIL|PEND)[A-Z]{0,4}[ :=]{1,2}\d/.test(behind) &&
    !/(?:USER \S{1,64} |[<>CS]:? ?)$/.test(before)
  );
}

export const typedCommands: Detector = {
  keywords: [' login ', 'pass ', 'auth ', 'authenticate ', 'identify '],
  at(text, start, end, found) {
    const keyword = text.slice(start, end);
    if (keyword !== keyword.toUpperCase()) return end;
    const command = keyword.trim();
    const before = text.slice(Math.max(0, start - 96), start);
    for (const rest of restsOf(command, before)) {
      const match = rest.exec(text.slice(end, end + 640));
      if (match === null) continue;
      const password = match[1] ?? (match[2] as string);
      if (TEST_FILE.test(password) || (command.startsWith('AUTH') && MECHANISM.test(password))) continue;
      const from = end + match[0].lastIndexOf(password);
      if (isCount(password, before, text.slice(from + password.length, from + password.length + 24))) continue;
      found.secret(from, from + password.length, 'service-password');
      return from + password.length;
    }
    return end;
  },
};
