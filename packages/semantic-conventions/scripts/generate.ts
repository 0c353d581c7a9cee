// node scripts/generate.ts            writes everything that is generated from model/
// node scripts/generate.ts --check    writes nothing; exit 1 names the files that are not current
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';
import { readModel } from './model/read-model.ts';
import { staleFiles } from './stale-files.ts';

const packageFolder = new URL('../', import.meta.url);
const files = generatedFiles(readModel());
const stale = staleFiles(packageFolder, files);

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`not current: packages/semantic-conventions/${path} (npm run generate)`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const path of stale) {
    const file = new URL(path, packageFolder);
    const text = files.get(path);
    if (text === undefined) rmSync(file);
    else {
      mkdirSync(new URL('./', file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  console.log(`semantic-conventions: ${files.size} generated files, ${stale.length} changed`);
}
