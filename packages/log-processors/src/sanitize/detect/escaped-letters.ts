/*
 * Letters that a program wrote as escapes: `"pass\u0077ord"` of JSON, also inside JSON; `p%61ssword` of a URL; `&#112;assword` of HTML.
 * Of percent escapes only those of unreserved characters count, which mean the same with and without the escape (RFC 3986, 2.3);
 * `%26` and `%3D` do not, and the rules for forms and queries read them.
 */

const ESCAPE = new RegExp(
  [
    String.raw`\\{1,4}u([0-9a-f]{4})`,
    String.raw`\\{1,4}u\{0{0,4}([0-9a-f]{2,4})\}`,
    String.raw`\\{1,4}x([2-7][0-9a-f])`,
    '%(2[de]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)',
    '&#x0{0,4}([0-9a-f]{2,4});',
  ].join('|'),
  'iy',
);
/** `\\040` of shells' and databases' histories: what is printed, in octal digits. */
const OCTAL = /\\(0[4-7][0-7]|1[0-6][0-7]|17[0-6])/y;
const DECIMAL = /&#0{0,4}(\d{2,5});/y;
/**
 * What colours a terminal's text, and what erases the rest of a line (of GNU's grep behind each colour), behind its first sign: as it is
 * sent (ESC or CSI) and as programs write it down; `#033` is rsyslog's.
 */
const COLOUR = /(?:[^\\#\u009b]\[|\u009b|(?:\\{1,4}(?:u001[bB]|x1[bB]|033|[eE])|#033)\[)[\d;:]{0,32}[mK]/y;
export const STARTS_COLOUR: ReadonlySet<number> = new Set([0x1b, 0x9b, 0x5c, 0x23]);
/** Cheap: may the text hold such an escape? */
const MAY_HOLD =
  /\\(?:u[0-9a-f{]|x[2-7]|x1b\[|033\[|e\[|0[4-7][0-7]|1[0-7][0-7])|%(?:2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)|&#|#033\[/i;

const BACKSLASH = 0x5c;

/** Does the text hold an escape that is to be read as a letter? */
export function mayHoldEscapedLetter(text: string): boolean {
  return MAY_HOLD.test(text);
}

/** Where the colour ends that is set at `at`, where one of `STARTS_COLOUR` stands; or `at` itself. */
export function endOfColour(text: string, at: number): number {
  COLOUR.lastIndex = at;
  return COLOUR.test(text) ? COLOUR.lastIndex : at;
}

/** The unit that the escape at `at` stands for, and where it ends. Controls and the backslash are left as they are written. */
export function escapedLetter(text: string, at: number): { readonly unit: number; readonly end: number } | undefined {
  ESCAPE.lastIndex = at;
  const hexadecimal = ESCAPE.exec(text);
  if (hexadecimal !== null)
    return letter(Number.parseInt(hexadecimal.slice(1).find(Boolean) as string, 16), ESCAPE.lastIndex);
  DECIMAL.lastIndex = at;
  const decimal = DECIMAL.exec(text);
  if (decimal !== null) return letter(Number(decimal[1]), DECIMAL.lastIndex);
  OCTAL.lastIndex = at;
  const octal = OCTAL.exec(text);
  return octal === null ? undefined : letter(Number.parseInt(octal[1] as string, 8), OCTAL.lastIndex);
}

function letter(unit: number, end: number) {
  return unit < 0x20 || unit === BACKSLASH || unit > 0xffff ? undefined : { unit, end };
}
