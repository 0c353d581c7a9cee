import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** Opens a file of somebody who has gone, refusing anything but a regular file. */
export function openForReading(path: string): number {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new Error('not a regular file');
}
