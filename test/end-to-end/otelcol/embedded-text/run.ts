// Measures both forms of a seal through real collectors and writes the tables into the page that draws the conclusion.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measuredTables, PAGE, withTables } from './forms-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-forms-'));
const tables = await measuredTables((name) => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
});
writeFileSync(PAGE, withTables(readFileSync(PAGE, 'utf8'), tables));
rmSync(folder, { recursive: true, force: true });
