import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Files that are, or with the next commit may be, part of the project; relative to the root, with forward slashes. */
export function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT });
  const files = listed.toString().split('\0').filter(Boolean);
  return [...new Set(files)].filter((file) => existsSync(join(ROOT, file))).sort();
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Code that people write: neither generated nor data. */
export function sourceFiles(): string[] {
  return trackedFiles().filter(
    (file) => /\.(ts|mts|cts|mjs|js)$/.test(file) && !/\/(generated|vectors|etc|registry)\//.test(file),
  );
}

export function isTest(file: string): boolean {
  return /(^|\/)test\//.test(file);
}

/** The folders below `packages/`. */
export function packageNames(): string[] {
  return [...new Set(trackedFiles().flatMap((file) => /^packages\/([^/]+)\/package\.json$/.exec(file)?.[1] ?? []))];
}

export function manifest(packageName: string): Manifest {
  return JSON.parse(read(`packages/${packageName}/package.json`)) as Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly sideEffects?: boolean | readonly string[];
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
