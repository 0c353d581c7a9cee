/**
 * A text as LogQL's double-quoted literal. It is Go's: every character outside printable ASCII is written as an escape, so that no value
 * ends the literal, and none of it looks like something else in an editor.
 *
 * @experimental
 */
export function logqlText(text: string): string {
  let literal = '"';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === '"' || character === '\\') literal += `\\${character}`;
    else if (code >= 0x20 && code < 0x7f) literal += character;
    else if (code >= 0xd800 && code < 0xe000)
      literal += '\\ufffd'; // lone surrogates: no store keeps them
    else
      literal +=
        code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `${literal}"`;
}

/** A text as a regular expression of RE2 that matches it and nothing else. */
export function re2Text(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
