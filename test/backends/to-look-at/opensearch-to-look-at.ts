import { join } from 'node:path';

import { collectorBefore } from '../../end-to-end/opensearch/bulk-writer.ts';
import { classWriter } from '../../end-to-end/opensearch/class-writer.ts';
import { installAsDocumented } from '../../end-to-end/opensearch/templates.ts';
import { OpenSearch } from '../opensearch/opensearch.ts';
import { inOrder, type StoreToLookAt } from './store-to-look-at.ts';

/** OpenSearch with the shipped templates, behind a collector and the tests' own bulk writer. */
export async function opensearchToLookAt(folder: string): Promise<StoreToLookAt> {
  const store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  const writer = await classWriter(() => store.url);
  const collector = await collectorBefore(writer, join(folder, 'collector-of-opensearch'));
  return {
    name: 'opensearch',
    url: store.url,
    otlpUrl: collector.url,
    source: `opensearch:${store.url} --index 'logs-otelseal.*'`,
    more: [
      [
        'writer',
        "between collector and store: a bulk writer of the tests, in the document shape of the collector's mapping mode otel. The collector's own exporter for OpenSearch is in no registry in full, and was not tested",
      ],
      ['search', `${store.url}/logs-otelseal.*/_search; there are no dashboards for OpenSearch`],
    ],
    stop: inOrder(collector, { stop: () => writer.close() }, store),
  };
}
