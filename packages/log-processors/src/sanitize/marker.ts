/*
 * What stands where something was taken out. A marker holds no character that is encoded and no text that a rule finds again,
 * so that a second pass leaves it as it is.
 */

/** `[REDACTED:rule]`: a secret or personal datum was here; the rule says of which kind. */
export function redacted(rule: string): string {
  return `[REDACTED:${rule}]`;
}

/** Is nothing in it but markers of another pass, and signs around them? */
export function isMarkersOnly(text: string): boolean {
  if (!text.includes(':')) return false;
  const rest = text.replaceAll(MARKER, '');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

/** Its brackets may be where the text around it begins and ends a value. */
const MARKER = /(?:\[|^)(?:REDACTED|CUT|OMITTED):[\w -]{1,64}(?:\]|$)/g;

/** Is what begins at `start` the name of a rule in a marker, and no field's? */
export function isInMarker(text: string, start: number): boolean {
  return text.charCodeAt(start - 1) === 0x3a && text.startsWith('[REDACTED:', start - 10);
}

/** `[CUT:what]`: a bound was reached here; nothing beyond it was passed on unscanned. */
export function cut(what: string): string {
  return `[CUT:${what}]`;
}

/** `[OMITTED:why]`: this value could not be read safely or has no place in a log record. */
export function omitted(why: string): string {
  return `[OMITTED:${why}]`;
}
