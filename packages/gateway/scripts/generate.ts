// node scripts/generate.ts            writes docs/known-programs.md
// node scripts/generate.ts --check    writes nothing; exit 1 when it is not current
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { mapsPage } from './maps-page.ts';

const PAGE = new URL('../docs/known-programs.md', import.meta.url);
const text = mapsPage();
if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('not current: packages/gateway/docs/known-programs.md (npm run generate)');
    process.exitCode = 1;
  } else writeFileSync(PAGE, text);
}
