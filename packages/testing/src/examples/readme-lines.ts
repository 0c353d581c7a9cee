import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of a file that the README removes and adds. */
export interface FileChange {
  readonly file: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What the README of an example tells a user to change, by file. */
export function changesOfReadme(example: string): FileChange[] {
  const diff = samplesOfReadme(example, 'diff').join('');
  const files = diff.split(/^--- /m).slice(1);
  return files.map((text) => {
    const [file = '', ...lines] = text.trimEnd().split('\n');
    const of = (sign: string): string[] => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
    return { file, removed: of('-'), added: of('+') };
  });
}

/** Commands of its README that begin with this word. */
export function commandsOfReadme(example: string, start: string): string[] {
  const lines = samplesOfReadme(example, 'sh').flatMap((block) => block.split('\n'));
  return lines.map((line) => line.replace(/#.*$/, '').trim()).filter((line) => line.startsWith(start));
}

/** Copies the untouched example, with what is installed for it within reach. */
export function copyExample(example: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const kept = readdirSync(example).filter((name) => !['README.md', 'node_modules', 'test', 'dist'].includes(name));
  for (const name of kept) cpSync(join(example, name), join(folder, name), { recursive: true });
  symlinkSync(join(example, '../../node_modules'), join(folder, 'node_modules'), 'dir');
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

/** Its samples of this language. */
export function samplesOfReadme(example: string, language: string): string[] {
  const readme = readFileSync(join(example, 'README.md'), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);
}
