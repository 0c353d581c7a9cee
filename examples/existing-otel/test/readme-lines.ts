import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Lines of a file that the README removes and adds. */
export interface FileChange {
  readonly file: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What the README tells a user to change, by file. */
export function changesOfReadme(): FileChange[] {
  const diff = blocks('diff').join('');
  const files = diff.split(/^--- /m).slice(1);
  return files.map((text) => {
    const [file = '', ...lines] = text.trimEnd().split('\n');
    const of = (sign: string): string[] => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
    return { file, removed: of('-'), added: of('+') };
  });
}

/** Commands of the README that begin with this word. */
export function commandsOfReadme(start: string): string[] {
  const lines = blocks('sh').flatMap((block) => block.split('\n'));
  return lines.map((line) => line.replace(/#.*$/, '').trim()).filter((line) => line.startsWith(start));
}

/** Copies the untouched example, with what is installed here within reach. */
export function copyExample(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', '.env', 'src'])
    cpSync(join(EXAMPLE, name), join(folder, name), { recursive: true });
  symlinkSync(INSTALLED, join(folder, 'node_modules'), 'dir');
}

/** @throws Error when a line that is to be removed is not there exactly once */
export function applyChange(folder: string, { file, removed, added }: FileChange): void {
  const path = join(folder, file);
  if (removed.length === 0) {
    appendFileSync(path, `${added.join('\n')}\n`);
    return;
  }
  const text = readFileSync(path, 'utf8');
  const parts = text.split(`${removed.join('\n')}\n`);
  if (parts.length !== 2) throw new Error(`${file} does not hold the lines that the README removes`);
  writeFileSync(path, parts.join(`${added.join('\n')}\n`));
}

function blocks(language: string): string[] {
  const readme = readFileSync(join(EXAMPLE, 'README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);
}
