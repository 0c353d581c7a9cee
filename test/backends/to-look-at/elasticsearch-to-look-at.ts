import { join } from 'node:path';
import { collectorToElasticsearch } from '../../end-to-end/dashboards/shipped-collector.ts';
import { shippedPath } from '../../end-to-end/dashboards/shipped-file.ts';
import { installShippedTemplates } from '../../end-to-end/dashboards/shipped-templates.ts';
import { Elasticsearch } from '../elasticsearch/elasticsearch.ts';
import { inOrder, type StoreToLookAt } from './store-to-look-at.ts';

/** Elasticsearch with the shipped templates. */
export async function elasticsearchToLookAt(folder: string): Promise<StoreToLookAt> {
  const store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  const collector = await collectorToElasticsearch(join(folder, 'collector-of-elasticsearch'), store.url);
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
