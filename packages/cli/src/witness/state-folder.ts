import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** A folder that one process holds. */
export interface StateFolder {
  readonly path: string;
  release(): void;
}

/**
 * Makes sure that the folder is there, is ours, lets nobody else in, and that no other witness uses it: two on one folder
 * would tell two histories.
 *
 * @throws {CliError} `ERR_USAGE`
 */
export function openStateFolder(path: string): StateFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    const { uid, mode } = fstatSync(descriptor);
    closeSync(descriptor);
    const self = process.geteuid?.();
    if (self !== undefined && (uid !== self || (mode & 0o077) !== 0)) {
      throw usageError(`The state folder ${quoted(path)} must belong to this user, with mode 0700.`);
    }
  } catch (cause) {
    if (cause instanceof Error && 'exitCode' in cause) throw cause;
    throw usageError(unavailable(`The state folder ${quoted(path)} cannot be used`, cause).message, cause);
  }
  const lock = join(path, 'lock');
  takeLock(lock, path);
  return { path, release: () => unlinkSync(lock) };
}

function takeLock(lock: string, path: string): void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const descriptor = openSync(lock, 'wx', 0o600);
      writeSync(descriptor, `${process.pid}\n`);
      closeSync(descriptor);
      return;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw usageError(unavailable(`The state folder ${quoted(path)} cannot be locked`, cause).message, cause);
      }
      if (isHeld(lock)) throw usageError(`Another witness uses the state folder ${quoted(path)}.`);
      unlinkSync(lock);
    }
  }
  throw usageError(`Another witness has just taken the state folder ${quoted(path)}.`);
}

/** A lock outlives its holder when the power fails; in a container the holder's number may be our own. */
function isHeld(lock: string): boolean {
  const pid = Number(readFileSync(lock, 'utf8').trim());
  if (!Number.isSafeInteger(pid) || pid < 1 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
