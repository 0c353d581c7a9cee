import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, mkdirSync, openSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { SigningError } from '../signing-error.js';
import { confirmFolderNow } from './confirm-folder.js';
import { makeFolders } from './make-folders.js';

/**
 * Makes sure that a folder exists, is ours and lets nobody else in. An unwritable or shared one is an error at start,
 * where somebody is looking, rather than a loss later.
 * @throws SigningError `ERR_SPOOL_UNUSABLE`
 */
export function openPrivateFolder(path: string): void {
  try {
    confirmNew(path, makeFolders(path));
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      refuseUnlessPrivate(path, fstatSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
    proveWritable(path);
  } catch (cause) {
    if (cause instanceof SigningError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    const hint = reason === 'ELOOP' || reason === 'ENOTDIR' ? 'it must be a folder and no symbolic link' : reason;
    throw new SigningError('ERR_SPOOL_UNUSABLE', `The spool folder ${path} cannot be used (${hint}).`, { cause });
  }
}

function refuseUnlessPrivate(path: string, folder: { readonly uid: number; readonly mode: number }): void {
  const self = process.geteuid?.();
  if (self === undefined) return; // no owners and modes on this platform
  const mode = folder.mode & 0o777;
  if (folder.uid === self && (mode & 0o077) === 0) return;
  const what = folder.uid === self ? `has mode ${mode.toString(8).padStart(4, '0')}` : `belongs to user ${folder.uid}`;
  throw new SigningError(
    'ERR_SPOOL_UNUSABLE',
    `The spool folder ${path} ${what}; it must be this process's own, mode 0700.`,
  );
}

/** Permissions do not say everything: a read-only file system, for one. */
function proveWritable(path: string): void {
  const probe = join(path, `.probe-${randomUUID()}`);
  mkdirSync(probe, { mode: 0o700 });
  rmdirSync(probe);
}

/** Names of new folders survive a power loss only when those above them are on disk, the one that was there included. */
function confirmNew(path: string, firstMade: string | undefined): void {
  if (firstMade === undefined) return;
  const top = dirname(resolve(firstMade));
  for (let above = dirname(resolve(path)); ; above = dirname(above)) {
    try {
      confirmFolderNow(above);
    } catch {
      // a folder that we may write to but not read: the system's own, and not ours to insist on
    }
    if (above === top || above === dirname(above)) return;
  }
}
