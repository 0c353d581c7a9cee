import { RE2JS } from 're2js';

import { MapError } from './map-error.js';

const MAX_PATTERN = 2_000;
const ANCHORED = /^(?:\(\?[is]{1,2}\))?\^.*\$$/s;

/**
 * A pattern for a whole line, matched in linear time (RE2). It must reach from `^` to `$`: one that does not would find its words anywhere,
 * also where an attacker wrote them.
 */
export class LinePattern {
  readonly #pattern: RE2JS;
  /** Names of its groups. */
  readonly fields: readonly string[];

  /** @throws {MapError} */
  constructor(pattern: unknown, place: string) {
    if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN) {
      throw new MapError(`${place}: a pattern is a text of at most ${MAX_PATTERN} characters.`);
    }
    if (!ANCHORED.test(pattern)) throw new MapError(`${place}: the pattern must begin with ^ and end with $.`);
    try {
      this.#pattern = RE2JS.compile(pattern);
    } catch (cause) {
      throw new MapError(`${place}: the pattern is not valid RE2 syntax: ${JSON.stringify(pattern)}.`, { cause });
    }
    this.fields = Object.keys(this.#pattern.namedGroups());
  }

  test(text: string): boolean {
    return this.#pattern.test(text);
  }

  /** Adds the named groups to the fields; false when the text does not fit. Finding no match costs a tenth of finding the groups. */
  readInto(fields: Record<string, unknown>, text: string): boolean {
    if (!this.#pattern.test(text)) return false;
    const matcher = this.#pattern.matcher(text);
    if (!matcher.find()) return false;
    for (const name of this.fields) fields[name] = matcher.group(name) ?? undefined;
    return true;
  }
}
