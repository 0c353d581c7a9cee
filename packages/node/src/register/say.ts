import type * as Files from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

const STANDARD_ERROR = 2;
/** Controls, format characters, lone surrogates and separators of lines. As text: a literal is looked at, with all of Unicode, when its file is loaded. */
const UNSEEN = '[\\p{C}\\p{Zl}\\p{Zp}]';

/**
 * One line on standard error, written before anything else happens. Paths and names from outside cannot steer the terminal. The sanitizer
 * encodes the same, but loading it for one line would keep a service waiting.
 */
export function say(line: string): void {
  try {
    const { writeSync } = load('node:fs') as typeof Files; // an import would load streams and promises, too
    writeSync(STANDARD_ERROR, `otelseal: ${line.replace(new RegExp(UNSEEN, 'gu'), escaped)}\n`);
  } catch {
    // A closed or full standard error must not stop the service; `diag` and the counters still tell.
  }
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
