import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkCreate } from '../stores/search-api.ts';
import { troubledReading } from '../stores/troubled-reading.ts';

const INDEX = 'logs-reading.otel-default';
const RECORDS = 3_500;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-reading-'));
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  keys = await generateKeys(folder);
  const receiver = await otlpReceiver((request) => bulkCreate(store.url, INDEX, [...otelDocuments(request)]));
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: receiver.url, records: RECORDS });
  await receiver.close();
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

troubledReading('OpenSearch', () => ({
  keys,
  url: store.url,
  records: RECORDS + 2,
  source: (url) => [`opensearch:${url}`, '--index', INDEX],
  async restart() {
    const port = Number(new URL(store.url).port);
    await store.stop();
    store = await OpenSearch.start(folder, port);
  },
}));
