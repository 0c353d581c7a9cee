import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { clockCases } from '../stores/clock-cases.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkWriter } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-clocks-'));
let store: OpenSearch;
let keys: Keys;
let streams = 0;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

clockCases('OpenSearch', () => ({
  keys,
  takes: [1_000, Date.UTC(2262, 3, 11)],
  async stored(options) {
    streams += 1;
    const index = `logs-otelseal.audit.otel-clock${streams}`;
    const writer = await bulkWriter(
      () => store.url,
      () => index,
    );
    await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: writer.url, records: 0, ...options });
    await writer.close();
    return [`opensearch:${store.url}`, '--index', index];
  },
}));
