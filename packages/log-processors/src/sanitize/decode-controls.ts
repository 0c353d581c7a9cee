const ESCAPE = /\\u([0-9a-f]{4})/g;

/**
 * The exact inverse of `encodeControls`, in one pass: what an escape decodes to is never read as an escape again.
 * The result is hostile text again: show it only through an escaping function of the sink it goes to.
 *
 * @example
 * decodeControls('a\\u000ab'); // 'a\nb'
 * @stable
 */
export function decodeControls(text: string): string {
  return text.replace(ESCAPE, (_escape, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
