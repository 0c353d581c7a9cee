/*
 * What stands where something was taken out. A marker holds no character that is encoded and no text that a rule finds again,
 * so that a second pass leaves it as it is.
 */

/** `[REDACTED:rule]`: a secret or personal datum was here; the rule says of which kind. */
export function redacted(rule: string): string {
  return `[REDACTED:${rule}]`;
}

/** `[CUT:what]`: a bound was reached here; nothing beyond it was passed on unscanned. */
export function cut(what: string): string {
  return `[CUT:${what}]`;
}

/** `[OMITTED:why]`: this value could not be read safely or has no place in a log record. */
export function omitted(why: string): string {
  return `[OMITTED:${why}]`;
}
