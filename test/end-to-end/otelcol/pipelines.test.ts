import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal } from '@otelseal/node';
import { R35 } from '@otelseal/testing';
import { describe, expect, it, vi } from 'vitest';

import { freePort } from '../../backends/free-port.ts';
import { Collector, fileExporter, hopTo } from '../../backends/otelcol/collector.ts';
import { aDayInTheShop } from './a-day-in-the-shop.ts';
import { generateKeys, verify } from './command.ts';
import { emitLoginFailures } from './emitting-application.ts';
import { subFolder, testFolder } from './test-folder.ts';

const INTACT = expect.stringMatching(/^INTACT \d+ records in \d+ streams?, /);

describe('a day in the shop through the collector', () => {
  it.each(['http/json', 'http/protobuf'] as const)('is INTACT over %s', async (protocol) => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const file = join(folder, 'logs.jsonl');
    const collector = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(file) });
    await aDayInTheShop(collector.url, keys.keyFile, protocol);
    await collector.stop();
    const { code, firstLine, report } = await verify(file, keys);
    expect([code, firstLine, report.findings, report.gaps]).toEqual([0, INTACT, [], []]);
    expect(report.streams.map(({ retention }) => retention).sort()).toEqual(['audit', 'operational']);
    expect(report.streams.every(({ closed, trusted }) => closed && trusted)).toBe(true);
    expect(report.streams.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThan(50);
  });
});

describe('two hops', () => {
  it.each([
    ['protobuf and gzip', 'proto', 'gzip'],
    ['JSON', 'json', 'none'],
  ] as const)(
    'by %s between the collectors leave the evidence INTACT and the line as it was',
    async (_what, encoding, compression) => {
      const folder = testFolder();
      const keys = await generateKeys(folder);
      const [near, far] = [join(folder, 'near.jsonl'), join(folder, 'far.jsonl')];
      const last = await Collector.start({
        version: 'v0.155',
        folder: subFolder(folder, 'far'),
        exporters: fileExporter(far),
      });
      const first = await Collector.start({
        version: 'v0.165',
        folder: subFolder(folder, 'near'),
        exporters: { ...fileExporter(near), ...hopTo(last, encoding, compression) },
      });
      await emitLoginFailures({
        service: 'shop',
        keyFile: keys.keyFile,
        url: first.url,
        bursts: [40, 1, 300],
        ordinary: 3,
      });
      await first.stop();
      await last.stop();
      expect(await verify(far, keys)).toMatchObject({ code: 0, firstLine: INTACT });
      expect(sortedLines(far)).toEqual(sortedLines(near));
    },
  );
});

