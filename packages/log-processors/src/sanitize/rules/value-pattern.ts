import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Re2 from 're2js';
import { SanitizeError } from '../sanitize-error.js';

let re2: typeof Re2 | undefined;

/** Loaded with the first pattern: most services have none, and it is as large as everything else of the sanitizer. */
function compile(pattern: string): Re2.RE2JS {
  re2 ??= createRequire(import.meta.url)(fileURLToPath(import.meta.resolve('re2js'))) as typeof Re2;
  return re2.RE2JS.compile(pattern);
}

/** A user's pattern, matched in linear time (RE2 syntax: no look-around, no back-references). */
export class ValuePattern {
  readonly #pattern: Re2.RE2JS;

  constructor(rule: string, pattern: string) {
    try {
      this.#pattern = compile(pattern);
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
