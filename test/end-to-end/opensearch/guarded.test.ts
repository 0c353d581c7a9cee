import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { generateKeys, type Keys, otelseal } from '../otelcol/command.ts';
import { makeCertificates } from '../stores/certificates.ts';
import { guardedCases } from '../stores/guarded-cases.ts';
import { GuardedStore } from '../stores/guarded-store.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { bulkWriter } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const INDEX = 'logs-otelseal.audit.otel-default';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-guarded-'));
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  keys = await generateKeys(folder);
  const writer = await bulkWriter(
    () => store.url,
    () => INDEX,
  );
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: writer.url, records: 20 });
  await writer.close();
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const source = (url: string): readonly string[] => [`opensearch:${url}`, '--index', 'logs-otelseal.*'];

guardedCases(
  'OpenSearch',
  /^(?:POST \/logs-[^/]+\/_search\/point_in_time|POST \/_search|DELETE \/_search\/point_in_time)$/,
  () => ({ keys, folder, url: store.url, source }),
);

it('OpenSearch is verified also where the role may not close what it opened', async () => {
  const certificates = makeCertificates(join(folder, 'certificates-2'));
  const allows = /^POST \/(?:logs-[^/]+\/_search\/point_in_time|_search)$/;
  const guarded = await GuardedStore.start(store.url, { allows }, certificates);
  const ran = await otelseal(
    'verify',
    ...source(guarded.url),
    '--trust',
    keys.trust,
    '--store-ca',
    certificates.authority,
  );
  await guarded.close();
  expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^INTACT /) });
  expect([...new Set(guarded.refused)]).toEqual(['DELETE /_search/point_in_time']);
});
