import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, for their owner only, and says which was the first one made.
 * Level by level, because Node's own recursive `mkdirSync` never returns where nothing can be made, as in `/proc`.
 */
export function makeFolders(path: string): string | undefined {
  try {
    mkdirSync(path, { mode: 0o700 });
    return path;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return undefined;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path) throw cause;
    return belowNew(path, makeFolders(above));
  }
}

function belowNew(path: string, firstMade: string | undefined): string | undefined {
  try {
    mkdirSync(path, { mode: 0o700 });
    return firstMade ?? path;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return firstMade; // another process was quicker
    throw cause;
  }
}
