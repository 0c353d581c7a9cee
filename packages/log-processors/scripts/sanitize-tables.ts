/*
 * Measures the sanitizer against the corpora and prints the tables of docs/sanitizing.md. `--write` puts them there, `--misses` names
 * the lines behind every number below 100 %. Needs a build. Run: node packages/log-processors/scripts/sanitize-tables.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import './typescript-sources.ts';

const { measuredTables } = await import('./measured-tables.ts');

const tables = measuredTables(process.argv.includes('--misses') ? (miss) => console.error(miss) : () => {});

console.log(tables);
if (process.argv.includes('--write')) {
  const docs = new URL('../docs/sanitizing.md', import.meta.url);
  const page = readFileSync(docs, 'utf8');
  writeFileSync(
    docs,
    page.replace(
      /(<!-- tables -->\n)[\s\S]*?(<!-- \/tables -->)/,
      (_all, open: string, close: string) => `${open}${tables}\n${close}`,
    ),
  );
}
