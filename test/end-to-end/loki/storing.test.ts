import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { lokiBinary } from '../../backends/loki/build.ts';
import { Loki } from '../../backends/loki/loki.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import type { Collector } from '../../backends/otelcol/collector.ts';
import { collectorToLoki } from '../dashboards/shipped-collector.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { blocksOf, installedFolder, runStep } from '../stores/documented-page.ts';
import { A_YEAR, expectHistory } from '../stores/expect-history.ts';
import { otlpReceiver, requestWith, sealTraffic, sequenceOf } from '../stores/sealed-traffic.ts';
import { sentTwice } from '../stores/sent-twice.ts';
import { verifyStore } from '../stores/verify-store.ts';

const HOUR_MS = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'otelseal-loki-storing-'));
const file = shippedPath('storage/loki/loki.yaml');
let loki: Loki;
let collector: Collector;
let keys: Keys;

beforeAll(async () => {
  keys = await generateKeys(folder);
  loki = await Loki.startFrom({ folder: join(folder, 'loki'), file });
  collector = await collectorToLoki(join(folder, 'collector'), loki.url);
});
afterAll(async () => {
  await collector?.stop();
  await loki?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until so many sealed records are there; checkpoints, whose number depends on time, are not counted. */
async function until(service: string, records: number): Promise<void> {
  const leaves = `sum(count_over_time({service_name="${service}"} | audit_sequence_number!="" [25h]))`;
  await expect.poll(() => number(leaves), { timeout: 20_000 }).toBe(records);
}

async function number(query: string): Promise<number> {
  const answer = await fetch(`${loki.url}/loki/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await answer.json()) as { data: { result: readonly { value: readonly [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0);
}

const verify = (service: string) =>
  verifyStore(`loki:${loki.url}`, keys, '--selector', `{service_name="${service}"}`, '--from', '25h');

describe("Loki's configuration", () => {
  it('is accepted by Loki, and the one of the collector by the collector, by the commands of the page', async () => {
    const home = installedFolder('otelseal-loki-page-');
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    mkdirSync(join(home, 'bin'));
    symlinkSync(await lokiBinary(), join(home, 'bin', 'loki'));
    symlinkSync(await collectorBinary('v0.155'), join(home, 'bin', 'otelcol-contrib'));
    const PATH = `${join(home, 'bin')}:${process.env['PATH']}`;
    const { code, said } = await runStep(blocksOf('docs/loki.md')('sh step=check'), home, { PATH });
    expect([code, said]).toEqual([0, expect.stringContaining('config is valid')]);
  });

  it('keeps the classes of retention apart, control records included, and each is INTACT', async () => {
    const attributesOf = (index: number) => ({ 'security.retention.class': index % 2 === 0 ? 'audit' : 'operational' });
    await sealTraffic({ service: 'classes', keyFile: keys.keyFile, url: collector.url, records: 20, attributesOf });
    await until('classes', 20 + 2 * 2);
    const streams = '{service_name="classes"} | event_name!="audit.checkpoint"';
    expect(await number(`sum(count_over_time(${streams} | retention_class="operational" [1h]))`)).toBe(12);
    expect(await number(`sum(count_over_time(${streams} | retention_class="" [1h]))`)).toBe(12);
    expect(await number('sum(count_over_time({service_name="classes", retention_class="operational"} [1h]))')).toBe(12);
    expect(await verify('classes')).toMatchObject({ code: 0 });
  });

  it('is asked whether the promised history is still there, and says so where a part of it is not', async () => {
    const asked = (name: string) => [`loki:${loki.url}`, '--selector', `{deployment_environment="${name}"}`] as const;
    const stored = async (name: string, lost: readonly number[]): Promise<void> => {
      const receiver = await otlpReceiver(async (request) => {
        const body = JSON.stringify(
          requestWith(request, (record) => (lost.includes(sequenceOf(record) ?? 0) ? undefined : record)),
        );
        const headers = { 'Content-Type': 'application/json' };
        const answer = await fetch(loki.otlpUrl, { method: 'POST', body, headers });
        if (!answer.ok) throw new Error(`Loki answered ${answer.status}: ${await answer.text()}`);
      });
      const resource = { 'deployment.environment': name };
      const { keyFile } = keys;
      await sealTraffic({ service: 'shop', keyFile, url: receiver.url, records: 20, sealing: A_YEAR, resource });
      await receiver.close();
    };
    await stored('whole', []);
    await expectHistory('complete', asked('whole'), keys);
    await stored('holed', [10, 11, 12]);
    await expectHistory('not complete', asked('holed'), keys);
  }, 240_000);

  it('holds a record once that was sent twice', async () => {
    const again = await sentTwice(collector.url);
    await sealTraffic({ service: 'twice', keyFile: keys.keyFile, url: again.url, records: 20 });
    await again.close();
    await until('twice', 20 + 2); // the collector has a queue of its own
    const { code, report } = await verify('twice');
    expect([code, report.findings]).toEqual([0, []]);
  });

  it('takes in what a spool held back for most of a day', async () => {
    await sealTraffic({ service: 'late', keyFile: keys.keyFile, url: collector.url, records: 5 });
    await until('late', 7);
    // The streams are the same, so that Loki compares with the newest record in them.
    const timeOf = (index: number) => Date.now() - 20 * HOUR_MS + index;
    await sealTraffic({ service: 'late', keyFile: keys.keyFile, url: collector.url, records: 5, timeOf });
    await until('late', 14);
    expect(await verify('late')).toMatchObject({ code: 0 });
  });
});
