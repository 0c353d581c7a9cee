import { describe, expect, it } from 'vitest';

import { ElasticsearchStore } from '../../src/stores/elasticsearch-store.js';
import { LokiStore } from '../../src/stores/loki-store.js';
import { run, unavailable, usage } from '../memory-io.js';
import { sealedLog } from '../sealed-log.js';
import { KeptRecords } from './kept-records.js';
import { NOW_MS, NOW_NS, sealed, streams } from './scripted-loki.js';
import { type Asked, hurriedClient, type Scripted, type ScriptedServer, scriptedServer } from './scripted-server.js';

const OPEN = { fromNs: undefined, toNs: undefined };
const SHARDS = { total: 1, successful: 1, failed: 0 };
const refused = (message: string) => ({ code: 'ERR_UNAVAILABLE', message: expect.stringContaining(message) });

/** Full pages without end: each with documents that were in none before. */
function endlessSearch(total?: object, next = (at: number) => at): (asked: Asked) => Scripted {
  let at = 0;
  return ({ path, body }) => {
    if (path !== '/_search') return { content: { id: 'p', _shards: SHARDS } };
    const hits = Array.from({ length: body?.size ?? 0 }, () => {
      at += 1;
      return { _index: 'logs', _id: String(at), _source: {}, sort: [next(at)] };
    });
    return { content: { pit_id: 'p', timed_out: false, _shards: SHARDS, hits: { total, hits } } };
  };
}

const startOf = ({ query }: Asked): bigint => BigInt(query.get('start') ?? '0');

async function lokiOf(script: (asked: Asked) => Scripted, maxRecords?: number) {
  const server = await scriptedServer(script);
  return { ...server, store: new LokiStore(hurriedClient(server.url), '{service_name=~".+"}', NOW_MS, maxRecords) };
}

async function searchOf(script: (asked: Asked) => Scripted, maxRecords?: number) {
  const server = await scriptedServer(script);
  return { ...server, store: new ElasticsearchStore(hurriedClient(server.url), 'logs-*', 'elasticsearch', maxRecords) };
}

describe('a store that never comes to an end', () => {
  it('is left when Elasticsearch gives more documents than it counts', async () => {
    const { store, asked } = await searchOf(endlessSearch({ value: 2_500, relation: 'eq' }));
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('more than 2500 records'));
    expect(asked.length).toBeLessThan(8);
  });

  it.each([
    ['does not count', undefined],
    ['says that there are more', { value: 10_000, relation: 'gte' }],
  ])('is left when Elasticsearch %s, at the bound', async (_, total) => {
    const { store, asked } = await searchOf(endlessSearch(total), 5_000);
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('more than 5000 records'));
    expect(asked.length).toBeLessThan(10);
  });

  it('is left at once when it counts more than is taken', async () => {
    const { store, asked } = await searchOf(endlessSearch({ value: 10 ** 15, relation: 'eq' }));
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('ask for less at once'));
    expect(asked.length).toBeLessThan(4);
  });

  it('is left when pages of Elasticsearch go back', async () => {
    const { store, asked } = await searchOf(endlessSearch(undefined, (at) => -at));
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('where its next page begins'));
    expect(asked.length).toBeLessThan(6);
  });

  it('is left when Loki has full pages without end', async () => {
    const endless = (asked: Asked): Scripted => {
      const limit = Number(asked.query.get('limit'));
      return streams(Array.from({ length: limit }, (_, at) => sealed(startOf(asked) + BigInt(at), at)));
    };
    const { store, asked } = await lokiOf(endless, 20_000);
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('more than 20000 records'));
    expect(asked.length).toBeLessThan(60);
  });

  it('is left when Loki gives what is earlier than it is asked for', async () => {
    const earlier = (asked: Asked): Scripted => {
      const isPage = asked.headers['x-loki-response-encoding-flags'] !== undefined;
      const from = isPage ? NOW_NS - 10n ** 18n : startOf(asked);
      const limit = Number(asked.query.get('limit'));
      return streams(Array.from({ length: limit }, (_, at) => sealed(from + BigInt(at), at)));
    };
    const { store, asked } = await lokiOf(earlier);
    const span = { fromNs: NOW_NS - 1_000n, toNs: NOW_NS };
    await expect(store.readSpan(span, new KeptRecords())).rejects.toMatchObject(refused('do not go on'));
    expect(asked.length).toBeLessThan(6);
  });

  it('is left when every nanosecond of Loki is full', async () => {
    let at = 0;
    const full = (asked: Asked): Scripted => {
      const limit = Math.min(2, Number(asked.query.get('limit')));
      if (Number(asked.query.get('limit')) > 2) {
        const content = `limit > max_entries_limit_per_query (${asked.query.get('limit')} > 2)`;
        return { status: 400, content };
      }
      at += 1;
      return streams(Array.from({ length: limit }, (_, n) => sealed(startOf(asked), 2 * at + n)));
    };
    const { store, asked } = await lokiOf(full);
    const span = { fromNs: NOW_NS - 1_000_000n, toNs: NOW_NS };
    await expect(store.readSpan(span, new KeptRecords())).rejects.toMatchObject(refused('full pages however little'));
    expect(asked.length).toBeLessThan(20_000);
  }, 60_000);

  it('is left when Loki takes stretches of time only that are too short for what is asked', async () => {
    const short = ({ query }: Asked): Scripted =>
      BigInt(query.get('end') ?? '') - BigInt(query.get('start') ?? '') > 1_500_000_000n
        ? { status: 400, content: 'the query time range exceeds the limit' }
        : streams([]);
    const { store, asked } = await lokiOf(short);
    await expect(store.readSpan(OPEN, new KeptRecords())).rejects.toMatchObject(refused('no longer stretch of time'));
    expect(asked.length).toBeLessThan(60);
  });
});

describe('the patience with a store', () => {
  const silentSearch = (): Promise<ScriptedServer> =>
    scriptedServer(({ path }) => (path === '/logs-*/_pit' ? { content: { id: 'p', _shards: SHARDS } } : () => {}));

  it('ends when it falls silent behind its point in time, which is given back once', async () => {
    const { url, asked } = await silentSearch();
    const { trust } = await sealedLog();
    const startMs = performance.now();
    const ran = await run(['verify', `elasticsearch:${url}`, '--trust', trust, '--store-timeout', '1s']);
    expect(ran).toMatchObject({ code: unavailable, out: '', err: expect.stringContaining('silent') });
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it.each(['0s', '5', '2h', '61m', '1d', 'x'])('is no "%s"', async (duration) => {
    const { trust } = await sealedLog();
    const ran = await run(['verify', 'loki:http://127.0.0.1:9', '--trust', trust, '--store-timeout', duration]);
    expect(ran).toMatchObject({ code: usage, err: expect.stringContaining('--store-timeout takes') });
  });
});