describe('a collector on the way', () => {
  it('may batch and regroup', async () => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const file = join(folder, 'logs.jsonl');
    const collector = await Collector.start({
      version: 'v0.165',
      folder,
      processors: { batch: { timeout: '200ms', send_batch_size: 64, send_batch_max_size: 64 }, groupbyattrs: {} },
      exporters: fileExporter(file),
    });
    await Promise.all(
      ['shop', 'billing'].map((service) =>
        emitLoginFailures({ service, keyFile: keys.keyFile, url: collector.url, bursts: [200, 200], ordinary: 5 }),
      ),
    );
    await collector.stop();
    const { code, firstLine, report } = await verify(file, keys);
    expect([code, firstLine]).toEqual([0, INTACT]);
    expect(new Set(report.streams.map(({ identity }) => identity?.service))).toEqual(new Set(['shop', 'billing']));
  });

  it('may add attributes that say where a record came from, and the report lists them', async () => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const file = join(folder, 'logs.jsonl');
    const collector = await Collector.start({
      version: 'v0.155',
      folder,
      processors: {
        batch: { timeout: '100ms' },
        'attributes/pod': { actions: [{ key: 'k8s.pod.name', value: 'shop-7f9c', action: 'insert' }] },
        'transform/zone': {
          log_statements: [
            { context: 'log', statements: ['set(log.attributes["cloud.availability_zone"], "eu-central-1a")'] },
          ],
        },
        'resource/node': { attributes: [{ key: 'host.name', value: 'node-17', action: 'upsert' }] },
      },
      exporters: fileExporter(file),
    });
    await emitLoginFailures({ service: 'shop', keyFile: keys.keyFile, url: collector.url, bursts: [20] });
    await collector.stop();
    expect(readFileSync(file, 'utf8')).toMatch(/shop-7f9c[\s\S]*eu-central-1a/);
    const { code, firstLine, report } = await verify(file, keys);
    expect([code, firstLine, report.findings]).toEqual([0, INTACT, []]);
    const listed = report.coverage.join('\n');
    for (const name of ['k8s.pod.name', 'cloud.availability_zone', 'host.name']) expect(listed).toContain(name);
  });

  it('may name the pod on the resource, whatever the application itself calls one', async () => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const file = join(folder, 'logs.jsonl');
    const collected = ['k8s.pod.name', 'host.name', 'process.pid', 'cloud.region', 'container.id', 'service.version'];
    const collector = await Collector.start({
      version: 'v0.155',
      folder,
      processors: {
        resource: { attributes: collected.map((key) => ({ key, value: 'by the collector', action: 'upsert' })) },
        attributes: { actions: [{ key: 'k8s.pod.name', value: 'by the collector', action: 'upsert' }] },
      },
      exporters: fileExporter(file),
    });
    const own = Object.fromEntries([...collected, 'k8s_pod_name'].map((key) => [key, 'by the application']));
    await emitLoginFailures({ service: 'shop', keyFile: keys.keyFile, url: collector.url, bursts: [20], own });
    await collector.stop();
    expect(readFileSync(file, 'utf8')).toMatch(
      /"renamed\.\d\.k8s\.pod\.name","value":\{"stringValue":"by the application/,
    );
    const { code, firstLine, report } = await verify(file, keys);
    expect([code, firstLine, report.findings]).toEqual([0, INTACT, []]);
    expect(report.coverage.join('\n')).toContain(
      '7 unsigned attributes beside the signed ones, not proven: otelseal.time_slot, k8s.pod.name',
    );
  });

  it('may be killed and come back: what it lost is sent again', async () => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const files = [join(folder, 'before.jsonl'), join(folder, 'after.jsonl')] as const;
    const before = await Collector.start({ version: 'v0.165', folder, exporters: fileExporter(files[0]) });
    const port = Number(new URL(before.url).port);
    let comesBack: Promise<Collector> | undefined;
    await emitLoginFailures({
      service: 'shop',
      keyFile: keys.keyFile,
      url: before.url,
      bursts: [30, 30],
      betweenBursts: async (burst) => {
        if (burst !== 0) return;
        // What the collector has taken and not yet written is lost with it; the kill must not come before the checkpoint is on disk.
        await vi.waitUntil(() => /audit\.checkpoint[^\n]*\n$/.test(readFileSync(files[0], 'utf8')), 30_000);
        await before.kill();
        comesBack = Collector.start({
          version: 'v0.165',
          folder: subFolder(folder, 'again'),
          port,
          exporters: fileExporter(files[1]),
        });
      },
    });
    await (await comesBack)?.stop();
    const both = join(folder, 'both.jsonl');
    writeFileSync(both, files.map((file) => readFileSync(file, 'utf8')).join(''));
    expect(await verify(both, keys)).toMatchObject({ code: 0, firstLine: INTACT });
  });
});

describe('two collectors at once', () => {
  it('get the same evidence from one spool, each at its own pace, also where one is away for a while', async () => {
    const folder = testFolder();
    const keys = await generateKeys(folder);
    const [firstFile, secondFile] = [join(folder, 'first.jsonl'), join(folder, 'second.jsonl')];
    const first = await Collector.start({
      version: 'v0.165',
      folder: subFolder(folder, 'first'),
      exporters: fileExporter(firstFile),
    });
    const away = await freePort();
    const otelseal = createOtelseal(
      {
        signing: { keyFile: keys.keyFile },
        spool: { directory: join(folder, 'spool') },
        otlp: { url: first.url, protocol: 'http/protobuf' },
        secondOtlp: { url: `http://127.0.0.1:${away}/v1/logs`, protocol: 'http/json', timeoutMillis: 500 },
        detection: { mode: 'off' },
      },
      { environment: {} },
    );
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': 'shop', 'service.instance.id': 'shop-1' }),
      processors: otelseal.processors,
    });
    const logger = provider.getLogger('app');
    for (let n = 0; n < 40; n += 1) logger.emit({ ...R35, attributes: { ...R35.attributes } });
    await vi.waitUntil(() => readFileSync(firstFile, 'utf8').includes('audit.checkpoint'), 30_000);
    expect(await otelseal.committed('delivered', { timeoutMs: 1_000 }), 'delivered means both').toBe('none');
    const second = await Collector.start({
      version: 'v0.155',
      folder: subFolder(folder, 'second'),
      port: away,
      exporters: fileExporter(secondFile),
    });
    for (let n = 0; n < 40; n += 1) logger.emit({ ...R35, attributes: { ...R35.attributes } });
    expect(await otelseal.committed('delivered', { timeoutMs: 60_000 })).toBe('delivered');
    await provider.shutdown();
    await Promise.all([first.stop(), second.stop()]);
    const [one, other] = [await verify(firstFile, keys), await verify(secondFile, keys)];
    expect([one.firstLine, other.firstLine]).toEqual([INTACT, INTACT]);
    expect(other.report.streams).toEqual(one.report.streams);
  });
});

function sortedLines(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').sort();
}
