import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { verifyStore } from '../stores/verify-store.ts';

const INDEX = 'logs-generic.otel-default';
const HOUR_MS = 3_600_000;
const OUTAGE_MS = 10 * HOUR_MS;
const RECORDS = scaled(60);
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-outage-'));
let store: Elasticsearch;
let keys: Keys;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  await installOtelTemplate(store.url);
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Documented {
  readonly exporters: { readonly elasticsearch: Readonly<Record<string, unknown>> };
}

/** Nothing is acknowledged before Elasticsearch has it: the spool of the service is the queue. */
function collector(): Promise<Collector> {
  return Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, 'collector'),
    exporters: {
      elasticsearch: { ...documentedSettings<Documented>('exporters').exporters.elasticsearch, endpoints: [store.url] },
    },
  });
}

describe('an outage of Elasticsearch', { timeout: 300_000 }, () => {
  it('loses nothing behind a collector that hands refusals back, however long it was', async () => {
    const port = Number(new URL(store.url).port);
    const through = await collector();
    await store.stop();
    await sealTraffic({
      service: 'shop',
      keyFile: keys.keyFile,
      url: through.url,
      records: RECORDS,
      spool: { directory: join(folder, 'spool') },
      timeOf: (index) => Date.now() - OUTAGE_MS + (index * OUTAGE_MS) / RECORDS,
      deliverEach: 0,
      afterEach: () => sleep(20),
      beforeEnd: async () => {
        store = await Elasticsearch.start(folder, port);
      },
    });
    await through.stop();
    await searchApi(store.url, 'POST', `/${INDEX}/_refresh`);
    const verified = await verifyStore(`elasticsearch:${store.url}`, keys, '--index', INDEX);
    expect([verified.code, verified.report.findings]).toEqual([0, []]);
    expect(verified.report.streams.reduce((sum, { records }) => sum + records, 0)).toBe(RECORDS + 2);
  });
});
