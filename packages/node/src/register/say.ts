import { writeSync } from 'node:fs';

const STANDARD_ERROR = 2;
/** Controls, format characters, lone surrogates and separators of lines. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * One line on standard error, written before anything else happens. Paths and names from outside cannot steer the terminal. The sanitizer
 * encodes the same, but loading it for one line would keep a service waiting.
 */
export function say(line: string): void {
  try {
    writeSync(STANDARD_ERROR, `otelseal: ${line.replace(UNSEEN, escaped)}\n`);
  } catch {
    // A closed or full standard error must not stop the service; `diag` and the counters still tell.
  }
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
