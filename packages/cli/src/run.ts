// What bin/otelseal.mjs runs: the command line of this process. Anything that rejects is a defect of ours and ends it loudly.
import { endWithShell } from './end-with-shell.js';
import { main } from './main.js';
import { processIo } from './process-io.js';

endWithShell();
void main(process.argv.slice(2), processIo()).then((exitCode) => {
  process.exitCode = exitCode;
});
