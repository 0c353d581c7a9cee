import type { Detector } from '../detect/detector.js';
import { isStandIn } from '../named/stand-in.js';

/* Lines of files that hold passwords by their place, beside the name of the file. */

const LINE =
  /^([\w.*-]{1,96}):(?:\d{4,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:((?:\\[:\\]|[^\s"':\\]){3,128})(?=["',;)\s])/d;
const BREAK = /[\s"'(]/;
/** How much may stand between the line and the name of the file, in units. */
const LONGEST_BETWEEN = 64;
const REACH = 320;
/** `main.c:1234:…`: a place in a program. */
const SOURCE = /\.(?:cc?|cpp|cs|go|hh?|hpp|java|[cm]?js|jsx|kt|lua|php|pl|py|rb|rs|scala|sh|sql|swift|tsx?|zig)$/;

/** `db:5432:shop:jo:x (from ~/.pgpass)`: what stands behind the file's name is judged by its place. */
export const linesOfPasswordFiles: Detector = {
  keywords: ['pgpass', 'passfile'],
  at(text, start, end, found) {
    const from = lineBefore(text, start);
    const match = from === undefined ? null : LINE.exec(text.slice(from, start));
    const secret = match?.[2] ?? '';
    if (from === undefined || match === null || SOURCE.test(match[1] as string) || isStandIn(secret)) return end;
    const [at = 0, to = 0] = match.indices?.[2] ?? [];
    if (start - from - to > LONGEST_BETWEEN + 1) return end;
    found.secret(from + at, from + to, 'service-password');
    return end;
  },
};

const MOST_COLONS = 12;

/** Where the nearest word of four colons and more begins. */
function lineBefore(text: string, start: number): number | undefined {
  const from = Math.max(0, start - REACH);
  let colons = 0;
  let all = 0;
  for (let at = start - 1; at >= from && all <= MOST_COLONS; at--) {
    const unit = text.charAt(at);
    if (unit === '\n') return undefined;
    if (unit === ':') {
      colons++;
      all++;
    } else if (BREAK.test(unit)) {
      if (colons >= 4) return at + 1;
      colons = 0;
    } else if (at === 0 && colons >= 4) return 0;
  }
  return undefined;
}
