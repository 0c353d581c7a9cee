// Writes dashboards, index templates and policies from their plans and the vocabulary; `--check` says whether they are as committed.
import { fileURLToPath } from 'node:url';

import { dashboardFiles } from './dashboards/all-dashboards.ts';
import { staleFiles, writeGenerated } from './generated-files.ts';
import { elasticsearchFiles } from './storage/elasticsearch-files.ts';
import { opensearchFiles } from './storage/opensearch-files.ts';

const FOLDERS = {
  '../dashboards': dashboardFiles(),
  '../storage/elasticsearch': elasticsearchFiles(),
  '../storage/opensearch': opensearchFiles(),
};

for (const [path, files] of Object.entries(FOLDERS)) {
  const folder = fileURLToPath(new URL(path, import.meta.url));
  if (!process.argv.includes('--check')) writeGenerated(folder, files);
  for (const stale of staleFiles(folder, files)) {
    console.error(`${path}/${stale} is stale: node packages/operations/scripts/generate-store-files.ts`);
    process.exitCode = 1;
  }
}
