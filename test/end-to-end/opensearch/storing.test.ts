import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { blocksOf, installedFolder, runStep } from '../stores/documented-page.ts';
import { A_YEAR, expectHistory } from '../stores/expect-history.ts';
import { otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { verifyStore } from '../stores/verify-store.ts';
import { wrongTypes } from '../stores/wrong-types.ts';
import { writeOnce } from './bulk-writer.ts';
import { opensearchDistribution } from './distribution.ts';
import { installAsDocumented } from './templates.ts';

const DATA_STREAM = 'logs-otelseal.audit.otel-default';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-storing-'));
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  keys = await generateKeys(folder);
  await installAsDocumented(store.url);
  const receiver = await otlpReceiver(async (request) => {
    for (const _attempt of ['first', 'again']) await writeOnce(store.url, DATA_STREAM, request);
  });
  await sealTraffic({
    service: 'shop',
    keyFile: keys.keyFile,
    url: receiver.url,
    records: 30,
    sealing: A_YEAR,
    attributesOf: wrongTypes,
  });
  await receiver.close();
});
afterAll(async () => {
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function found(query: object): Promise<number> {
  const answer = await searchApi(store.url, 'POST', `/${DATA_STREAM}/_count`, { query });
  return (answer as { readonly count: number }).count;
}

describe('the commands of the page for OpenSearch', () => {
  it('install templates on it and policies on a stand-in for the plugin, one after the other in one shell', async () => {
    const home = installedFolder('otelseal-opensearch-page-');
    const distribution = await opensearchDistribution(store.url);
    onTestFinished(async () => {
      await distribution.close();
      rmSync(home, { recursive: true, force: true });
    });
    const block = blocksOf('docs/opensearch.md');
    const script = block('sh step=templates') + block('sh step=policies');
    expect(await runStep(script, home, { OPENSEARCH_URL: distribution.url })).toMatchObject({ code: 0 });
    expect(distribution.answered.sort()).toEqual([
      'PUT /_plugins/_ism/policies/otelseal-audit',
      'PUT /_plugins/_ism/policies/otelseal-operational',
    ]);
  });
});

describe('the templates for OpenSearch', () => {
  it('hold a record once that was sent twice, in a data stream', async () => {
    expect(await found({ exists: { field: 'attributes.audit.sequence.number' } })).toBe(32);
    const { code, report } = await verifyStore(`opensearch:${store.url}`, keys, '--index', DATA_STREAM);
    expect([code, report.findings]).toEqual([0, []]);
    const streams = (await searchApi(store.url, 'GET', `/_data_stream/${DATA_STREAM}`)) as {
      readonly data_streams: readonly { readonly template: string }[];
    };
    expect(streams.data_streams).toMatchObject([{ template: 'otelseal-audit' }]);
  });

  it('keep values of another type than the vocabulary has, and do not search them', async () => {
    expect(await found({ exists: { field: '_ignored' } })).toBe(30);
    expect(await found({ term: { 'attributes.security.data.count': 5 } })).toBeGreaterThan(0);
  });

  it.each([
    ['event.action', { term: { 'event.action': 'security.authn.login.failure' } }],
    ['source.ip in a network', { term: { 'source.ip': '198.51.100.0/24' } }],
    ['message', { match: { message: 'failed' } }],
    ['attributes.audit.outcome', { term: { 'attributes.audit.outcome': 'failure' } }],
  ])('find records by %s', async (_, query) => {
    expect(await found(query)).toBe(30);
  });

  it('are asked whether the promised history is still there, before and after somebody deleted a part of it', async () => {
    const source = [`opensearch:${store.url}`, '--index', DATA_STREAM] as const;
    await expectHistory('complete', source, keys);
    await searchApi(store.url, 'POST', `/${DATA_STREAM}/_delete_by_query?refresh=true`, {
      query: { terms: { 'attributes.audit.sequence.number': [10, 11, 12] } },
    });
    await expectHistory('not complete', source, keys);
  });
});
