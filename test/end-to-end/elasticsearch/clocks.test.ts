import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { installShippedTemplates } from '../dashboards/shipped-templates.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { clockCases } from '../stores/clock-cases.ts';
import { sealInto } from './seal-into.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-clocks-'));
let store: Elasticsearch;
let keys: Keys;
let streams = 0;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

clockCases('Elasticsearch', () => ({
  keys,
  takes: [1_000, Date.UTC(2262, 3, 11)],
  async stored(options) {
    streams += 1;
    const index = `logs-otelseal.audit.otel-clock${streams}`;
    await sealInto(store.url, index, { service: 'shop', keyFile: keys.keyFile, records: 0, ...options });
    return [`elasticsearch:${store.url}`, '--index', index];
  },
}));
