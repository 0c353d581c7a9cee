import { writeSync } from 'node:fs';
import { encodeControls } from '@otelseal/log-processors';

const STANDARD_ERROR = 2;

/** One line on standard error, written before anything else happens. Paths and names from outside cannot steer the terminal. */
export function say(line: string): void {
  try {
    writeSync(STANDARD_ERROR, `otelseal: ${encodeControls(line)}\n`);
  } catch {
    // A closed or full standard error must not stop the service; `diag` and the counters still tell.
  }
}
