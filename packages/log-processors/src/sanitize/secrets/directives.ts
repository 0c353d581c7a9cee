/*
 * Lines of settings and of clients that hold a password by its place and begin with a word that prose may hold, too: they count where they
 * open a line, and where what stands around the password is what the program's grammar asks for.
 */

interface Directive {
  /** May it stand at this place? */
  readonly opens: (text: string, start: number) => boolean;
  /** What stands behind it, with the password as a group. */
  readonly rest: RegExp;
}

const MOST_INDENT = 16;

/** At the beginning of a line, or of a text in quotation marks, also behind the name of who read it: `snmpd: rocommunity x`. */
function opensLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < MOST_INDENT && /[ \t]/.test(text.charAt(at - 1))) at--;
  if (at === 0 || /[\r\n"'`>:]/.test(text.charAt(at - 1))) return true;
  const before = text.slice(Math.max(0, at - 4), at);
  return before.endsWith('\\n') || before === 'echo';
}
/** As `snmpd.conf` takes a word: in quotation marks if there is a space in it. */
const WORD = String.raw`(?:\\{0,3}["']((?:[^"'\\\r\n]|\\.){2,256})(?:\\{0,3}["']|$)|([^\s"'\\]{2,256}))`;
/** The end of the line, or what else may stand there. */
const before = (others: string): string =>
  String.raw`(?=\\{0,3}["']?[ \t]{0,16}(?:$|[\r\n#]|\\n|\\{0,3}["'])|[ \t]+(?:${others})(?:\s|$|\\n|["']))`;
/** `10.0.0.0/8`, `default`, `nms.lan`: who may ask. */
const SOURCE = String.raw`default|localhost|[\w-]*[.:/][\w.:/-]*`;

const COMMUNITY: Directive = {
  opens: opensLine,
  // `rocommunity setting` is a sentence's
  rest: new RegExp(
    String.raw`^[ \t]{0,16}(?!(?:setting|directive|option|string|value|entry|line|token|name|keyword)s?\b)${WORD}${before(SOURCE)}`,
    'd',
  ),
};

const TRAP_SINK: Directive = {
  opens: opensLine,
  rest: new RegExp(String.raw`^(?:localhost|[\w-]*[.:\d][\w.:-]*)[ \t]+${WORD}${before(String.raw`\d{1,5}`)}`, 'd'),
};
const SECURITY_NAME: Directive = {
  opens: opensLine,
  rest: new RegExp(
    String.raw`^[ \t]{0,16}(?:-Cn \S{1,64} )?[^\s-]\S{0,63}[ \t]+(?:${SOURCE})[ \t]+${WORD}${before('(?!)')}`,
    'd',
  ),
};

const TOOL_OF_ORACLE = /\b(?:exp(?:dp)?|imp(?:dp)?|sqlldr|rman|sqlplus)\b[^\r\n]{0,80}$/i;

function isToolOfOracle(text: string, start: number): boolean {
  return TOOL_OF_ORACLE.test(text.slice(Math.max(0, start - 96), start));
}

/** A tool of Oracle's takes whom and the password in one; of others a name and a host behind show what it is. */
const IDS_OF_ORACLE: readonly Directive[] = [
  {
    opens: isToolOfOracle,
    rest: /^\\{0,3}["']?[A-Za-z][\w$#.-]{0,63}\/(?:\\{0,3}"([^"\\\r\n]{3,128})|([^\s@"'\\]{3,128}))/d,
  },
  {
    // `?userid=jo/Chrome120` is a page's
    opens: (text, start) => !/[?&\w]/.test(text.charAt(start - 1)),
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
  '.logon ': [{ opens: opensLine, rest: /^[\w./-]{1,96},([^\s"';]{3,128})/d }],
  'userid=': IDS_OF_ORACLE,
};
