import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { installOtelTemplate } from '../stores/otel-template.ts';
import { type DrillSettings, drillStep } from '../stores/restore-drill.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';

/** A pattern: of an index that is gone by its full name, Elasticsearch says that it cannot be asked. */
const INDICES = 'logs-generic.otel-*';
const RECORDS = scaled(120);
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-drill-'));
const spool = join(folder, 'spool');
const archive = join(folder, 'archive.jsonl');
let store: Elasticsearch;
let collector: Collector;
let keys: Keys;

interface Documented {
  readonly exporters: { readonly elasticsearch: Readonly<Record<string, unknown>> };
}

beforeAll(async () => {
  store = await Elasticsearch.start(subFolder(folder, 'store'));
  await installOtelTemplate(store.url);
  keys = await generateKeys(folder);
  const { elasticsearch } = documentedSettings<Documented>('exporters').exporters;
  collector = await Collector.start({
    version: 'v0.120',
    folder: subFolder(folder, 'collector'),
    exporters: { elasticsearch: { ...elasticsearch, endpoints: [store.url] } },
  });
  const second = await Collector.start({
    version: 'v0.165',
    folder: subFolder(folder, 'second'),
    exporters: fileExporter(archive),
  });
  const traffic = { service: 'shop', keyFile: keys.keyFile, url: collector.url, records: RECORDS };
  await sealTraffic({ ...traffic, spool: { directory: spool }, secondOtlp: { url: second.url } });
  await second.stop();
});
afterAll(async () => {
  await collector.stop();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): DrillSettings => ({
  store: `elasticsearch:${store.url} --index ${INDICES}`,
  receiver: collector.url,
  spool,
  archive,
  trust: keys.trust,
});

async function step(name: string) {
  await searchApi(store.url, 'POST', `/${INDICES}/_refresh`);
  return drillStep(name, settings(), folder);
}

async function lose(): Promise<void> {
  const port = Number(new URL(store.url).port);
  await store.stop();
  rmSync(join(folder, 'store'), { recursive: true });
  store = await Elasticsearch.start(subFolder(folder, 'store'), port);
  await installOtelTemplate(store.url);
}

describe('an Elasticsearch whose data folder is gone', { timeout: 240_000 }, () => {
  it.each(['from-spool', 'from-archive'])('is rebuilt %s and proved', async (way) => {
    expect(await step('proved')).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^INTACT ${RECORDS + 2} records`)),
    });
    await lose();
    expect(await step('lost')).toMatchObject({ code: 2, out: expect.stringMatching(/^NOT PROVEN NOTHING_SEALED/) });
    expect(await step(way)).toMatchObject({ code: 0 });
    expect(await step('proved')).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^INTACT ${RECORDS + 2} records`)),
    });
  });
});
