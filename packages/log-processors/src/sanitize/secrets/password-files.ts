import type { Detector } from '../detect/detector.js';

/* Lines of files that hold passwords by their place, beside the name of the file. */

const LINE_BEFORE =
  /(?:^|[\s"'(])[\w.*-]{1,96}:(?:\d{2,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:([^\s"':]{3,128})(?=["',;)\s])[^\r\n]{0,64}$/d;

/** `db:5432:shop:jo:x (from ~/.pgpass)`: what stands behind the file's name is judged by its place. */
export const linesOfPasswordFiles: Detector = {
  keywords: ['pgpass', 'passfile'],
  at(text, start, end, found) {
    const from = Math.max(0, start - 480);
    const match = LINE_BEFORE.exec(text.slice(from, start));
    const secret = match?.[1] ?? '';
    if (match === null || secret === '*' || /^\*+$/.test(secret)) return end;
    const [at = 0, to = 0] = match.indices?.[1] ?? [];
    found.secret(from + at, from + to, 'service-password');
    return end;
  },
};
