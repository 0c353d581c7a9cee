import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { SigningError } from '../signing-error.js';

/** A PEM or JWK Ed25519 key has a few hundred bytes; anything beyond this is another file. */
const MAX_KEY_FILE_BYTES = 16_384;

/**
 * Reads a secret after checking the opened file itself, so that nothing can be swapped between check and read.
 * `O_NONBLOCK` keeps a named pipe from hanging the start of the application.
 */
export function readKeyFile(path: string): string {
  const descriptor = openWithoutFollowing(path);
  try {
    refuseUnlessPrivate(path, fstatSync(descriptor));
    const bytes = Buffer.alloc(MAX_KEY_FILE_BYTES + 1);
    const length = readSync(descriptor, bytes, 0, bytes.length, 0);
    if (length > MAX_KEY_FILE_BYTES) {
      throw new SigningError(
        'ERR_KEY_REFUSED',
        `${path} is larger than ${MAX_KEY_FILE_BYTES} bytes and cannot be a signing key.`,
      );
    }
    const text = bytes.toString('utf8', 0, length);
    bytes.fill(0);
    return text;
  } finally {
    closeSync(descriptor);
  }
}

function openWithoutFollowing(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    if (reason === 'ELOOP') {
      throw new SigningError('ERR_KEY_UNSAFE', `${path} is a symbolic link; name the file it points to.`, { cause });
    }
    throw new SigningError(
      'ERR_KEY_MISSING',
      `The signing key ${path} cannot be opened (${reason}). Create it with \`otelseal keys generate --out ${path}\`.`,
      { cause },
    );
  }
}

function refuseUnlessPrivate(path: string, file: Stats): void {
  if (!file.isFile()) throw new SigningError('ERR_KEY_UNSAFE', `${path} is not a regular file.`);
  const self = process.geteuid?.();
  if (self === undefined) return; // no owners and modes on this platform
  if (file.uid !== self && file.uid !== 0) {
    throw new SigningError(
      'ERR_KEY_UNSAFE',
      `${path} belongs to user ${file.uid}; it must belong to this process's user (${self}) or to root.`,
    );
  }
  const mode = file.mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new SigningError(
      'ERR_KEY_UNSAFE',
      `${path} has mode ${mode.toString(8).padStart(4, '0')}: others can read or change the key. Run \`chmod 600 ${path}\`.`,
    );
  }
}
