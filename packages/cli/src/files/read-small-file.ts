import { open } from 'node:fs/promises';

import { CliError, unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** A configuration file of more is a mistake. */
const MAX_BYTES = 1024 * 1024;

/**
 * The text of a configuration file.
 *
 * @param what it is, for messages: `The trust file of --trust`
 * @throws {CliError} `ERR_USAGE`: what was named on the command line or by a variable is wrong configuration
 */
export async function readSmallFile(path: string, what: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(MAX_BYTES + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length <= MAX_BYTES; length += read) {
        read = (await file.read(buffer, length, buffer.length - length, null)).bytesRead;
      }
      if (length > MAX_BYTES) throw new CliError('ERR_USAGE', `${what}, ${quoted(path)}, is larger than 1 MiB.`);
      return buffer.toString('utf8', 0, length);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const { message } = unavailable(`${what}, ${quoted(path)}, cannot be read`, cause);
    throw new CliError('ERR_USAGE', message, { cause });
  }
}
