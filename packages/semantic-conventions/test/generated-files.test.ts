import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generatedFiles } from '../scripts/generated-files.js';
import { readModel } from '../scripts/model/read-model.js';
import { staleFiles } from '../scripts/stale-files.js';

const PACKAGE = new URL('../', import.meta.url);
const files = generatedFiles(readModel());

describe('the generated files', () => {
  it('are what the model says now; `npm run generate` brings them up to date', () => {
    expect(files.size).toBeGreaterThan(60);
    expect(staleFiles(PACKAGE, files)).toEqual([]);
  });

  it('are the same every time', () => {
    expect(generatedFiles(readModel())).toEqual(files);
  });
});

describe('the check for stale files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-model-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names changed files, missing files and leftovers', () => {
    for (const part of ['src/generated', 'docs', 'registry', 'schemas']) {
      cpSync(new URL(part, PACKAGE), join(folder, part), { recursive: true });
    }
    const copy = pathToFileURL(`${folder}/`);
    expect(staleFiles(copy, files)).toEqual([]);
    writeFileSync(join(folder, 'src/generated/metrics.ts'), '');
    rmSync(join(folder, 'docs/metrics.md'));
    writeFileSync(join(folder, 'registry/events/gone.yaml'), '');
    expect(staleFiles(copy, files)).toEqual([
      'src/generated/metrics.ts',
      'docs/metrics.md',
      'registry/events/gone.yaml',
    ]);
  });
});
