import { readFileSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform } from 'node:os';

import type { Figure } from './figure.ts';
import { markdownTable } from './table.ts';

const PAGE = new URL('../../packages/node/docs/performance.md', import.meta.url);
const BEGIN = '<!-- figures: written by npm run bench -- --update-docs -->';
const END = '<!-- end of figures -->';

/** What figures are worth nothing without. */
export function conditions(): Readonly<Record<'date' | 'node' | 'machine', string>> {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const date = new Date().toISOString().slice(0, 10);
  return { date, node: process.version, machine: `${model}, ${availableParallelism()} cores, ${platform()} ${arch()}` };
}

/** Puts the table between the page's markers; all around it is written by hand. */
export function updateDocs(figures: readonly Figure[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`${PAGE.pathname} has lost its markers ${BEGIN} … ${END}`);
  const { date, node, machine } = conditions();
  const measured = `Given by \`npm run bench -- --update-docs\` on ${date}: Node ${node}, ${machine}.`;
  const text = `${BEGIN}\n${measured}\n\n${markdownTable(figures)}\n`;
  writeFileSync(PAGE, page.slice(0, begin) + text + page.slice(end));
}
