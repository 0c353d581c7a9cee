import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OpenSearch } from '../../backends/opensearch/opensearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { shippedPath } from '../dashboards/shipped-file.ts';
import { generateKeys, type Keys } from '../otelcol/command.ts';
import { type OtlpRequest, otlpReceiver, sealTraffic } from '../stores/sealed-traffic.ts';
import { searchApi } from '../stores/search-api.ts';
import { verifyStore } from '../stores/verify-store.ts';

const run = promisify(execFile);
const DATA_STREAM = 'logs-otelseal.audit.otel-default';
const folder = mkdtempSync(join(tmpdir(), 'otelseal-opensearch-storing-'));
let store: OpenSearch;
let keys: Keys;

beforeAll(async () => {
  store = await OpenSearch.start(folder);
  keys = await generateKeys(folder);
  await installAsDocumented(store.url);
  const receiver = await otlpReceiver(async (request) => {
    for (const _attempt of ['first', 'again']) await write(request);
  });
  await sealTraffic({ service: 'shop', keyFile: keys.keyFile, url: receiver.url, records: 30 });
  await receiver.close();
});
afterAll(async () => {
  await store?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the first commands of the guide, from where this checkout has the package. */
async function installAsDocumented(url: string): Promise<void> {
  const guide = readFileSync(shippedPath('docs/opensearch.md'), 'utf8');
  const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(guide) ?? [];
  const script = commands.replace('node_modules/@otelseal/operations/', shippedPath('.'));
  await run('bash', ['-euc', script], { env: { ...process.env, OPENSEARCH_URL: url } });
}

interface BulkAnswer {
  readonly items: readonly { readonly create: { readonly status: number } }[];
}

/** As a writer should: under an id that is made of the sealed text. What is there already is refused with 409, and that is all right. */
async function write(request: OtlpRequest): Promise<void> {
  const lines = [...otelDocuments(request)].flatMap((document) => {
    const { attributes } = JSON.parse(document) as { readonly attributes: Readonly<Record<string, string>> };
    const _id = createHash('sha256')
      .update(attributes['audit.payload'] ?? document)
      .digest('hex');
    return [JSON.stringify({ create: { _index: DATA_STREAM, _id } }), document];
  });
  const answer = await searchApi(store.url, 'POST', '/_bulk?refresh=true', `${lines.join('\n')}\n`);
  const refused = (answer as BulkAnswer).items.filter(({ create: { status } }) => status !== 201 && status !== 409);
  if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused[0])}`);
}

async function found(query: object): Promise<number> {
  const answer = await searchApi(store.url, 'POST', `/${DATA_STREAM}/_count`, { query });
  return (answer as { readonly count: number }).count;
}

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

  it.each([
    ['event.action', { term: { 'event.action': 'security.authn.login.failure' } }],
    ['source.ip in a network', { term: { 'source.ip': '198.51.100.0/24' } }],
    ['message', { match: { message: 'failed' } }],
    ['attributes.audit.outcome', { term: { 'attributes.audit.outcome': 'failure' } }],
  ])('find records by %s', async (_, query) => {
    expect(await found(query)).toBe(30);
  });
});
