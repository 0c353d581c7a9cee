import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { shippedPath } from '../dashboards/shipped-file.ts';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const TIMEOUT_MS = 120_000;

/** The blocks of a shipped page by what stands at their head: `js file=…`, `sh step=…`. @throws when there is none */
export function blocksOf(path: string): (head: string) => string {
  const page = readFileSync(shippedPath(path), 'utf8');
  return (head) => {
    const block = page.split(`\`\`\`${head}\n`)[1]?.split('```')[0];
    if (block === undefined) throw new Error(`there is no ${head} in ${path}`);
    return block;
  };
}

/** A new folder as after `npm install` of our packages, with those of this checkout. */
export function installedFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  symlinkSync(NODE_MODULES, join(folder, 'node_modules'));
  symlinkSync(shippedPath('.'), join(folder, 'otelseal'));
  return folder;
}

export interface Ended {
  readonly code: number;
  /** On both standard streams. */
  readonly said: string;
}

/** Runs commands of a page in a folder, until the first that fails. */
export function runStep(script: string, folder: string, variables: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((settle) => {
    const options = { cwd: folder, env: { ...process.env, ...variables }, timeout: TIMEOUT_MS };
    const child = execFile('bash', ['-ec', script], options, (_, out, err) =>
      settle({ code: child.exitCode ?? -1, said: out + err }),
    );
  });
}
