import { closeSync, fsync, fsyncSync, openSync } from 'node:fs';

/** A new file's name is on disk only when its folder is. Rejects with what the file system says. */
export async function confirmFolder(path: string): Promise<void> {
  const descriptor = openSync(path, 'r');
  try {
    await new Promise<void>((resolve, reject) => fsync(descriptor, (error) => (error ? reject(error) : resolve())));
  } finally {
    closeSync(descriptor);
  }
}

/** The same before it returns. */
export function confirmFolderNow(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
