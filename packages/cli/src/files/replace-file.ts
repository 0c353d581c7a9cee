import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/**
 * Replaces a file as a whole: readers see the old content or the new one, after a power failure, too. Refused when the file
 * is no longer what it was when it was read.
 *
 * @param before the content that the new one was made from
 * @throws {CliError} `ERR_USAGE`, `ERR_UNAVAILABLE`
 */
export async function replaceFile(path: string, before: string, content: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    const { mode } = await stat(path);
    const file = await open(temporary, 'wx', mode & 0o777);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    const current = await open(path, 'r');
    try {
      if ((await current.readFile('utf8')) !== before) {
        throw usageError(`${quoted(path)} was changed in the meantime; nothing was written.`);
      }
    } finally {
      await current.close();
    }
    await rename(temporary, path);
    const folder = await open(dirname(path), 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof Error && 'exitCode' in cause) throw cause;
    throw unavailable(`${quoted(path)} cannot be written`, cause);
  }
}
