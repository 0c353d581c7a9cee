import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { collectorBinary } from '../../backends/otelcol/build.ts';
import { collectorToElasticsearch } from '../dashboards/shipped-collector.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { installShippedTemplates } from '../dashboards/shipped-templates.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { blocksOf, installedFolder, runStep } from '../stores/documented-page.ts';
import { sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { sentTwice } from '../stores/sent-twice.ts';
import { verifyStore } from '../stores/verify-store.ts';
import { wrongTypes } from '../stores/wrong-types.ts';

const run = promisify(execFile);
const INDEX = 'logs-otelseal.*';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-storing-'));
let store: Elasticsearch;
let keys: Keys;

beforeAll(async () => {
  keys = await generateKeys(folder);
  store = await Elasticsearch.start(folder);
  await installShippedTemplates(store.url);
  const collector = await collectorToElasticsearch(join(folder, 'collector'), store.url);
  const again = await sentTwice(collector.url);
  await sealTraffic({
    service: 'shop',
    keyFile: keys.keyFile,
    url: again.url,
    records: 30,
    sealing: { minimumRetentionSeconds: { audit: 365 * 86_400 } },
    attributesOf: (index) => ({
      'security.retention.class': index % 2 === 0 ? 'audit' : 'operational',
      // What an application made of it: another type for one name, and names without end.
      ...wrongTypes(index),
      [`app.invented.${index}`]: index,
      'app.mixed': index % 3 === 0 ? `text ${index}` : `${index}`,
    }),
  });
  await again.close();
  await collector.stop();
  await searchApi(store.url, 'POST', `/${INDEX}/_refresh`);
});
afterAll(async () => {
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function found(query: object, index = INDEX): Promise<number> {
  const answer = await searchApi(store.url, 'POST', `/${index}/_count`, { query });
  return (answer as { readonly count: number }).count;
}

const leaves = { exists: { field: 'attributes.audit.sequence.number' } };

describe('the templates for Elasticsearch', () => {
  it('hold a record once that was sent twice, under an id that is made of it', async () => {
    expect(await found(leaves)).toBe(30 + 4);
    const { code, report } = await verifyStore(`elasticsearch:${store.url}`, keys, '--index', INDEX);
    expect([code, report.findings]).toEqual([0, []]);
  });

  it('keep values of another type than the vocabulary has, and do not search them', async () => {
    expect(await found({ exists: { field: '_ignored' } })).toBe(30);
    expect(await found({ term: { 'attributes.security.data.count': 5 } })).toBeGreaterThan(0);
  });

  it('are asked whether the promised history is still there', async () => {
    const { code, report } = await verifyStore(`elasticsearch:${store.url}`, keys, '--index', INDEX, '--from', '365d');
    expect(code).toBe(0);
    expect(report.history.toSorted()).toEqual([
      expect.stringMatching(
        /shop \(audit\): 365 days promised, complete since 20.+, when it began as far as is known here/,
      ),
      expect.stringMatching(/shop \(operational\): no time promised, complete since 20/),
    ]);
  });

  it('keep the classes of retention in data streams of their own, control records included', async () => {
    expect(await found(leaves, 'logs-otelseal.audit.otel-default')).toBe(17);
    expect(await found(leaves, 'logs-otelseal.operational.otel-default')).toBe(17);
  });

  it('keep the sealed text in the source and nowhere else', async () => {
    const answer = (await searchApi(store.url, 'POST', `/${INDEX}/_search`, { query: leaves, size: 34 })) as {
      readonly hits: {
        readonly hits: readonly { readonly _source: { readonly attributes: Record<string, string> } }[];
      };
    };
    const payloads = answer.hits.hits.map(({ _source }) => _source.attributes['audit.payload'] ?? '');
    const [payload = ''] = payloads.toSorted((a, b) => b.length - a.length);
    expect(payload.length).toBeGreaterThan(500);
    const asked = found({ term: { 'attributes.audit.payload': payload } });
    await expect(asked).rejects.toThrow(/not indexed|Cannot search/);
  });

  it.each([
    ['event.action', { term: { 'event.action': 'security.authn.login.failure' } }],
    ['event.outcome', { term: { 'event.outcome': 'failure' } }],
    ['source.ip in a network', { term: { 'source.ip': '198.51.100.0/24' } }],
    ['log.level', { term: { 'log.level': 'WARN' } }],
    ['message', { match: { message: 'failed' } }],
    ['user_agent.original', { exists: { field: 'user_agent.original' } }],
  ])('lead from the name of ECS: %s', async (_, query) => {
    expect(await found(query)).toBe(30);
  });

  it('are for a collector whose configuration it accepts', async () => {
    const env = {
      ...process.env,
      OTELCOL_LISTEN: '127.0.0.1:0',
      ELASTICSEARCH_ENDPOINT: store.url,
      ELASTICSEARCH_API_KEY: 'YTpi',
    };
    const home = installedFolder('otelseal-newer-collector-');
    const newer = await runStep(blocksOf('docs/elasticsearch.md')('sh step=newer-collector'), home);
    expect(newer).toEqual({ code: 0, said: '' });
    const { elasticsearch } = parse(readFileSync(join(home, 'collector.yaml'), 'utf8')).exporters;
    expect(Object.keys(elasticsearch)).toEqual(expect.not.arrayContaining(['batcher', 'logs_dynamic_index']));
    for (const config of [shippedPath('collector/elasticsearch.yaml'), join(home, 'collector.yaml')]) {
      await expect(
        run(await collectorBinary('v0.120'), ['validate', '--config', config], { env }),
      ).resolves.toBeDefined();
    }
    rmSync(home, { recursive: true });
  });
});
