import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { type DrillSettings, drillStep } from '../stores/restore-drill.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { bulkWriter, collectorBefore } from './bulk-writer.ts';
import { installAsDocumented } from './templates.ts';

const INDEX = 'logs-otelseal.audit.otel-default';
const INDICES = 'logs-otelseal.*';
const RECORDS = scaled(120);
const INTACT = expect.stringMatching(new RegExp(`^INTACT ${RECORDS + 2} records`));
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-drill-'));
const spool = join(folder, 'spool');
const archive = join(folder, 'archive.jsonl');
let store: OpenSearch;
let writer: Awaited<ReturnType<typeof bulkWriter>>;
let collector: Collector;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(subFolder(folder, 'store'));
  await installAsDocumented(store.url);
  keys = await generateKeys(folder);
  writer = await bulkWriter(
    () => store.url,
    () => INDEX,
  );
  collector = await collectorBefore(writer, subFolder(folder, 'collector'));
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
  await writer.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): DrillSettings => ({
  store: `opensearch:${store.url} --index ${INDICES}`,
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
  store = await OpenSearch.start(subFolder(folder, 'store'), port);
  await installAsDocumented(store.url);
}

describe('an OpenSearch whose data folder is gone', { timeout: 240_000 }, () => {
  it.each(['from-spool', 'from-archive'])('is rebuilt %s and proved', async (way) => {
    expect(await step('proved')).toMatchObject({ code: 0, out: INTACT });
    await lose();
    expect(await step('lost')).toMatchObject({ code: 2, out: expect.stringMatching(/^NOT PROVEN NOTHING_SEALED/) });
    expect(await step(way)).toMatchObject({ code: 0 });
    expect(await step('proved')).toMatchObject({ code: 0, out: INTACT });
  });
});
