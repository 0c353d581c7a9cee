/*
 * Lines of settings and of clients that hold a password by its place and begin with a word that prose may hold, too: they count where they
 * open a line, and where what stands around the password is what the program's grammar asks for.
 */

interface Directive {
  /** What may stand before it; tested on up to 96 units. */
  readonly opens: RegExp;
  /** What stands behind it, with the password as a group. */
  readonly rest: RegExp;
}

/** A line, or a text in quotation marks, also behind the name of who read it: `snmpd: rocommunity x`. */
const OPENS = /(?:^|[\r\n"'`>]|\\n|: ?)[ \t]{0,16}$|\becho ["']?$/;
/** As `snmpd.conf` takes a word: in quotation marks if there is a space in it. */
const WORD = String.raw`(?:\\{0,3}["']((?:[^"'\\\r\n]|\\.){2,256})(?:\\{0,3}["']|$)|([^\s"'\\]{2,256}))`;
/** The end of the line, or what else may stand there. */
const before = (others: string): string =>
  String.raw`(?=\\{0,3}["']?[ \t]{0,16}(?:$|[\r\n#]|\\n|\\{0,3}["'])|[ \t]+(?:${others})(?:\s|$|\\n|["']))`;
/** `10.0.0.0/8`, `default`, `nms.lan`: who may ask. */
const SOURCE = String.raw`default|localhost|[\w-]*[.:/][\w.:/-]*`;

const COMMUNITY: Directive = {
  opens: OPENS,
  // `rocommunity setting` is a sentence's
  rest: new RegExp(
    String.raw`^[ \t]{0,16}(?!(?:setting|directive|option|string|value|entry|line|token|name|keyword)s?\b)${WORD}${before(SOURCE)}`,
    'd',
  ),
};

const TRAP_SINK: Directive = {
  opens: OPENS,
  rest: new RegExp(String.raw`^(?:localhost|[\w-]*[.:\d][\w.:-]*)[ \t]+${WORD}${before(String.raw`\d{1,5}`)}`, 'd'),
};
const SECURITY_NAME: Directive = {
  opens: OPENS,
  rest: new RegExp(
    String.raw`^[ \t]{0,16}(?:-Cn \S{1,64} )?[^\s-]\S{0,63}[ \t]+(?:${SOURCE})[ \t]+${WORD}${before('(?!)')}`,
    'd',
  ),
};

/** A tool of Oracle's takes whom and the password in one; of others a name and a host behind show what it is. */
const IDS_OF_ORACLE: readonly Directive[] = [
  {
    opens: /\b(?:exp(?:dp)?|imp(?:dp)?|sqlldr|rman|sqlplus)\b[^\r\n]{0,80}$/i,
    rest: /^\\{0,3}["']?[A-Za-z][\w$#.-]{0,63}\/(?:\\{0,3}"([^"\\\r\n]{3,128})|([^\s@"'\\]{3,128}))/d,
  },
  {
    // `?userid=jo/Chrome120` is a page's
    opens: /(?<![?&\w])["']?$/,
    rest: /^["']?[A-Za-z][\w$#.-]{0,63}\/(?:"([^"\r\n]{3,128})"|(?=[^@\s]{0,127}[\dA-Z!#$%&*+?^~])([^\s@"']{3,128}))@[\w.:/-]/d,
  },
];

export const DIRECTIVES: Readonly<Record<string, readonly Directive[]>> = {
  ...Object.fromEntries(
    ['rocommunity ', 'rwcommunity ', 'rocommunity6 ', 'rwcommunity6 ', 'trapcommunity '].map((directive) => [
      directive,
      [COMMUNITY],
    ]),
  ),
  'trap2sink ': [TRAP_SINK],
  'com2sec ': [SECURITY_NAME],
  // Teradata's BTEQ: `.logon host/user,x;`
  '.logon ': [{ opens: OPENS, rest: /^[\w./-]{1,96},([^\s"';]{3,128})/d }],
  'userid=': IDS_OF_ORACLE,
};
