import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { bulk, bulkCreate, searchApi } from '../stores/search-api.ts';
import { describeTampering, type InStore, NOT_ASKED_FOR } from '../stores/tamper-matrix.ts';
import { changeOf } from '../stores/tampered-log.ts';
import { installAsDocumented } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-tampering-'));
let store: OpenSearch;
let tried = 0;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const OTHERWISE: Readonly<Record<string, InStore>> = { ...NOT_ASKED_FOR };

/** By query, by the name of the data stream. */
async function byQuery(kind: 'update' | 'delete', stream: string, ids: readonly string[], more = {}): Promise<void> {
  const asked = { query: { ids: { values: ids } }, ...more };
  const answer = await searchApi(store.url, 'POST', `/${stream}/_${kind}_by_query?refresh=true`, asked);
  const done = (answer as Readonly<Record<string, unknown>>)[`${kind}d`];
  if (done !== ids.length) throw new Error(`${kind} by query did ${done} of ${ids.length}`);
}

describeTampering({
  folder: () => folder,
  otherwise: OTHERWISE,
  tampered: async (file, apply) => {
    tried += 1;
    const stream = `logs-otelseal.audit.otel-tampered${tried}`;
    const { honest, updated, removed, added } = changeOf(file, apply);
    await bulk(
      store.url,
      [...honest].flatMap(([_id, document]) => [{ create: { _index: stream, _id } }, document]),
    );
    for (const [id, document] of updated) {
      const source = 'ctx._source.clear(); ctx._source.putAll(params.document)';
      const script = { lang: 'painless', source, params: { document: JSON.parse(document) } };
      await byQuery('update', stream, [id], { script });
    }
    if (removed.length > 0) await byQuery('delete', stream, removed);
    await bulkCreate(store.url, stream, added);
    return [`opensearch:${store.url}`, '--index', stream];
  },
});
