/*
 * What stands where something was taken out. A marker holds no character that is encoded and no text that a rule finds again,
 * so that a second pass leaves it as it is.
 */

/** `[REDACTED:rule]`: a secret or personal datum was here; the rule says of which kind. */
export function redacted(rule: string): string {
  return `[REDACTED:${rule}]`;
}

/** Is nothing there but markers of another pass, and signs around them? Their brackets may be where the text around begins and ends a value. */
export function isMarkersOnly(text: string, start: number, end: number): boolean {
  if (!text.slice(start, Math.min(end, start + LONGEST_BEFORE)).includes(':')) return false;
  const from = text.charCodeAt(start - 1) === 0x5b ? start - 1 : start;
  const value = text.slice(from, text.charCodeAt(end) === 0x5d ? end + 1 : end);
  const rest = value.replaceAll(MARKER, '');
  return rest !== value && !/[\p{L}\p{N}]/u.test(rest);
}

/** Signs before the first marker, and the beginning of it. */
const LONGEST_BEFORE = 256;
/** What follows the colon is the name of a rule, and not a password with digits in it. */
const MARKER = /\[(?:REDACTED:[a-z]+(?:-[a-z0-9]+)*|(?:CUT|OMITTED):[a-z]+(?: [a-z]+)*)\]/g;
const REST_OF_MARKER = /^[a-z]+(?:-[a-z0-9]+)*\]/;

/** Is what begins at `start` the name of a rule in a marker, and no field's? */
export function isInMarker(text: string, start: number): boolean {
  return (
    text.charCodeAt(start - 1) === 0x3a &&
    text.startsWith('[REDACTED:', start - 10) &&
    REST_OF_MARKER.test(text.slice(start, start + 66))
  );
}

/** `[CUT:what]`: a bound was reached here; nothing beyond it was passed on unscanned. */
export function cut(what: string): string {
  return `[CUT:${what}]`;
}

/** `[OMITTED:why]`: this value could not be read safely or has no place in a log record. */
export function omitted(why: string): string {
  return `[OMITTED:${why}]`;
}
