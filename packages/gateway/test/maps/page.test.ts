import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { builtInFile } from '../../scripts/built-in-file.js';
import { mapsPage } from '../../scripts/maps-page.js';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

it('the page of known programs is what the maps say (npm run generate)', () => {
  expect(read('docs/known-programs.md')).toBe(mapsPage());
});

it('what the gateway reads at its start is what the maps say (npm run generate)', () => {
  expect(read('maps/generated/built-in.json')).toBe(builtInFile());
});
