import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Elasticsearch } from '../../backends/elasticsearch/elasticsearch.ts';
import { otelDocuments } from '../../backends/opensearch/otel-document.ts';
import { scaled } from '../../long/scale.ts';
import { generateKeys, type Keys, otelseal } from '../otelcol/command.ts';
import { OTEL_TEMPLATE } from '../stores/otel-template.ts';
import { expectSameIncidents } from '../stores/replayed-hour.ts';
import { bulkCreate, searchApi } from '../stores/search-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'otelseal-elasticsearch-replay-'));
let store: Elasticsearch;
let keys: Keys;

beforeAll(async () => {
  store = await Elasticsearch.start(folder);
  // Several shards: none of them knows the order of all.
  const template = { ...OTEL_TEMPLATE.template, settings: { number_of_replicas: 0, number_of_shards: 3 } };
  await searchApi(store.url, 'PUT', '/_index_template/logs-otel', { ...OTEL_TEMPLATE, template });
  keys = await generateKeys(folder);
});
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a replay of what Elasticsearch holds', { timeout: 300_000 }, () => {
  it('says the same as one of the file, whatever came first, in which shard and however often', async () => {
    await expectSameIncidents({
      source: [`elasticsearch:${store.url}`, '--index', 'logs-replayed.otel-*'],
      folder,
      keyFile: keys.keyFile,
      events: scaled(300),
      write: (request) => bulkCreate(store.url, 'logs-replayed.otel-default', [...otelDocuments(request)]),
    });
  });

  it('ends with 69 where Elasticsearch is not there, and with 64 for what is no way to ask it', async () => {
    const gone = await otelseal('replay', 'elasticsearch:http://127.0.0.1:9', '--from', '1h');
    expect([gone.code, gone.out, gone.err]).toEqual([69, '', expect.stringContaining('cannot be read')]);
    for (const wrong of [
      ['--store-timeout', '2h'],
      ['--index', '../_all'],
      ['--format', 'auth-jsonl'],
    ]) {
      expect(await otelseal('replay', `elasticsearch:${store.url}`, ...wrong)).toMatchObject({ code: 64, out: '' });
    }
  });

  it('leaves out, and says so, what bears no time', async () => {
    const attributes = { 'audit.actor.id': 'eve', 'security.data.count': 100_000 };
    const event = { event_name: 'security.sensitive.export', attributes };
    for (const more of [{}, { '@timestamp': '2026-11-30T16:00:00Z' }]) {
      await searchApi(store.url, 'POST', '/plain-untimed/_doc?refresh=true', { ...event, ...more });
    }
    const ran = await otelseal('replay', `elasticsearch:${store.url}`, '--index', 'plain-*', '--json');
    expect([ran.code, JSON.parse(ran.out)]).toEqual([1, expect.objectContaining({ detector: 'bulk_read', count: 1 })]);
    expect(ran.err).toMatch(
      /left out 1 lines or events that cannot be read; the first is plain-untimed\/\S+: .* no time/,
    );
  });

  it('says nothing where nothing is stored', async () => {
    const ran = await otelseal('replay', `elasticsearch:${store.url}`, '--index', 'logs-nothing-*');
    expect([ran.code, ran.out, ran.err]).toEqual([0, '', expect.stringContaining('0 security events')]);
  });
});
