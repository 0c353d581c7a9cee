import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** Keys and lists of tokens are small. */
const MAX_BYTES = 256 * 1024;

/**
 * The text of a file that only its owner may read. The opened file itself is checked, so that nothing can be swapped in
 * between; links are refused.
 *
 * @param what it is, for messages: `The key file of --key`
 * @throws {CliError} `ERR_USAGE`
 */
export async function readSecretFile(path: string, what: string): Promise<string> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch((cause: unknown) => {
    throw usageError(unavailable(`${what}, ${quoted(path)}, cannot be read`, cause).message, cause);
  });
  try {
    const { mode, uid, size } = await file.stat().then((stats) => {
      if (!stats.isFile()) throw usageError(`${what}, ${quoted(path)}, is no regular file.`);
      return stats;
    });
    const self = process.geteuid?.();
    if (self !== undefined && uid !== self && uid !== 0) {
      throw usageError(`${what}, ${quoted(path)}, belongs to another user (${uid}).`);
    }
    if (self !== undefined && (mode & 0o077) !== 0) {
      throw usageError(`${what}, ${quoted(path)}, can be read or changed by others; run chmod 600.`);
    }
    if (size > MAX_BYTES) throw usageError(`${what}, ${quoted(path)}, is larger than 256 KiB.`);
    const buffer = Buffer.alloc(MAX_BYTES);
    const { bytesRead } = await file.read(buffer, 0, MAX_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
