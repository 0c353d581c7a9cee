import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { cacheFolder } from '../../bootstrap.mjs';
import { withFileLock } from './file-lock.ts';

export interface Made {
  /** What it is, as in `otelcol-v0.165`; the first part of its folder's name. */
  readonly name: string;
  /** Everything that the result depends on; a change makes it anew. */
  readonly inputs: readonly string[];
  /** Shown once when there is something to do: what is made, from where, and how long that takes. */
  readonly announcement: string;
  /** Makes it in an empty folder, which becomes the result. */
  make(folder: string): Promise<void>;
}

/** The folder of something that is made at most once on a machine: in the cache outside the checkout, found again by a hash of its inputs. */
export async function madeOnce({ name, inputs, announcement, make }: Made): Promise<string> {
  const fingerprint = createHash('sha256').update(JSON.stringify([process.platform, process.arch, inputs]));
  const home = join(cacheFolder(), 'peers', `${name}-${fingerprint.digest('hex').slice(0, 16)}`);
  if (existsSync(home)) return home;

  mkdirSync(dirname(home), { recursive: true });
  return withFileLock(`${home}.lock`, async () => {
    if (existsSync(home)) return home; // another run made it while we waited
    process.stderr.write(`otelseal: ${announcement} (kept in ${home}).\n`);
    const startedMs = performance.now();
    const partial = mkdtempSync(join(dirname(home), '.partial-'));
    try {
      await make(partial);
      renameSync(partial, home);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
    process.stderr.write(`otelseal: ${name} is ready after ${Math.round((performance.now() - startedMs) / 1000)} s.\n`);
    return home;
  });
}

/** The text of all files below a folder, with their names, in order: an input of {@link madeOnce}. */
export function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return names.flatMap((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]);
}
