import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { subFolder, testFolder } from '../test-folder.ts';
import { measuredTables, PAGE, withTables } from './forms-page.ts';

describe('embedded text against a field list, through real collectors', () => {
  it('gives what the page says, to the byte, with no false verdict', async () => {
    const folder = testFolder();
    const tables = await measuredTables((name) => subFolder(folder, name));
    const page = readFileSync(PAGE, 'utf8');
    expect(withTables(page, tables)).toBe(page);
    expect(tables).toContain('False verdicts in these two tables: 0.');
  }, 300_000);
});
