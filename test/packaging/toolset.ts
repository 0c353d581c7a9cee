import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cacheFolder, npmCleanInstall } from '../../bootstrap.mjs';

const TOOLS = fileURLToPath(new URL('tools/', import.meta.url));

/** The folder with what users compile, test and serve with, installed once for each state of its lock file. */
export async function toolset(): Promise<string> {
  const lock = readFileSync(join(TOOLS, 'package-lock.json'));
  const home = join(cacheFolder(), 'packaging-tools', createHash('sha256').update(lock).digest('hex').slice(0, 16));
  if (existsSync(home)) return home;

  mkdirSync(dirname(home), { recursive: true });
  const partial = mkdtempSync(join(dirname(home), '.partial-'));
  try {
    cpSync(TOOLS, partial, { recursive: true });
    await npmCleanInstall(process.execPath, partial, 'the packaging tools');
    renameSync(partial, home);
  } catch (cause) {
    if (!existsSync(home)) throw cause; // else another run was quicker
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return home;
}
