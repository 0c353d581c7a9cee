import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** JSON files that a script makes: paths below a folder, and what is in them. */
export type GeneratedFiles = ReadonlyMap<string, unknown>;

const textOf = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;

function present(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
}

/** Paths that are missing, too many, or not as they would be made. */
export function staleFiles(folder: string, files: GeneratedFiles): string[] {
  const there = present(folder);
  const differs = (path: string): boolean =>
    !files.has(path) || !there.includes(path) || readFileSync(join(folder, path), 'utf8') !== textOf(files.get(path));
  return [...new Set([...files.keys(), ...there])].filter(differs);
}

/** Writes them, and removes JSON files in the folder that are none of them. */
export function writeGenerated(folder: string, files: GeneratedFiles): void {
  for (const path of present(folder)) if (!files.has(path)) rmSync(join(folder, path));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), textOf(content));
  }
}
