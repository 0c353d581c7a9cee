import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { type DrilledStore, describeDrill } from '../stores/drilled-store.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { searchApi } from '../stores/search-api.ts';

/** A pattern: of an index that is gone by its full name, Elasticsearch says that it cannot be asked. */
const INDICES = 'logs-generic.otel-*';

interface Documented {
  readonly exporters: { readonly elasticsearch: Readonly<Record<string, unknown>> };
}

async function start(folder: string): Promise<DrilledStore> {
  const begun = async (port?: number): Promise<Elasticsearch> => {
    const store = await Elasticsearch.start(subFolder(folder, 'store'), port);
    await installOtelTemplate(store.url);
    return store;
  };
  let store = await begun();
  const { elasticsearch } = documentedSettings<Documented>('exporters').exporters;
  const collector = await Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, 'collector'),
    exporters: { elasticsearch: { ...elasticsearch, endpoints: [store.url] } },
  });
  return {
    source: `elasticsearch:${store.url} --index ${INDICES}`,
    receiver: collector.url,
    refresh: async () => {
      await searchApi(store.url, 'POST', `/${INDICES}/_refresh`);
    },
    lose: async () => {
      await store.stop();
      rmSync(join(folder, 'store'), { recursive: true });
      store = await begun(Number(new URL(store.url).port));
    },
    stop: async () => {
      await collector.stop();
      await store.stop();
    },
  };
}

describeDrill('an Elasticsearch whose data folder is gone', { start });
