import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { dashboardFiles } from '../scripts/dashboards/all-dashboards.ts';
import { staleFiles } from '../scripts/generated-files.ts';
import { elasticsearchFiles } from '../scripts/storage/elasticsearch-files.ts';
import { opensearchFiles } from '../scripts/storage/opensearch-files.ts';

describe('the generated files', () => {
  it.each([
    ['dashboards', dashboardFiles()],
    ['storage/elasticsearch', elasticsearchFiles()],
    ['storage/opensearch', opensearchFiles()],
  ])('%s are as `node packages/operations/scripts/generate-store-files.ts` makes them', (folder, files) => {
    expect(staleFiles(fileURLToPath(new URL(`../${folder}`, import.meta.url)), files)).toEqual([]);
  });
});
