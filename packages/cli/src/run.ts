// What bin/otelseal.mjs runs: the command line of this process.
import { writeSync } from 'node:fs';

import { defectMessage } from './defect-message.js';
import { endWithShell } from './end-with-shell.js';
import { EXIT_CODE } from './exit-code.js';
import { main } from './main.js';
import { escapeForTerminal } from './output/escape-for-terminal.js';
import { processIo } from './process-io.js';

const STANDARD_ERROR = 2;

endWithShell();

// Node.js would exit with 1 for an error that nobody catches, be it in a callback: a script would read that as tampering.
process.on('uncaughtException', (cause) => {
  try {
    writeSync(STANDARD_ERROR, `otelseal: ${escapeForTerminal(defectMessage(cause))}\n`);
  } catch {
    // nobody listens any more; the exit code says it
  }
  process.exit(EXIT_CODE.defect);
});

void main(process.argv.slice(2), processIo()).then((exitCode) => {
  process.exitCode = exitCode;
});
