import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestBundle } from './test-bundle.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'otelseal-bundle-'));
  writeFileSync(join(folder, 'counter.ts'), 'let count: number = 0;\nexport const next = (): number => ++count;\n');
  const test = "import { it } from 'vitest';\nimport { next } from './counter.js';\nit(import.meta.url, next);\n";
  writeFileSync(join(folder, 'a.test.ts'), test);
});

afterAll(() => rmSync(folder, { recursive: true }));

it('gives a test file new modules each time, and their own addresses', async () => {
  const bundle = await TestBundle.of(folder, ['a.test.ts']);
  const seen: unknown[] = [];
  const vitest = () => ({ it: (name: string, next: () => number) => seen.push([name, next(), next()]) });
  bundle.fresh(vitest)['a.test.ts']?.();
  bundle.fresh(vitest)['a.test.ts']?.();
  const address = pathToFileURL(join(folder, 'a.test.ts')).href;
  expect(seen).toEqual([
    [address, 1, 2],
    [address, 1, 2],
  ]);
});

it('finds a library from where the module lies', async () => {
  mkdirSync(join(folder, 'node_modules', 'wood'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'wood', 'index.js'), '');
  writeFileSync(join(folder, 'b.test.ts'), "import { it } from 'vitest';\nit(import.meta.resolve('wood'));\n");
  const bundle = await TestBundle.of(folder, ['b.test.ts']);
  const seen: string[] = [];
  bundle.fresh(() => ({ it: (name: string) => seen.push(name) }))['b.test.ts']?.();
  expect(seen).toEqual([pathToFileURL(join(folder, 'node_modules', 'wood', 'index.js')).href]);
});
