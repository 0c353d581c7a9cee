import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { installShippedTemplates } from '../dashboards/shipped-templates.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { troubledReading } from '../stores/troubled-reading.ts';
import { sealInto } from './seal-into.ts';

const INDEX = 'logs-otelseal.audit.otel-reading';
const RECORDS = 3_500;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-reading-'));
let store: Elasticsearch;
let keys: Keys;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  keys = await generateKeys(folder);
  await sealInto(store.url, INDEX, { service: 'shop', keyFile: keys.keyFile, records: RECORDS });
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

troubledReading('Elasticsearch', () => ({
  keys,
  url: store.url,
  records: RECORDS + 2,
  source: (url) => [`elasticsearch:${url}`, '--index', INDEX],
  async restart() {
    const port = Number(new URL(store.url).port);
    await store.stop();
    store = await Elasticsearch.start(folder, port);
  },
}));
