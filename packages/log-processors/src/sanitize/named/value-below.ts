import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { looksSecret } from '../keys/secret-key.js';
import { isStandIn } from './stand-in.js';

/*
 * Traces that show below a line of a program what each of its names was, as loguru and better_exceptions of Python do:
 *
 *     connect(host, password)
 *             |     \u2514 'x'
 *             \u2514 'db.internal'
 */

const LONGEST_LINE = 400;
const MOST_LINES = 12;
const POINTS = /[|\u2502\u2514]/;
const LITERAL = /^\u2514 [bru]{0,2}(["'])((?:(?!\1)[^\n]){1,512})\1/;
const OPENS = /^[bru]{0,2}["']/;
const NAME = /[A-Za-z_][\w.]*/g;

/** The values of names that a program's line above calls secrets. */
export function valuesBelow(names: FieldNames): Detector {
  return {
    keywords: ['\u2514 '],
    at(text, start, end, found) {
      if (!OPENS.test(text.slice(end, end + 3))) return end;
      const before = text.slice(Math.max(0, start - LONGEST_LINE - 1), start);
      const column = before.length - 1 - before.lastIndexOf('\n');
      const lineStart = start - column;
      if (column > LONGEST_LINE) return end;
      const literal = LITERAL.exec(text.slice(start, start + 520));
      if (literal === null) return end;
      const value = literal[2] as string;
      const name = nameAbove(text, lineStart, column);
      const { secret, vendor } = names.of(name ?? '');
      if (isStandIn(value) || (!looksSecret(secret, value) && vendor?.accepts(value) !== true)) return end;
      const from = start + literal[0].length - 1 - value.length;
      found.secret(from, from + value.length, 'named-secret');
      return from + value.length;
    },
  };
}

/** The name that covers the column in the nearest line above that points at none. */
function nameAbove(text: string, from: number, column: number): string | undefined {
  let end = from - 1;
  for (let line = 0; line < MOST_LINES && end > 0; line++) {
    const window = text.slice(Math.max(0, end - LONGEST_LINE), end);
    const above = window.slice(window.lastIndexOf('\n') + 1);
    if (!POINTS.test(above.charAt(column))) {
      for (const { 0: name, index } of above.matchAll(NAME))
        if (index <= column && column < index + name.length) return name;
      return undefined;
    }
    end -= above.length + 1;
  }
  return undefined;
}
