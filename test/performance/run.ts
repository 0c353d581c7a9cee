// `npm run bench`: what things cost, and whether that meets the bars of the design. Timing is never a test: exit 0 unless something crashes.
//   npm run bench -- [words] [--json] [--update-docs]     words: only the benches whose file name contains one of them

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';

import type { Figure } from './figure.ts';
import { conditions, updateDocs } from './performance-page.ts';
import { plainTable } from './table.ts';

const flags = ['--json', '--update-docs'];
const wanted = process.argv.slice(2).filter((word) => !flags.includes(word));
const asked = (flag: string): boolean => process.argv.includes(flag);
const unknown = wanted.find((word) => word.startsWith('-'));
if (unknown !== undefined) {
  console.error(`unknown option ${unknown}; there are ${flags.join(', ')}`);
  process.exit(64);
}
if (asked('--update-docs') && wanted.length > 0) {
  console.error('--update-docs takes no words: the page shows all benches of one run');
  process.exit(64);
}

/** Each in its own process, so that none finds the compiler and the heap as another left them. */
async function figuresOf(file: string): Promise<Figure[]> {
  const child = fork(new URL('one-bench.ts', import.meta.url), [file], { execArgv: ['--expose-gc'] });
  const figures: Figure[] = [];
  child.on('message', (message) => figures.push(...(message as Figure[])));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return figures;
  process.exitCode = 1;
  console.error(`${file} crashed`);
  return figures;
}

const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'));
const figures: Figure[] = [];
for (const file of files.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) {
  if (!asked('--json')) console.error(`${file} …`);
  figures.push(...(await figuresOf(file)));
}

console.log(asked('--json') ? JSON.stringify({ ...conditions(), figures }, null, 2) : plainTable(figures));
if (asked('--update-docs') && process.exitCode === undefined) updateDocs(figures);
