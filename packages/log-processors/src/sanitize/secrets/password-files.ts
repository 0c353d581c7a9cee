import type { Detector } from '../detect/detector.js';
import { isStandIn } from '../named/stand-in.js';

/* Lines of files that hold passwords by their place, beside the name of the file. */

const LINE =
  /(?<![^\s"'(])([\w.*-]{1,96}):(?:\d{4,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:((?:\\[:\\]|[^\s"':\\]){3,128})(?=["',;)\s])/dg;
/** How much may stand between the line and the name of the file, in units. */
const LONGEST_BETWEEN = 64;
const REACH = 320;
/** `main.c:1234:…`: a place in a program. */
const SOURCE = /\.(?:cc?|cpp|cs|go|hh?|hpp|java|[cm]?js|jsx|kt|lua|php|pl|py|rb|rs|scala|sh|sql|swift|tsx?|zig)$/;

/** `db:5432:shop:jo:x (from ~/.pgpass)`: what stands behind the file's name is judged by its place. */
export const linesOfPasswordFiles: Detector = {
  keywords: ['pgpass', 'passfile'],
  at(text, start, end, found) {
    const from = Math.max(0, start - REACH);
    const before = text.slice(from, start);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const match = [...line.matchAll(LINE)].at(-1);
    const secret = match?.[2] ?? '';
    if (match === undefined || SOURCE.test(match[1] as string) || isStandIn(secret)) return end;
    const [at = 0, to = 0] = match.indices?.[2] ?? [];
    if (line.length - to > LONGEST_BETWEEN + 1) return end;
    const base = start - line.length;
    found.secret(base + at, base + to, 'service-password');
    return end;
  },
};
