import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { type DrilledStore, describeDrill } from '../stores/drilled-store.ts';
import { searchApi } from '../stores/search-api.ts';
import { bulkWriter, collectorBefore } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const INDEX = 'logs-otelseal.audit.otel-default';
const INDICES = 'logs-otelseal.*';

async function start(folder: string): Promise<DrilledStore> {
  const begun = async (port?: number): Promise<OpenSearch> => {
    const store = await OpenSearch.start(subFolder(folder, 'store'), port);
    await installAsDocumented(store.url);
    return store;
  };
  let store = await begun();
  const writer = await bulkWriter(
    () => store.url,
    () => INDEX,
  );
  const collector = await collectorBefore(writer, subFolder(folder, 'collector'));
  return {
    source: `opensearch:${store.url} --index ${INDICES}`,
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
      await writer.close();
      await store.stop();
    },
  };
}

describeDrill('an OpenSearch whose data folder is gone', { start });
