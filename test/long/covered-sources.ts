import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One hash over the code that a long run puts to the test: what every package publishes. */
export function coveredSources(): string {
  const listed = git('ls-files', '--cached', '--others', '--exclude-standard', ':(glob)packages/*/src/**');
  const hash = createHash('sha256');
  for (const file of [...new Set(listed.split('\n').filter(Boolean))].sort()) {
    hash.update(`${file}\0`).update(readOrEmpty(file)).update('\0');
  }
  return hash.digest('hex');
}

/** The commit that is checked out, with a mark when files differ from it. */
export function checkedOutCommit(): string {
  const changed = git('status', '--porcelain', 'packages', 'test', 'package-lock.json').trim() !== '';
  return `${git('rev-parse', 'HEAD').trim()}${changed ? ' with changes' : ''}`;
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
