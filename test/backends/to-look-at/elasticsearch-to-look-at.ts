import { join } from 'node:path';

import { shippedPath } from '../../end-to-end/dashboards/shipped-file.ts';
import { installShippedTemplates } from '../../end-to-end/dashboards/shipped-templates.ts';
import { Elasticsearch } from '../elasticsearch/elasticsearch.ts';
import { Collector } from '../otelcol/collector.ts';
import { inOrder, type StoreToLookAt } from './store-to-look-at.ts';

/** Elasticsearch with the shipped templates. */
export async function elasticsearchToLookAt(folder: string): Promise<StoreToLookAt> {
  const store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  const collector = await Collector.startFrom({
    version: 'v0.120',
    folder: join(folder, 'collector-of-elasticsearch'),
    file: shippedPath('collector/elasticsearch.yaml'),
    variables: { ELASTICSEARCH_ENDPOINT: store.url, ELASTICSEARCH_API_KEY: 'bm9ib2R5OmFza3M=' },
  });
  return {
    name: 'elasticsearch',
    url: store.url,
    otlpUrl: collector.url,
    source: `elasticsearch:${store.url} --index 'logs-otelseal.*'`,
    more: [
      [
        'Grafana',
        `data source of type elasticsearch with that address and the index logs-otelseal.*; import the dashboards of ${shippedPath('dashboards/elasticsearch')}`,
      ],
    ],
    stop: inOrder(collector, store),
  };
}
