import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { verifyStore } from '../stores/verify-store.ts';
import { bulkWriter } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const INDEX = 'logs-otelseal.audit.otel-default';
const HOUR_MS = 3_600_000;
const OUTAGE_MS = 10 * HOUR_MS;
const RECORDS = scaled(60);
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-outage-'));
let store: OpenSearch;
let writer: Awaited<ReturnType<typeof bulkWriter>>;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  await installAsDocumented(store.url);
  // Nothing is acknowledged before OpenSearch has it: the spool of the service is the queue.
  writer = await bulkWriter(
    () => store.url,
    () => INDEX,
  );
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await writer.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** @param goes how OpenSearch goes away, after the records that it still gets */
async function throughOutage(service: string, before: number, goes: () => Promise<void>): Promise<void> {
  const port = Number(new URL(store.url).port);
  await sealTraffic({
    service,
    keyFile: keys.keyFile,
    url: writer.url,
    records: RECORDS,
    spool: { directory: join(folder, `spool-${service}`) },
    timeOf: (index) => Date.now() - OUTAGE_MS + (index * OUTAGE_MS) / RECORDS,
    deliverEach: 0,
    afterEach: async (index) => {
      if (index === before) await goes();
      await sleep(20);
    },
    beforeEnd: async () => {
      store = await OpenSearch.start(folder, port);
    },
  });
}

async function expectAll(service: string): Promise<void> {
  await searchApi(store.url, 'POST', `/${INDEX}/_refresh`);
  const { code, report } = await verifyStore(`opensearch:${store.url}`, keys, '--index', INDEX);
  expect([code, report.findings, report.conditions]).toEqual([0, [], []]); // nor a copy of what had arrived
  const ofService = { term: { 'resource.attributes.service.name': service } };
  const ofRecords = { term: { 'attributes.event.name': 'security.authn.login.failure' } };
  const query = { bool: { filter: [ofService, ofRecords] } };
  const { count } = (await searchApi(store.url, 'POST', `/${INDEX}/_count`, { query })) as { readonly count: number };
  expect(count).toBe(RECORDS);
}

describe('an outage of OpenSearch', { timeout: 300_000 }, () => {
  it('loses nothing behind a writer that hands refusals back, however long it was', async () => {
    await store.stop();
    await throughOutage('shop', 0, () => Promise.resolve());
    await expectAll('shop');
  });

  it('loses nothing and doubles nothing where it was killed between two writes', async () => {
    await throughOutage('bank', Math.floor(RECORDS / 3), () => store.kill());
    await expectAll('bank');
  });
});
