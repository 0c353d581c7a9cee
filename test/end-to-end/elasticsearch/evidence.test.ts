import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { expectWholeAndPart } from '../stores/expect-whole-and-part.ts';
import { exportEvidence } from '../stores/exported-evidence.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { HOSTILE_TEXTS, sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';

const INDEX = 'logs-generic.otel-evidence';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-evidence-'));
let store: Elasticsearch;
let keys: Keys;
let middle = '';

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installOtelTemplate(store.url);
  keys = await generateKeys(folder);
  const collector = await Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, 'collector'),
    exporters: {
      elasticsearch: {
        endpoints: [store.url],
        mapping: { mode: 'otel' },
        logs_dynamic_index: { enabled: true },
        flush: { interval: '200ms' },
        retry: { max_retries: 5 },
      },
    },
  });
  await sealTraffic({
    service: 'shop',
    keyFile: keys.keyFile,
    url: collector.url,
    records: 24,
    resource: { 'data_stream.namespace': 'evidence' },
    attributesOf: (index) => ({
      'app.text': HOSTILE_TEXTS[index % HOSTILE_TEXTS.length],
      'app.number': index,
      'app.double': index / 3,
    }),
    afterEach: async (index) => {
      if (index === 12) middle = new Date().toISOString();
      await sleep(120); // so that a checkpoint, one a second, lies in between
    },
  });
  await collector.stop();
  await searchApi(store.url, 'POST', `/${INDEX}/_refresh`);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const exported = (...more: readonly string[]) =>
  exportEvidence(`elasticsearch:${store.url}`, folder, keys, '--index', INDEX, ...more);

describe('evidence exported from Elasticsearch', () => {
  it('is INTACT without Elasticsearch, as a whole and as a range that holds less', { timeout: 120_000 }, async () => {
    await expectWholeAndPart(exported, { file: 'records.elasticsearch.jsonl', part: ['--from', middle] });
  });

  it('shows what Elasticsearch showed, not what was signed', { timeout: 120_000 }, async () => {
    const query = { term: { 'attributes.app.number': 7 } };
    const found = (await searchApi(store.url, 'POST', `/${INDEX}/_search`, { query })) as {
      readonly hits: { readonly hits: readonly { readonly _index: string; readonly _id: string }[] };
    };
    const [hit] = found.hits.hits;
    const change = { doc: { body: { text: 'nothing happened' } } };
    await searchApi(store.url, 'POST', `/${hit?._index}/_update/${hit?._id}?refresh=true`, change);
    const { code, verified } = await exported();
    expect([code, verified]).toEqual([
      1,
      expect.stringMatching(/^NOT INTACT DISPLAY_MISMATCH [0-9a-f]{32} #\d+ body /),
    ]);
  });
});
