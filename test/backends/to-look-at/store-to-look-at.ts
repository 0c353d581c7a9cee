import { shippedPath } from '../../end-to-end/dashboards/shipped-file.ts';
import { installShippedTemplates } from '../../end-to-end/dashboards/shipped-templates.ts';
import { Elasticsearch } from '../elasticsearch/elasticsearch.ts';
import { Loki } from '../loki/loki.ts';
import { Collector } from '../otelcol/collector.ts';

/** A real store with a real collector before it, both as they are shipped. */
export interface StoreToLookAt {
  readonly name: 'loki' | 'elasticsearch';
  readonly url: string;
  /** Where applications send OTLP to. */
  readonly otlpUrl: string;
  /** The source for `otelseal verify`. */
  readonly source: string;
  stop(): Promise<void>;
}

export async function lokiToLookAt(folder: string): Promise<StoreToLookAt> {
  const loki = await Loki.startFrom({ folder: `${folder}/loki`, file: shippedPath('storage/loki/loki.yaml') });
  const collector = await Collector.startFrom({
    version: 'v0.155',
    folder: `${folder}/collector-of-loki`,
    file: shippedPath('collector/loki.yaml'),
    variables: { LOKI_OTLP_ENDPOINT: `${loki.url}/otlp` },
  });
  return {
    name: 'loki',
    url: loki.url,
    otlpUrl: collector.url,
    source: `loki:${loki.url}`,
    stop: inOrder(collector, loki),
  };
}

export async function elasticsearchToLookAt(folder: string): Promise<StoreToLookAt> {
  const store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  const collector = await Collector.startFrom({
    version: 'v0.120',
    folder: `${folder}/collector-of-elasticsearch`,
    file: shippedPath('collector/elasticsearch.yaml'),
    variables: { ELASTICSEARCH_ENDPOINT: store.url, ELASTICSEARCH_API_KEY: 'bm9ib2R5OmFza3M=' },
  });
  const source = `elasticsearch:${store.url}`;
  return { name: 'elasticsearch', url: store.url, otlpUrl: collector.url, source, stop: inOrder(collector, store) };
}

/** First what sends, then what receives. */
function inOrder(collector: Collector, store: { stop(): Promise<void> }): () => Promise<void> {
  return async () => {
    await collector.stop();
    await store.stop();
  };
}
