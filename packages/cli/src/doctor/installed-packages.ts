import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One copy of a package in the application's tree. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
}

/** Packages of which it matters which copies there are. */
const OF_INTEREST: readonly string[] = [
  '@opentelemetry/api',
  '@opentelemetry/api-logs',
  '@opentelemetry/sdk-logs',
  '@opentelemetry/sdk-node',
  '@opentelemetry/auto-instrumentations-node',
  '@otelseal/node',
  '@otelseal/security-events',
  '@otelseal/instrumentation',
];
/** Far more than any application has; beyond it the rest is not looked at. */
const MOST_FOLDERS = 50_000;
const MAX_MANIFEST_LENGTH = 1_048_576;

/** Every copy that code of this folder, or code that it loads, can find: in `node_modules` here and further up, and in those within. */
export function installedPackages(folder: string): readonly InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const pending = foldersUp(folder).map((up) => join(up, 'node_modules'));
  const seen = new Set<string>();
  for (let modules = pending.pop(); modules !== undefined && seen.size < MOST_FOLDERS; modules = pending.pop()) {
    if (seen.has(modules)) continue;
    seen.add(modules);
    for (const name of packagesIn(modules)) {
      const path = join(modules, name);
      if (OF_INTEREST.includes(name)) remember(found, name, path);
      pending.push(join(path, 'node_modules'));
    }
    for (const stored of namesIn(join(modules, '.pnpm'))) pending.push(join(modules, '.pnpm', stored, 'node_modules'));
  }
  return [...found.values()].sort((a, b) => compared(a.name, b.name) || compared(a.folder, b.folder));
}

function foldersUp(folder: string): string[] {
  const up = dirname(folder);
  return up === folder ? [folder] : [folder, ...foldersUp(up)];
}

function packagesIn(modules: string): string[] {
  return namesIn(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    return name.startsWith('@') ? namesIn(join(modules, name)).map((inner) => `${name}/${inner}`) : [name];
  });
}

function remember(found: Map<string, InstalledPackage>, name: string, path: string): void {
  try {
    const folder = realpathSync(path);
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    if (text.length > MAX_MANIFEST_LENGTH) return;
    const { version } = JSON.parse(text) as { readonly version?: unknown };
    if (typeof version === 'string') found.set(folder, { name, version, folder });
  } catch {
    // No package after all: a link to nowhere, or a folder without a manifest.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
