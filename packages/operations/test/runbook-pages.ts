import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../runbooks/', import.meta.url));

/** A page of `runbooks/`. */
export interface Page {
  /** Without the ending. */
  readonly name: string;
  readonly text: string;
}

export function runbookPages(): readonly Page[] {
  const files = readdirSync(FOLDER).sort();
  return files.map((file) => ({ name: file.replace('.md', ''), text: readFileSync(FOLDER + file, 'utf8') }));
}

/** The blocks of a page in a language, as they stand. */
export function blocksOf({ text }: Page, language: 'logql' | 'esql' | 'sh'): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)\\n\`\`\`$`, 'gm'))].map(([, block = '']) => block);
}

/** Words in capitals that the reader replaces. */
export const PLACEHOLDERS: readonly string[] = [
  'CLIENT',
  'ACCOUNT',
  'SESSION',
  'SERVICE',
  'STREAM',
  'INCIDENT',
  'TARGET',
];

/** A query with the reader's values in it. */
export function filled(query: string, values: Readonly<Record<string, string>>): string {
  return PLACEHOLDERS.reduce((text, word) => text.replaceAll(`"${word}"`, JSON.stringify(values[word] ?? word)), query);
}
