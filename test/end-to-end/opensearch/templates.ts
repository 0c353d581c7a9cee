import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

import { alertFields } from '../alerts/shipped-rules.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { searchApi } from '../stores/search-api.ts';

const run = promisify(execFile);

/** Runs the first commands of the guide, from where this checkout has the package. */
export async function installAsDocumented(url: string): Promise<void> {
  const guide = readFileSync(shippedPath('docs/opensearch.md'), 'utf8');
  const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(guide) ?? [];
  const script = commands.replace('node_modules/@otelseal/operations/', shippedPath('.'));
  await run('bash', ['-euc', script], { env: { ...process.env, OPENSEARCH_URL: url } });
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
