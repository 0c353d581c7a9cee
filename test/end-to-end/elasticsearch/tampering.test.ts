// The module of the by-query APIs is in no package registry: what they do is done here as they do it, a search for where the documents are,
// then a bulk request to the backing index that is refused where somebody else was faster.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { bulk, searchApi } from '../stores/search-api.ts';
import { describeTampering, type InStore, NOT_ASKED_FOR } from '../stores/tamper-matrix.ts';
import { changeOf } from '../stores/tampered-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-tampering-'));
let store: Elasticsearch;
let tried = 0;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installOtelTemplate(store.url);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Hit {
  readonly _index: string;
  readonly _id: string;
  readonly _seq_no: number;
  readonly _primary_term: number;
}

/** Where documents really are, and as which version. */
async function found(stream: string, ids: readonly string[]): Promise<readonly object[]> {
  if (ids.length === 0) return [];
  const asked = { query: { ids: { values: ids } }, size: 1_000, seq_no_primary_term: true };
  const { hits } = (await searchApi(store.url, 'POST', `/${stream}/_search`, asked)) as { hits: { hits: Hit[] } };
  if (hits.hits.length !== ids.length) throw new Error(`${hits.hits.length} of ${ids.length} documents are there`);
  return hits.hits.map(({ _index, _id, _seq_no, _primary_term }) => {
    return { _index, _id, if_seq_no: _seq_no, if_primary_term: _primary_term };
  });
}

const OTHERWISE: Readonly<Record<string, InStore>> = {
  ...NOT_ASKED_FOR,
  // A document in which a member stands twice.
  'adds a second attribute of a signed name': 'REFUSED',
};

describeTampering({
  folder: () => folder,
  otherwise: OTHERWISE,
  tampered: async (file, apply) => {
    tried += 1;
    const stream = `logs-tampered${tried}.otel-default`;
    const { honest, updated, removed, added } = changeOf(file, apply);
    await bulk(
      store.url,
      [...honest].flatMap(([_id, document]) => [{ create: { _index: stream, _id } }, document]),
    );
    const [changed, gone] = [await found(stream, [...updated.keys()]), await found(stream, removed)];
    await bulk(store.url, [
      ...changed.flatMap((place) => [{ index: place }, updated.get((place as Hit)._id) as string]),
      ...gone.map((place) => ({ delete: place })),
      ...added.flatMap((document) => [{ create: { _index: stream } }, document]),
    ]);
    return [`elasticsearch:${store.url}`, '--index', stream];
  },
});
