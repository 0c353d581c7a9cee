// Writes rules/ from sigma/. `--check` writes nothing and exits with 1 when a file is not what would be written.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { generateRules } from '@otelseal/operations';

import { shippedAlerts } from './sigma-sources.ts';

const FOLDER = fileURLToPath(new URL('../rules/', import.meta.url));

mkdirSync(FOLDER, { recursive: true });
const wanted = generateRules(shippedAlerts());
const there = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length));
const stale = [
  ...there.filter((file) => !wanted.has(file)),
  ...[...wanted]
    .filter(([file, text]) => !there.includes(file) || readFileSync(join(FOLDER, file), 'utf8') !== text)
    .map(([file]) => file),
];

if (process.argv.includes('--check')) {
  for (const file of stale) console.error(`packages/operations/rules/${file} is not what sigma/ says`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const file of there) if (!wanted.has(file)) rmSync(join(FOLDER, file));
  for (const [file, text] of wanted) {
    mkdirSync(dirname(join(FOLDER, file)), { recursive: true });
    writeFileSync(join(FOLDER, file), text);
  }
  console.log(`${wanted.size} files, ${stale.length} of them new`);
}
