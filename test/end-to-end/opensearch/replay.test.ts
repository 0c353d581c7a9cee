import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { expectSameIncidents } from '../stores/replayed-hour.ts';
import { bulkCreate } from '../stores/search-api.ts';
import { installAsDocumented } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-replay-'));
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a replay of what OpenSearch holds', { timeout: 300_000 }, () => {
  it('says the same as one of the file, whatever came first, in which data stream and however often', async () => {
    let written = 0;
    await expectSameIncidents({
      source: [`opensearch:${store.url}`, '--index', 'logs-otelseal.*'],
      folder,
      keyFile: keys.keyFile,
      events: scaled(300),
      write: (request) => {
        written += 1;
        const index = `logs-otelseal.audit.otel-${written % 2 === 0 ? 'even' : 'odd'}`;
        return bulkCreate(store.url, index, [...otelDocuments(request)]);
      },
    });
  });
});
