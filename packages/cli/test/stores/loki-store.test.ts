import { describe, expect, it } from 'vitest';

import { limitOf, NOW_NS, numbersOf, pages, range, reading, STREAM, sealed, streams } from './scripted-loki.js';
import type { Asked, Scripted } from './scripted-server.js';

/** In every stretch that is asked for. */
const WHEN = String(NOW_NS);
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
    expect(asked.length).toBeLessThan(5_000);
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
    expect(asked.length).toBeLessThan(30);
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
    expect([numbersOf(near.sink), near.asked.length]).toEqual([['5'], 2]);
    const far = await reading([sealed(NOW_NS - 24n * 300n * hourNs, 5), sealed(NOW_NS - 12n * hourNs, 6)]);
    await far.store.readNumbers(STREAM, [{ first: 5, last: 6 }], far.sink);
    expect(numbersOf(far.sink).sort()).toEqual(['5', '6']);
  });

  it.each<readonly [string, Scripted, string]>([
    [
      'tells labels and metadata not apart',
      {
        content: { status: 'success', data: { resultType: 'streams', result: [{ stream: {}, values: [[WHEN, '']] }] } },
      },
      'labels from metadata',
    ],
    ['did not succeed', { content: { status: 'error', data: { resultType: 'streams', result: [] } } }, 'as Loki does'],
    ['is a matrix', { content: { status: 'success', data: { resultType: 'matrix', result: [] } } }, 'as Loki does'],
    ['is not JSON', { content: '<html>' }, 'cannot be read'],
    ['has no time', flawed(['x', '']), 'without time and line'],
    ['has no line', flawed([WHEN, 5]), 'without time and line'],
    ['has numbers for labels', flawed([WHEN, '', { structuredMetadata: { a: 1 } }]), 'a label that is no text'],
    ['has a list for labels', flawed([WHEN, '', { structuredMetadata: [] }]), 'labels of another shape'],
  ])('is not believed when an answer %s', async (_, answer, message) => {
    const { store, sink } = await reading([], () => answer);
    await expect(store.readSpan(OPEN, sink)).rejects.toMatchObject(refused(message));
  });

  it('cannot pass off what it parsed for what was sent, nor names of prototypes', async () => {
    const own = JSON.parse(
      '{"parsed":{"audit_payload":"no","x":"1"},"structuredMetadata":{"audit_payload":"yes","__proto__":"p"}}',
    );
    const { store, sink } = await reading([], () => flawed([WHEN, '', own]));
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(Object.entries(sink.entries[0]?.structuredMetadata ?? {}).sort()).toEqual([
      ['__proto__', 'p'],
      ['audit_payload', 'yes'],
      ['x', '1'],
    ]);
  });

  it('says so when an entry has a member twice, because a reader may take the other one', async () => {
    const one = JSON.stringify(
      (flawed([WHEN, '', { structuredMetadata: { user_id: 'x' } }]) as { content: object }).content,
    );
    const { store, sink } = await reading([], () => ({ content: one.replace('"user_id"', '"user_id":"y","user_id"') }));
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(sink.pieces).toEqual([
      { place: `loki ${WHEN} to ${WHEN}`, why: expect.stringContaining('twice'), tampered: true },
    ]);
  });

  it('is asked for no stream whose id could be more than an id', async () => {
    const { store, sink, asked } = await reading([]);
    for (const stream of ['.*', '', '" or a="', `${STREAM}\n`]) {
      await store.readNumbers(stream, [{ first: 1, last: 2 }], sink);
      await store.readControls([stream], sink);
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
