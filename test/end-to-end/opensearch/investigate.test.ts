import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { askStore, type Covered, type Story } from '../stores/ask-store.ts';
import { otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-story-'));
const INDEX = 'logs-story.otel-default';
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  keys = await generateKeys(folder);
  const receiver = await otlpReceiver((request) => bulkCreate(store.url, INDEX, [...otelDocuments(request)]));
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: receiver.url, records: 20 });
  await receiver.close();
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('OpenSearch', () => {
  it('gives stories of signed values, before and after somebody updated them by query, and its coverage', async () => {
    const source = [`opensearch:${store.url}`, '--index', INDEX];
    const ask = (): Promise<Story> => askStore<Story>(['investigate', ...source, '--actor', 'user-7'], keys);
    const before = await ask();
    expect(before.verdictLine).toMatch(/^INTACT 22 records/);
    expect(before.rows).toMatchObject([
      { actor: 'user-7', client: '198.51.100.23', outcome: 'failure', seal: 'sealed' },
    ]);

    const { events } = await askStore<Covered>(['coverage', ...source], keys);
    expect(events.filter(({ proven }) => proven > 0)).toMatchObject([
      { event: 'security.authn.login.failure', proven: 20, unsealed: 0 },
    ]);

    await searchApi(store.url, 'POST', `/${INDEX}/_update_by_query?refresh=true&conflicts=proceed`, {
      query: { term: { 'attributes.audit.sequence.number': 8 } },
      script: { lang: 'painless', source: "ctx._source.body.text = 'nothing happened'" },
    });
    const after = await ask();
    expect(after.verdictLine).toMatch(/^NOT INTACT DISPLAY_MISMATCH /);
    expect(after.rows).toMatchObject([{ actor: 'user-7', seal: 'DISPLAY_MISMATCH body' }]);
    expect(after.rows[0]?.message).toContain('failed to log in');
  });
});
