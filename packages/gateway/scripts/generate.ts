// node scripts/generate.ts            writes docs/known-programs.md and maps/generated/built-in.json
// node scripts/generate.ts --check    writes nothing; exit 1 when one of them is not current
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { builtInFile } from './built-in-file.ts';
import { mapsPage } from './maps-page.ts';

const PACKAGE = new URL('../', import.meta.url);
const made = { 'docs/known-programs.md': mapsPage(), 'maps/generated/built-in.json': builtInFile() };

for (const [name, text] of Object.entries(made)) {
  const file = new URL(name, PACKAGE);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`not current: packages/gateway/${name} (npm run generate)`);
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
