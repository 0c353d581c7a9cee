import { RE2JS } from 're2js';
import { SanitizeError } from '../sanitize-error.js';

/** A user's pattern, matched in linear time (RE2 syntax: no look-around, no back-references). */
export class ValuePattern {
  readonly #pattern: RE2JS;

  constructor(rule: string, pattern: string) {
    try {
      this.#pattern = RE2JS.compile(pattern);
    } catch (cause) {
      throw new SanitizeError(
        'ERR_SANITIZE_RULE',
        `The pattern of ${rule} is not valid RE2 syntax: ${JSON.stringify(pattern)}.`,
        { cause },
      );
    }
    if (this.#pattern.matcher('').matches())
      throw new SanitizeError('ERR_SANITIZE_RULE', `The pattern of ${rule} matches the empty text.`);
  }

  /** Whether the whole text is a match. */
  matches(text: string): boolean {
    return this.#pattern.matcher(text).matches();
  }

  /** All matches, from left to right. */
  *find(text: string): Generator<{ readonly start: number; readonly end: number }> {
    const matcher = this.#pattern.matcher(text);
    while (matcher.find()) if (matcher.end() > matcher.start()) yield { start: matcher.start(), end: matcher.end() };
  }
}
