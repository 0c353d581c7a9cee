import { EXIT_CODE, type ExitCode } from './exit-code.js';

/** `ERR_USAGE`: the command line or a configuration file is wrong. `ERR_UNAVAILABLE`: a file cannot be read or written. */
export type CliErrorCode = 'ERR_USAGE' | 'ERR_UNAVAILABLE';

/** Ends the command with a message that says what to do. */
export class CliError extends Error {
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
    this.code = code;
  }

  get exitCode(): ExitCode {
    return this.code === 'ERR_USAGE' ? EXIT_CODE.usage : EXIT_CODE.unavailable;
  }
}

export function usageError(message: string, cause?: unknown): CliError {
  return new CliError('ERR_USAGE', message, cause === undefined ? undefined : { cause });
}

/** A file could not be read or written: says which, and why in words. */
export function unavailable(what: string, cause: unknown): CliError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why = code === undefined ? message : (REASONS[code] ?? code);
  return new CliError('ERR_UNAVAILABLE', `${what}: ${why}.`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this host has no such address',
  EISDIR: 'it is a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENOENT: 'there is no such file',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};
