import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** A module that users can import, and the file that its public surface is written down in. */
export interface EntryPoint {
  readonly folder: string;
  readonly types: string;
  readonly report: string;
}

type Exports = Readonly<
  Record<string, string | { readonly types?: string; readonly import?: { readonly types?: string } }>
>;

/** Every typed entry of every published package, by package. */
export function publishedEntryPoints(): Map<string, EntryPoint[]> {
  const packages = readdirSync(join(ROOT, 'packages'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const entries = packages.flatMap(({ name }) => {
    const folder = join(ROOT, 'packages', name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      private?: boolean;
      exports: Exports;
    };
    if (manifest.private) return [];
    return Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      const types = typeof target === 'string' ? undefined : (target.types ?? target.import?.types);
      if (types === undefined) return [];
      return [{ folder, types: join(folder, types), report: [name, ...subpath.split('/').slice(1)].join('.') }];
    });
  });
  return Map.groupBy(entries, ({ folder }) => folder);
}
