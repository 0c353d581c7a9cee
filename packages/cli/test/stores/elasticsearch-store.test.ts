import { describe, expect, it } from 'vitest';

import { ElasticsearchStore, type SearchDialect } from '../../src/stores/elasticsearch-store.js';
import { KeptRecords } from './kept-records.js';
import { type Asked, hurriedClient, type Scripted, scriptedServer } from './scripted-server.js';

const WHOLE = { total: 2, successful: 2, skipped: 0, failed: 0 };
const OPEN = { fromNs: undefined, toNs: undefined };
type Hit = Readonly<Record<string, unknown>>;

const documents = (count: number): Hit[] =>
  Array.from({ length: count }, (_, at) => ({ _index: 'logs', _id: String(at), _source: { at }, sort: [at] }));

const found = (hits: readonly Hit[], more: object = {}): Scripted => ({
  content: { pit_id: 'p', timed_out: false, _shards: WHOLE, hits: { hits }, ...more },
});

/** Answers searches by the script, or from the documents, and everything else as a store does. */
async function reading(
  search: readonly Hit[] | ((asked: Asked, count: number) => Scripted),
  dialect: SearchDialect = 'elasticsearch',
  opened: object = { id: 'p', pit_id: 'p', _shards: WHOLE },
) {
  let count = 0;
  const server = await scriptedServer((asked) => {
    if (asked.path !== '/_search') return { content: opened };
    count += 1;
    if (typeof search === 'function') return search(asked, count);
    const from = (asked.body?.search_after?.[0] ?? -1) + 1;
    return found(search.slice(from, from + (asked.body?.size ?? 0)));
  });
  const client = hurriedClient(server.url, {}, { maxAnswerBytes: 200_000 });
  return { ...server, store: new ElasticsearchStore(client, 'logs-*', dialect), kept: new KeptRecords() };
}

const refused = (message: string) => ({ code: 'ERR_UNAVAILABLE', message: expect.stringContaining(message) });

