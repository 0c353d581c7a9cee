/**
 * Characters that could command, deceive or hide on a terminal: controls, format characters (bidi, zero width, tags), lone
 * surrogates, private and unassigned ones, line and paragraph separators, and letters without a shape.
 */
const DANGEROUS =
  /[\p{C}\p{Zl}\p{Zp}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f|[\u180b-\u180f\ufe00-\ufe0f]|(?<=\p{M}{4})\p{M}/gu;

/** More than anybody reads of one value, in UTF-16 units. */
const MAX_SHOWN = 2_000;

/**
 * Text for a terminal: whatever is dangerous is written as `\uXXXX`, so that a value is one line and does nothing. Every byte
 * of log content that a command prints as text goes through here. For reading, not reversible.
 *
 * @example
 * escapeForTerminal('a\u001b[2Jb'); // a\u001b[2Jb, with a visible backslash
 */
export function escapeForTerminal(text: string): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return shown.replace(DANGEROUS, unicodeEscape);
}

/** The same in quotation marks, for values in messages. */
export function quoted(text: string): string {
  return `"${escapeForTerminal(text)}"`;
}

/** JSON in ASCII only: safe on a terminal, and the same value for a parser. */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(/[\u007f-\uffff]/g, unicodeEscape);
}

function unicodeEscape(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
