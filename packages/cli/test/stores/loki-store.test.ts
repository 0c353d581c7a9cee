import { describe, expect, it } from 'vitest';

import { isTooLargeForLoki, LokiStore } from '../../src/stores/loki-store.js';
import { KeptRecords } from './kept-records.js';
import { type Asked, hurriedClient, type Scripted, scriptedServer } from './scripted-server.js';

const NOW_MS = 1_800_000_000_000;
const NOW_NS = BigInt(NOW_MS) * 1_000_000n;
const STREAM = 'a'.repeat(32);

interface Kept {
  readonly ns: bigint;
  readonly metadata: Readonly<Record<string, string>>;
}

const sealed = (ns: bigint, number: number | string): Kept => ({
  ns,
  metadata: { audit_sequence_number: String(number), audit_sequence_stream_id: STREAM, audit_payload: '{}' },
});

/** Every filter but the one for all that is sealed, which all of these are. */
function matches({ metadata }: Kept, query: string): boolean {
  const filters = query
    .split(' | ')
    .slice(1)
    .filter((one) => !one.includes(' or '));
  return filters.every((filter) => {
    const [, name = '', op, text = ''] = /^(\w+)(=~|!~|=|!=)"((?:.|\n)*)"$/.exec(filter) ?? [];
    const shown = metadata[name] ?? '';
    const isLike = op?.includes('~') === true ? new RegExp(`^(?:${text})$`).test(shown) : shown === text;
    return isLike === (op?.startsWith('=') === true);
  });
}

function streams(entries: readonly Kept[]): Scripted {
  const values = entries.map(({ ns, metadata }) => [String(ns), '', { structuredMetadata: metadata }]);
  const result = [{ stream: { service_name: 'shop' }, values }];
  return {
    content: { status: 'success', data: { resultType: 'streams', encodingFlags: ['categorize-labels'], result } },
  };
}

function answered(kept: readonly Kept[], { query }: Asked): Scripted {
  const [start, end, limit] = ['start', 'end', 'limit'].map((name) => BigInt(query.get(name) ?? ''));
  if ((start as bigint) >= (end as bigint))
    return { status: 400, content: 'end timestamp must not be before or equal to start time' };
  const within = kept.filter((entry) => entry.ns >= (start as bigint) && entry.ns < (end as bigint));
  const found = within.filter((entry) => matches(entry, query.get('query') ?? ''));
  return streams(found.sort((a, b) => Number(a.ns - b.ns)).slice(0, Number(limit)));
}

async function reading(
  kept: readonly Kept[],
  refuse: (asked: Asked, count: number) => Scripted | undefined = () => undefined,
) {
  const server = await scriptedServer((asked, count) => refuse(asked, count) ?? answered(kept, asked));
  const client = hurriedClient(server.url, {}, { isFinal: isTooLargeForLoki, maxAnswerBytes: 1_000_000 });
  return { ...server, store: new LokiStore(client, '{service_name=~".+"}', NOW_MS), sink: new KeptRecords() };
}

const limitOf = ({ query }: Asked): number => Number(query.get('limit'));
/** Scripts Loki's `max_entries_limit_per_query`. */
const pages = (most: number) => (asked: Asked) =>
  limitOf(asked) > most
    ? {
        status: 400,
        content: `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limitOf(asked)} > ${most})`,
      }
    : undefined;

const numbersOf = ({ entries }: KeptRecords): string[] => [
  ...new Set(entries.map(({ structuredMetadata }) => structuredMetadata['audit_sequence_number'] ?? '')),
];
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
const OPEN = { fromNs: undefined, toNs: undefined };
const refused = (message: string) => ({ code: 'ERR_UNAVAILABLE', message: expect.stringContaining(message) });