describe('Elasticsearch, by a scripted server', () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_000])('gives all of %i documents once', async (count) => {
    const { store, kept } = await reading(documents(count));
    await store.readSpan(OPEN, kept);
    expect(kept.hits.map(({ place }) => place)).toEqual(documents(count).map(({ _id }) => `logs/${_id}`));
  });

  it('is asked for fewer documents where an answer would be too large', async () => {
    const large = documents(1_100).map((hit): Hit => ({ ...hit, _source: { text: 'x'.repeat(1_000) } }));
    const { store, kept } = await reading(large);
    await store.readSpan(OPEN, kept);
    expect(kept.hits.map(({ place }) => place)).toEqual(large.map((_, at) => `logs/${at}`));
  });

  it.each<readonly [string, Scripted, string]>([
    ['a shard failed', found([], { _shards: { total: 2, successful: 1, failed: 1 } }), 'only 1 of 2 shards'],
    ['nobody holds a shard', found([], { _shards: { total: 2, successful: 1, failed: 0 } }), 'only 1 of 2 shards'],
    ['shards are not told', found([], { _shards: undefined }), 'only ? of ? shards'],
    ['time ran out', found([], { timed_out: true }), 'not look to the end'],
    ['there are no hits', { content: {} }, 'not answer as a search'],
    ['a document has no source', found([{ _index: 'i', _id: '1', sort: [1] }]), 'source of documents in i'],
    ['a document has no id', found([{ _index: 'i', _source: {} }]), 'without index and id'],
    ['it is no JSON', { content: '<html>' }, 'cannot be read'],
    ['it is nested too deeply', { content: '['.repeat(20_000) }, 'nested too deeply'],
    ['a full page has no end', found(documents(1_000).map(({ sort: _, ...hit }) => hit)), 'where its next page begins'],
    ['a page comes again and again', found(documents(1_000)), 'where its next page begins'],
    ['a page ends at no number', found(documents(1_000).map((hit) => ({ ...hit, sort: [{}] }))), 'next page'],
  ])('is not believed when %s', async (_, answer, message) => {
    const { store, kept } = await reading(() => answer);
    await expect(store.readSpan(OPEN, kept)).rejects.toMatchObject(refused(message));
  });

  it.each(['elasticsearch', 'opensearch'] as const)(
    'is not believed when %s opens a point in time in part',
    async (dialect) => {
      const part = { id: 'p', pit_id: 'p', _shards: { total: 2, successful: 1, failed: 0 } };
      const { store, kept } = await reading([], dialect, part);
      await expect(store.readSpan(OPEN, kept)).rejects.toMatchObject(refused('only 1 of 2 shards'));
    },
  );

  it('asks OpenSearch for a whole point in time, and gives it back', async () => {
    const { store, kept, asked } = await reading([], 'opensearch');
    await store.readSpan(OPEN, kept);
    expect(asked[0]?.query.get('allow_partial_pit_creation')).toBe('false');
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', body: { pit_id: ['p'] } });
  });

  it('is read again from the beginning when it forgot the point in time, but not for ever', async () => {
    const forgotten: Scripted = { status: 404, content: 'search_context_missing_exception' };
    const once = await reading((_, count) => (count === 1 ? forgotten : found(documents(1))));
    await once.store.readSpan(OPEN, once.kept);
    expect(once.kept.hits).toHaveLength(1);
    const always = await reading(() => forgotten);
    await expect(always.store.readSpan(OPEN, always.kept)).rejects.toMatchObject(refused('404'));
    expect(always.asked.filter(({ path }) => path === '/_search')).toHaveLength(4);
  });

  it('says so when an object has a member twice, because a reader may take the other one', async () => {
    const hit = '{"_index":"i","_id":"1","_source":{"a":{"b":"1","b":"2"},"c":":"},"sort":[1]}';
    const text = `{"timed_out":false,"_shards":{"total":0,"successful":0,"failed":0},"hits":{"hits":[${hit}]}}`;
    const { store, kept } = await reading(() => ({ content: text }));
    await store.readSpan(OPEN, kept);
    expect(kept.hits).toHaveLength(1);
    expect(kept.pieces).toEqual([{ place: 'i/1 to i/1', why: expect.stringContaining('twice'), tampered: true }]);
  });

  it('keeps all digits of whole numbers', async () => {
    const text =
      '{"pit_id":"p","timed_out":false,"_shards":{"total":0,"successful":0,"failed":0},"hits":{"hits":[{"_index":"i","_id":"1","_source":{"n":9007199254740993}}]}}';
    const { store, kept } = await reading(() => ({ content: text }));
    await store.readSpan(OPEN, kept);
    expect(kept.hits).toEqual([{ place: 'i/1', source: { n: 9007199254740993n } }]);
  });

  it('is asked from the millisecond of the beginning to past the one of the end, and for no time that it does not have', async () => {
    const { store, kept, asked } = await reading([]);
    await store.readSpan({ fromNs: 1_999_999n, toNs: 5_000_001n }, kept);
    await store.readSpan({ fromNs: 0n, toNs: 10n ** 21n }, kept);
    const ranges = asked.filter(({ path }) => path === '/_search').map(({ body }) => body?.query.bool.filter);
    expect(ranges).toEqual([
      [{ range: { '@timestamp': { gte: '1', lte: '6', format: 'epoch_millis' } } }],
      [{ range: { '@timestamp': { gte: '0', format: 'epoch_millis' } } }],
    ]);
  });

  it('is asked once for what opens a thousand streams', async () => {
    const { store, kept, asked } = await reading([]);
    const streams = Array.from({ length: 1_500 }, (_, at) => at.toString(16).padStart(32, '0'));
    await store.readControls(streams, kept);
    expect(asked.filter(({ path }) => path === '/_search')).toHaveLength(2);
  });

  it('is asked for no stream whose id could be more than an id', async () => {
    const { store, kept, asked } = await reading([]);
    for (const stream of ['*', '', '"}', `${'a'.repeat(32)}\n`]) {
      await store.readNumbers(stream, [{ first: 1, last: 2 }], kept);
      await store.readControls([stream], kept);
      await store.readStreams([stream], kept);
    }
    expect(asked).toEqual([]);
  });
});
