import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders that hold nothing but generated files: anything else in them is a leftover. */
const GENERATED_FOLDERS = ['src/generated/', 'docs/events/', 'registry/'];

/** Paths whose content on disk is not what the model says, and leftovers that no model entry stands for. */
export function staleFiles(packageFolder: URL, files: ReadonlyMap<string, string>): string[] {
  const changed = [...files].filter(([path, text]) => {
    const file = new URL(path, packageFolder);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  const leftovers = GENERATED_FOLDERS.flatMap((folder) => filesBelow(packageFolder, folder)).filter(
    (path) => !files.has(path),
  );
  return [...changed.map(([path]) => path), ...leftovers];
}

function filesBelow(packageFolder: URL, folder: string): string[] {
  const place = new URL(folder, packageFolder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(fileURLToPath(packageFolder), join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
