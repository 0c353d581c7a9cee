import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

import { toolset } from './toolset.js';

const CONSUMERS = fileURLToPath(new URL('consumers/', import.meta.url));

/** A fresh copy of a consumer that sees the installed tarballs, and beyond them the tools; the tarballs do not see the tools. */
export async function consumerFolder(consumer: string, copy: string = consumer): Promise<string> {
  const project = inject('project');
  const withTools = join(dirname(project), 'with-tools');
  const folder = join(withTools, copy);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(CONSUMERS, consumer), folder, { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  linkOnce(join(await toolset(), 'node_modules'), join(withTools, 'node_modules'));
  return folder;
}

/** The JavaScript of a tool, to be run by Node. */
export async function tool(path: string): Promise<string> {
  return join(await toolset(), 'node_modules', path);
}

function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause; // another test file was quicker
  }
}
