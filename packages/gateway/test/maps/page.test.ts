import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { mapsPage } from '../../scripts/maps-page.js';

it('the page of known programs is what the maps say (npm run generate)', () => {
  expect(readFileSync(new URL('../../docs/known-programs.md', import.meta.url), 'utf8')).toBe(mapsPage());
});
