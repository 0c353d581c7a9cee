import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCOPE = '@otelseal/';

/** What can be tried by itself: every package, named by its folder. */
export function longRunParts(): readonly string[] {
  return readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** One hash over the code that a part puts to the test: what its package publishes, and every package of ours below it. */
export function coveredSources(part: string): string {
  const folders = [...packagesBelow(part)].sort().map((name) => `:(glob)packages/${name}/src/**`);
  const listed = git('ls-files', '--cached', '--others', '--exclude-standard', ...folders);
  const hash = createHash('sha256');
  for (const file of [...new Set(listed.split('\n').filter(Boolean))].sort()) {
    hash.update(`${file}\0`).update(readOrEmpty(file)).update('\0');
  }
  return hash.digest('hex');
}

/** A package and those that it or its tests need, however far down. */
function packagesBelow(part: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(part)) return found;
  found.add(part);
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'packages', part, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    if (name.startsWith(SCOPE)) packagesBelow(name.slice(SCOPE.length), found);
  }
  return found;
}

/** The commit that is checked out, with a mark when files differ from it. */
export function checkedOutCommit(): string {
  const changed = git('status', '--porcelain', 'packages', 'test', 'package-lock.json', ':!test/long/report.json');
  return `${git('rev-parse', 'HEAD').trim()}${changed.trim() === '' ? '' : ' with changes'}`;
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(join(ROOT, file), 'utf8');
  } catch {
    return ''; // deleted, not yet committed
  }
}