describe('Loki, by a scripted server', () => {
  it.each([0, 1, 19, 20, 21, 40, 61])('gives %i entries once, a page of twenty after the other', async (count) => {
    const { store, sink } = await reading(
      range(count).map((n) => sealed(NOW_NS - 1_000n + BigInt(n), n)),
      pages(20),
    );
    await store.readSpan(OPEN, sink);
    expect(sink.entries.map(({ structuredMetadata: all }) => all['audit_sequence_number'])).toEqual(
      range(count).map(String),
    );
    expect(sink.pieces).toEqual([]);
  });

  it.each([2, 3, 20])('gives all, whatever shares a nanosecond, by pages of %i', async (most) => {
    const kept = range(90).map((n) => sealed(NOW_NS - BigInt(n % 3), n));
    const { store, sink } = await reading(kept, pages(most));
    await store.readSpan({ fromNs: NOW_NS - 2n, toNs: NOW_NS }, sink);
    expect(numbersOf(sink).sort()).toEqual(range(90).map(String).sort());
    expect(sink.pieces).toEqual([]);
  });

  it('gives what hides behind a newline in a crowded nanosecond', async () => {
    const kept = [...range(30).map((n) => sealed(NOW_NS, n)), sealed(NOW_NS, 'x\n7'), sealed(NOW_NS, 'x\ny')];
    const { store, sink } = await reading(kept, pages(20));
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(numbersOf(sink)).toEqual(expect.arrayContaining(['x\n7', 'x\ny']));
  });

  it('asks for event names with newlines as well', async () => {
    const { store, sink, asked } = await reading([]);
    await store.readSpan(OPEN, sink);
    expect(asked[0]?.query.get('query')).toContain('event_name=~"(?:security|audit)[.](?s:.*)"');
  });

  it('says so when a nanosecond never comes to an end, and ends', async () => {
    const same = (asked: Asked) => pages(2)(asked) ?? streams([sealed(NOW_NS, 1), sealed(NOW_NS, 2)]);
    const { store, sink, asked } = await reading([], same);
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(sink.pieces).toEqual([{ place: `loki ${NOW_NS}`, why: expect.stringContaining('more entries') }]);
    expect(asked.length).toBeLessThan(3_000);
  });

  it('ends when entries come from after the time that was asked for', async () => {
    const { store, sink, asked } = await reading(
      [],
      (asked) => pages(2)(asked) ?? streams([sealed(NOW_NS, 1), sealed(10n ** 19n - 1n, 2)]),
    );
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS + 1n }, sink);
    expect(asked.length).toBeLessThan(10);
  });

  it('is asked for smaller pages when one is too large for it or for us, in the middle of a nanosecond too', async () => {
    const kept = range(60).map((n) => sealed(NOW_NS, n));
    const tooLarge = { status: 500, content: 'grpc: received message larger than max (5 vs. 4)' };
    const { store, sink } = await reading(kept, (asked, count) => {
      if (count === 1) return { content: 'x'.repeat(2_000_000) };
      return limitOf(asked) > (count < 6 ? 50 : 4) ? tooLarge : undefined;
    });
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(numbersOf(sink).sort()).toEqual(range(60).map(String).sort());
    expect(sink.pieces).toEqual([]);
  });

  it('is not read when not even two entries are given at once', async () => {
    const tooLarge = { status: 500, content: 'received message larger than max' };
    const { store, sink } = await reading([sealed(NOW_NS, 1)], () => tooLarge);
    await expect(store.readSpan(OPEN, sink)).rejects.toMatchObject(refused('larger than max'));
    const single = await reading([sealed(NOW_NS, 1)], pages(1));
    await expect(single.store.readSpan(OPEN, single.sink)).rejects.toMatchObject(refused('400'));
  });

  it('is asked for shorter times when it wants that, and loses nothing', async () => {
    const dayNs = 86_400_000_000_000n;
    const kept = range(30).map((n) => sealed(NOW_NS - BigInt(n) * dayNs, n));
    const { store, sink, asked } = await reading(kept, ({ query }) =>
      BigInt(query.get('end') ?? '') - BigInt(query.get('start') ?? '') > 5n * dayNs
        ? { status: 400, content: 'the query time range exceeds the limit (query length: 720h, limit: 120h)' }
        : undefined,
    );
    await store.readSpan({ fromNs: NOW_NS - 30n * dayNs, toNs: NOW_NS }, sink);
    expect(numbersOf(sink)).toHaveLength(30);
    expect(asked.length).toBeLessThan(20);
  });

  it('is asked for what a clock wrote that is a day ahead, and for nothing later', async () => {
    const hourNs = 3_600_000_000_000n;
    const ahead = await reading([sealed(NOW_NS + 24n * hourNs, 5), sealed(NOW_NS + 26n * hourNs, 6)]);
    await ahead.store.readNumbers(STREAM, [{ first: 5, last: 6 }], ahead.sink);
    expect(numbersOf(ahead.sink)).toEqual(['5']);
    const { store, sink, asked } = await reading([]);
    await store.readSpan({ fromNs: NOW_NS, toNs: 10n ** 21n }, sink);
    expect(asked).toHaveLength(1);
  });

  it('is looked through further and further back, until all numbers are there', async () => {
    const hourNs = 3_600_000_000_000n;
    const near = await reading([sealed(NOW_NS - hourNs, 5)]);
    await near.store.readNumbers(STREAM, [{ first: 5, last: 5 }], near.sink);
    expect([numbersOf(near.sink), near.asked.length]).toEqual([['5'], 1]);
    const far = await reading([sealed(NOW_NS - 24n * 300n * hourNs, 5), sealed(NOW_NS - 12n * hourNs, 6)]);
    await far.store.readNumbers(STREAM, [{ first: 5, last: 6 }], far.sink);
    expect(numbersOf(far.sink).sort()).toEqual(['5', '6']);
  });

  it.each<readonly [string, Scripted, string]>([
    [
      'tells labels and metadata not apart',
      { content: { status: 'success', data: { resultType: 'streams', result: [{ stream: {}, values: [] }] } } },
      'labels from metadata',
    ],
    ['did not succeed', { content: { status: 'error', data: { resultType: 'streams', result: [] } } }, 'as Loki does'],
    ['is a matrix', { content: { status: 'success', data: { resultType: 'matrix', result: [] } } }, 'as Loki does'],
    ['is not JSON', { content: '<html>' }, 'cannot be read'],
    ['has no time', flawed(['x', '']), 'without time and line'],
    ['has no line', flawed(['1', 5]), 'without time and line'],
    ['has numbers for labels', flawed(['1', '', { structuredMetadata: { a: 1 } }]), 'a label that is no text'],
    ['has a list for labels', flawed(['1', '', { structuredMetadata: [] }]), 'labels of another shape'],
  ])('is not believed when an answer %s', async (_, answer, message) => {
    const { store, sink } = await reading([], () => answer);
    await expect(store.readSpan(OPEN, sink)).rejects.toMatchObject(refused(message));
  });

  it('cannot pass off what it parsed for what was sent, nor names of prototypes', async () => {
    const own = JSON.parse(
      '{"parsed":{"audit_payload":"no","x":"1"},"structuredMetadata":{"audit_payload":"yes","__proto__":"p"}}',
    );
    const { store, sink } = await reading([], () => flawed(['1', '', own]));
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(Object.entries(sink.entries[0]?.structuredMetadata ?? {}).sort()).toEqual([
      ['__proto__', 'p'],
      ['audit_payload', 'yes'],
      ['x', '1'],
    ]);
  });

  it('is asked for no stream whose id could be more than an id', async () => {
    const { store, sink, asked } = await reading([]);
    for (const stream of ['.*', '', '" or a="', `${STREAM}\n`]) {
      await store.readNumbers(stream, [{ first: 1, last: 2 }], sink);
      await store.readControls(stream, sink);
      await store.readStreams([stream], sink);
    }
    expect(asked).toEqual([]);
  });
});

function flawed(value: readonly unknown[]): Scripted {
  const result = [{ stream: {}, values: [value] }];
  return {
    content: { status: 'success', data: { resultType: 'streams', encodingFlags: ['categorize-labels'], result } },
  };
}
