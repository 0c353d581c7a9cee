import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { generateKeys, type Keys, otelseal } from '../otelcol/command.ts';
import { expectWholeAndPart } from '../stores/expect-whole-and-part.ts';
import { exportEvidence } from '../stores/exported-evidence.ts';
import { HOSTILE_TEXTS, sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { bulkWriter } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const INDEX = 'logs-otelseal.audit.otel-default';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-evidence-'));
let store: OpenSearch;
let keys: Keys;
let middle = '';

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  keys = await generateKeys(folder);
  const writer = await bulkWriter(
    () => store.url,
    () => INDEX,
  );
  await sealTraffic({
    service: 'shop',
    keyFile: keys.keyFile,
    url: writer.url,
    records: 24,
    attributesOf: (index) => ({
      'app.text': HOSTILE_TEXTS[index % HOSTILE_TEXTS.length],
      'app.number': index,
      'app.list': ['a', 'b'],
    }),
    afterEach: async (index) => {
      if (index === 12) middle = new Date().toISOString();
      await sleep(120); // so that a checkpoint, one a second, lies in between
    },
  });
  await writer.close();
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const exported = (...more: readonly string[]) =>
  exportEvidence(`opensearch:${store.url}`, folder, keys, '--index', 'logs-otelseal.*', ...more);
describe('evidence exported from OpenSearch', { timeout: 120_000 }, () => {
  it('is INTACT without OpenSearch, as a whole and as a range that holds less', async () => {
    await expectWholeAndPart(exported, { file: 'records.elasticsearch.jsonl', part: ['--from', middle] });
  });

  it('shows what OpenSearch showed, not what was signed', async () => {
    const honest = await exported();
    await searchApi(store.url, 'POST', `/${INDEX}/_update_by_query?refresh=true`, {
      query: { term: { 'attributes.app.number': 7 } },
      script: { lang: 'painless', source: "ctx._source.body.text = 'nothing happened'" },
    });
    const { code, verified } = await exported();
    expect([code, verified]).toEqual([
      1,
      expect.stringMatching(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #\d+ body /),
    ]);
    // What was exported before somebody updated it by query proves what was there.
    expect(await otelseal('evidence', 'verify', honest.bundle, '--trust', keys.trust)).toMatchObject({ code: 0 });
  });
});
