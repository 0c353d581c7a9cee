import { type Report, reportLines } from '@otelseal/audit-integrity';

import { type Io, OutputClosed } from '../io.js';
import { asciiJson, escapeForTerminal } from '../output/escape-for-terminal.js';

/** The verdict stands, whether or not somebody reads the report to its end. */
export async function printReport(report: Report, json: boolean, io: Io): Promise<void> {
  const text = json ? asciiJson(report, 2) : reportLines(report).map(escapeForTerminal).join('\n');
  try {
    await io.stdout.write(`${text}\n`);
  } catch (cause) {
    if (!(cause instanceof OutputClosed)) throw cause;
  }
}
