import { rmSync } from 'node:fs';

import { alertFields } from '../alerts/shipped-rules.ts';
import { blocksOf, installedFolder, runStep } from '../stores/documented-page.ts';
import { searchApi } from '../stores/search-api.ts';

/** Runs the commands of the guide that install the templates. @throws with what they said when they fail */
export async function installAsDocumented(url: string): Promise<void> {
  const folder = installedFolder('otelseal-opensearch-templates-');
  const { code, said } = await runStep(blocksOf('docs/opensearch.md')('sh step=templates'), folder, {
    OPENSEARCH_URL: url,
  });
  rmSync(folder, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the commands of docs/opensearch.md ended with ${code}: ${said}`);
}

/** What the alerts need of any index that they look at. */
export async function installAlertTemplate(url: string): Promise<void> {
  await searchApi(url, 'PUT', '/_component_template/otelseal-alert-fields', alertFields('opensearch'));
  await searchApi(url, 'PUT', '/_index_template/otelseal', {
    index_patterns: ['logs-*.otel-*'],
    composed_of: ['otelseal-alert-fields'],
    template: {
      settings: { number_of_replicas: 0 },
      mappings: {
        properties: {
          '@timestamp': { type: 'date' },
          resource: { properties: { attributes: { properties: { 'service.name': { type: 'keyword' } } } } },
        },
      },
    },
  });
}
