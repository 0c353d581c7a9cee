import { Collector } from '../../backends/otelcol/collector.ts';
import { shippedPath } from './shipped-file.ts';

/** A real collector before a real Elasticsearch, configured as shipped; of the version whose exporter can be had. The store here asks for no key. */
export function collectorToElasticsearch(folder: string, storeUrl: string): Promise<Collector> {
  return Collector.startFrom({
    version: 'v0.120',
    folder,
    file: shippedPath('collector/elasticsearch.yaml'),
    variables: { ELASTICSEARCH_ENDPOINT: storeUrl, ELASTICSEARCH_API_KEY: 'bm9ib2R5OmFza3M=' },
  });
}

/** The same before a real Loki. */
export function collectorToLoki(folder: string, lokiUrl: string): Promise<Collector> {
  return Collector.startFrom({
    version: 'v0.155',
    folder,
    file: shippedPath('collector/loki.yaml'),
    variables: { LOKI_OTLP_ENDPOINT: `${lokiUrl}/otlp` },
  });
}
