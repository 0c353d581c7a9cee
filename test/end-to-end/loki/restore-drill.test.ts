import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Loki, type LokiOptions } from '../../backends/loki/loki.ts';
import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { subFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { type DrillSettings, drillStep } from '../stores/restore-drill.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';

const { limits_config: limits, ingester } = documentedSettings<
  Required<Pick<LokiOptions, 'ingester'>> & { limits_config: object }
>('limits_config');
const RECORDS = scaled(120);
const DAY_MS = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-drill-'));
const data = join(folder, 'loki');
const spool = join(folder, 'spool');
const archive = join(folder, 'archive.jsonl');
let loki: Loki;
let keys: Keys;

beforeAll(async () => {
  loki = await Loki.start({ folder: subFolder(folder, 'loki'), limits: { ...limits }, ingester });
  keys = await generateKeys(folder);
  const second = await Collector.start({
    version: 'v0.165',
    folder: subFolder(folder, 'collector'),
    exporters: fileExporter(archive),
  });
  await sealTraffic({
    service: 'shop',
    keyFile: keys.keyFile,
    url: loki.otlpUrl,
    records: RECORDS,
    spool: { directory: spool },
    secondOtlp: { url: second.url },
    timeOf: (index) => Date.now() - DAY_MS + (index * DAY_MS) / RECORDS,
  });
  await second.stop();
});
afterAll(async () => {
  await loki.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (): DrillSettings => ({
  store: `loki:${loki.url}`,
  receiver: loki.otlpUrl,
  spool,
  archive,
  trust: keys.trust,
});
const step = (name: string) => drillStep(name, settings(), folder);

async function lose(): Promise<void> {
  const port = Number(new URL(loki.url).port);
  await loki.stop();
  rmSync(data, { recursive: true });
  loki = await Loki.start({ folder: subFolder(folder, 'loki'), port, limits: { ...limits }, ingester });
}

describe('a Loki whose data folder is gone', { timeout: 240_000 }, () => {
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
