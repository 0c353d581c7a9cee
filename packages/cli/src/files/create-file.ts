import { open, rm } from 'node:fs/promises';

import { CliError, unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** A file that will be created. */
export interface NewFile {
  readonly path: string;
  /** A text, or pieces of one that are written one after the other. */
  readonly content: string | Iterable<string>;
  /** Permissions, such as 0o600. */
  readonly mode: number;
}

/**
 * Creates all files or none. Never overwrites and never follows a symbolic link: a path at which anything is, is refused.
 *
 * @throws {CliError} `ERR_USAGE` when something is there, `ERR_UNAVAILABLE` when it cannot be written
 */
export async function createFiles(files: readonly NewFile[]): Promise<void> {
  const created: string[] = [];
  try {
    for (const { path, content, mode } of files) {
      const file = await open(path, 'wx', mode).catch((cause: unknown) => {
        throw refusal(path, cause);
      });
      created.push(path);
      try {
        await file.writeFile(content);
        await file.sync();
      } catch (cause) {
        throw refusal(path, cause);
      } finally {
        await file.close();
      }
    }
  } catch (cause) {
    for (const path of created) await rm(path, { force: true });
    throw cause;
  }
}

function refusal(path: string, cause: unknown): CliError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') {
    return new CliError('ERR_UNAVAILABLE', `${quoted(path)} cannot be written: its folder does not exist.`, { cause });
  }
  if (code === 'EEXIST') {
    const advice = 'nothing is ever overwritten: move it away or name another file';
    return new CliError('ERR_USAGE', `${quoted(path)} is there already; ${advice}.`, { cause });
  }
  return unavailable(`${quoted(path)} cannot be written`, cause);
}
