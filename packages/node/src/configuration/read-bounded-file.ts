import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** Why a file was not read, besides the codes of the operating system. */
export class UnreadableFile extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'UnreadableFile';
    this.code = code;
  }
}

export interface ReadingRules {
  readonly maxBytes: number;
  /** Only its owner may read it, and no link leads to it: files that hold secrets. */
  readonly isSecret: boolean;
}

/**
 * The text of a regular file. What was opened is what is checked, so that nothing can be swapped in between, and a pipe that nobody writes
 * to is refused instead of waited for.
 *
 * @throws UnreadableFile, or the operating system's error
 * @experimental
 */
export function readBoundedFile(path: string, { maxBytes, isSecret }: ReadingRules): string {
  const file = opened(path, isSecret);
  try {
    refuseUnfit(file, { maxBytes, isSecret });
    const buffer = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (;;) {
      const read = readSync(file, buffer, length, buffer.length - length, null);
      length += read;
      if (length > maxBytes) throw tooLarge(maxBytes);
      if (read === 0) return buffer.toString('utf8', 0, length);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Refuses what {@link readBoundedFile} would refuse before it reads, and reads nothing.
 *
 * @throws UnreadableFile, or the operating system's error
 * @experimental
 */
export function checkBoundedFile(path: string, rules: ReadingRules): void {
  const file = opened(path, rules.isSecret);
  try {
    refuseUnfit(file, rules);
  } finally {
    closeSync(file);
  }
}

/**
 * The end of a sentence that says why; never what is in the file.
 *
 * @experimental
 */
export function whyUnreadable(cause: unknown): string {
  if (cause instanceof UnreadableFile) return cause.message;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ELOOP') return 'is a symbolic link; name the file it points to.';
  return `cannot be read (${code ?? 'unknown error'}).`;
}

function opened(path: string, isSecret: boolean): number {
  return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | (isSecret ? constants.O_NOFOLLOW : 0));
}

function refuseUnfit(file: number, { maxBytes, isSecret }: ReadingRules): void {
  const { mode, uid, size } = regular(file);
  if (isSecret) refuseReadableByOthers(mode, uid);
  if (size > maxBytes) throw tooLarge(maxBytes);
}

function regular(file: number): Stats {
  const stats = fstatSync(file);
  if (!stats.isFile()) throw new UnreadableFile('ERR_NO_FILE', 'is no regular file.');
  return stats;
}

function refuseReadableByOthers(mode: number, uid: number): void {
  const self = process.geteuid?.();
  if (self === undefined) return; // Windows has no such modes
  if (uid !== self && uid !== 0) throw new UnreadableFile('ERR_FOREIGN_FILE', 'belongs to another user.');
  if ((mode & 0o077) !== 0) {
    throw new UnreadableFile('ERR_UNSAFE_FILE', 'can be read or changed by others; run chmod 600.');
  }
}

function tooLarge(maxBytes: number): UnreadableFile {
  return new UnreadableFile('ERR_FILE_TOO_LARGE', `is larger than ${maxBytes} bytes.`);
}
