import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { Loki, type LokiOptions } from '../../backends/loki/loki.ts';
import { Collector } from '../../backends/otelcol/collector.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys, otelsealWith } from '../otelcol/command.ts';
import { subFolder, testFolder } from '../otelcol/test-folder.ts';
import { documentedSettings } from '../stores/documented-settings.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { verifyStore } from '../stores/verify-store.ts';

const INTACT = expect.stringMatching(/^INTACT \d+ records in \d+ streams?, /);
interface LokiSettings {
  readonly limits_config: Readonly<Record<string, unknown>>;
  readonly ingester: Readonly<Record<string, unknown>>;
}

/** A stream for each time slot, and old records found in memory. */
const { limits_config: limits, ingester } = documentedSettings<LokiSettings>('limits_config');
const FOR_LATE_RECORDS: Partial<LokiOptions> = { limits, ingester };
const MINUTE_MS = 60_000;
/** A collector's queue takes a thousand requests; each record is one here, and its checkpoint another. */
const RECORDS = Math.min(scaled(90), 400);

const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-outage-'));
let keys: Keys;

beforeAll(async () => {
  keys = await generateKeys(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Records are dated evenly through an outage until now. */
const through =
  (outageMs: number) =>
  (index: number): number =>
    Date.now() - outageMs + (index * outageMs) / RECORDS;
const verify = (loki: Loki, ...more: readonly string[]) =>
  verifyStore(`loki:${loki.url}`, keys, '--from', '1h', ...more);

/** Ends with the test, whatever becomes of it. */
async function lokiWith(options: LokiOptions): Promise<Loki> {
  const loki = await Loki.start(options);
  onTestFinished(() => loki.stop());
  return loki;
}

/** Loki that can go away and come back where it was. */
async function lokiThatGoes(options: Partial<LokiOptions> = {}) {
  const home = subFolder(testFolder(), 'loki');
  const first = await lokiWith({ folder: home, ...options });
  const port = Number(new URL(first.url).port);
  let loki = first;
  return {
    url: first.url,
    otlpUrl: first.otlpUrl,
    goAway: () => loki.stop(),
    async comeBack(): Promise<Loki> {
      loki = await lokiWith({ folder: home, port, ...options });
      return loki;
    },
  };
}

/** A collector as people run it: ten senders, each of which tries what it has until it is taken. */
function collectorFor(url: string): Promise<Collector> {
  const retry = { initial_interval: '500ms', max_interval: '3s', max_elapsed_time: 0 };
  return Collector.start({
    version: 'v0.155',
    folder: subFolder(testFolder(), 'collector'),
    exporters: { otlp_http: { endpoint: `${url}/otlp`, compression: 'none', retry_on_failure: retry } },
  });
}

describe('an outage of Loki that is longer than its window', { timeout: 300_000 }, () => {
  async function throughCollector(options: Partial<LokiOptions>, outageMs: number, more: object = {}) {
    const store = await lokiThatGoes(options);
    const collector = await collectorFor(store.url);
    await store.goAway();
    const traffic = { service: 'shop', keyFile: keys.keyFile, url: collector.url, records: RECORDS };
    await sealTraffic({ ...traffic, ...more, timeOf: through(outageMs), deliverEach: 1 });
    const loki = await store.comeBack();
    await sleep(6_000); // twice the longest pause of a sender
    await collector.stop();
    return { loki, verified: await verify(loki), log: collector.log };
  }

  it('loses records behind a collector that sends by ten, where Loki keeps them in one stream; the spool still has them', async () => {
    const spool = { directory: join(testFolder(), 'spool') };
    const { loki, verified, log } = await throughCollector({}, 120 * MINUTE_MS, { spool });
    expect(log).toContain('entry too far behind');
    expect([verified.code, verified.report.findings[0]?.verdict]).toEqual([1, 'MISSING']);

    const report = join(testFolder(), 'report.json');
    writeFileSync(report, JSON.stringify(verified.report));
    const toLoki = { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: loki.otlpUrl };
    const repaired = await otelsealWith(toLoki, 'spool', 'repair', '--missing', report, '--spool', spool.directory);
    expect(repaired).toMatchObject({ code: 0, out: expect.stringContaining('; 0 refused') });
    expect(await verify(loki)).toMatchObject({ code: 0, firstLine: INTACT });
  });

  it('loses nothing behind the same collector where Loki has a stream for each time slot', async () => {
    const { verified, log } = await throughCollector(FOR_LATE_RECORDS, 600 * MINUTE_MS);
    expect(log).not.toContain('too far behind');
    expect(verified).toMatchObject({ code: 0, firstLine: INTACT });
  });
});

describe('records that are older than what Loki has of the same stream, sent to Loki itself', {
  timeout: 300_000,
}, () => {
  /** Two instances that do not say which they are: one that was cut off, after one that was not. */
  async function oneAfterTheOther(loki: Loki, outageMs: number, spool: (instance: string) => object): Promise<void> {
    const traffic = { service: 'shop', keyFile: keys.keyFile, url: loki.otlpUrl, instance: null };
    await sealTraffic({ ...traffic, ...spool('a'), records: scaled(20) });
    await sealTraffic({ ...traffic, ...spool('b'), records: RECORDS, timeOf: through(outageMs) });
  }
  const fromSpool = (instance: string): object => ({ spool: { directory: join(testFolder(), instance) } });

  it.each([
    ['from a spool', fromSpool],
    ['from memory', () => ({})],
  ])('are taken under a label of their own where Loki tells of all that it refuses: %s', async (_, spool) => {
    const loki = await lokiWith({ folder: testFolder(), limits: { shard_streams: { enabled: false } } });
    await oneAfterTheOther(loki, 120 * MINUTE_MS, spool);
    expect(await verify(loki)).toMatchObject({ code: 0, firstLine: INTACT });
    const labels = await labelValues(loki, 'k8s_job_name');
    expect(labels.length).toBeGreaterThanOrEqual(2);
    expect(labels).toEqual(labels.filter((label) => /^otelseal-late-[-\d]+T\d\d:[03]0:00Z$/.test(label)));
  });

  it('are taken as they are where Loki has a stream for each time slot', async () => {
    const loki = await lokiWith({ folder: testFolder(), ...FOR_LATE_RECORDS });
    await oneAfterTheOther(loki, 600 * MINUTE_MS, fromSpool);
    expect(await verify(loki)).toMatchObject({ code: 0, firstLine: INTACT });
    expect(await labelValues(loki, 'k8s_job_name')).toEqual([]);
  });
});

/** What is an hour by default is eight seconds here. */
describe('an outage of a real length', { timeout: 300_000 }, () => {
  it('loses nothing of two instances that write to their spools meanwhile and share a stream of Loki', async () => {
    const store = await lokiThatGoes({ ingester: { max_chunk_age: '16s' } });
    const traffic = { service: 'shop', keyFile: keys.keyFile, url: store.otlpUrl, instance: null, deliverEach: 0 };
    const sealing = { timeSlotMs: 4_000 };
    await store.goAway();
    const emitted = { a: 0, b: 0 };
    const instance = (name: 'a' | 'b', back: Promise<unknown>) =>
      sealTraffic({
        ...traffic,
        sealing,
        spool: { directory: join(folder, `real-${name}`) },
        records: 48,
        afterEach: async (index) => {
          emitted[name] = index;
          await sleep(250);
        },
        beforeEnd: async () => void (await back),
      });
    const returned = Promise.withResolvers<Loki>();
    const both = [
      instance('a', returned.promise),
      instance(
        'b',
        returned.promise.then(() => sleep(3_000)),
      ),
    ];
    await sleep(13_000);
    await expect.poll(() => emitted, { timeout: 60_000 }).toEqual({ a: 48, b: 48 }); // a busy machine takes longer
    const loki = await store.comeBack();
    returned.resolve(loki);
    await Promise.all(both);
    expect(await verify(loki)).toMatchObject({ code: 0, firstLine: INTACT });
  });
});

async function labelValues(loki: Loki, label: string): Promise<readonly string[]> {
  const start = `${Date.now() - 24 * 60 * MINUTE_MS}000000`;
  const answer = await fetch(`${loki.url}/loki/api/v1/label/${label}/values?start=${start}`, {
    signal: AbortSignal.timeout(30_000),
  });
  const { data = [] } = (await answer.json()) as { readonly data?: readonly string[] };
  return data;
}
