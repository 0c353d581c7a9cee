// node scripts/generate.ts            writes src/generated and the subpath exports of package.json from the vocabulary
// node scripts/generate.ts --check    writes nothing; exit 1 names the files that are not current
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readModel } from '../../semantic-conventions/scripts/model/read-model.ts';
import { staleFiles } from '../../semantic-conventions/scripts/stale-files.ts';
import { generatedFiles } from './generated-files.ts';

const packageFolder = new URL('../', import.meta.url);
const files = generatedFiles(readModel(), packageFolder);
const stale = staleFiles(packageFolder, files);

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`not current: packages/security-events/${path} (npm run generate)`);
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
  console.log(`security-events: ${files.size} generated files, ${stale.length} changed`);
}
