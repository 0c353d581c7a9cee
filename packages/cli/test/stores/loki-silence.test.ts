import { describe, expect, it } from 'vitest';

import { answered, type Kept, limitOf, NOW_NS, numbersOf, range, reading, STREAM, sealed } from './scripted-loki.js';
import type { Asked, Scripted } from './scripted-server.js';

const OPEN = { fromNs: undefined, toNs: undefined };
const DAY_NS = 86_400_000_000_000n;
/** Queries that tell labels from metadata: to them Loki forgets what failed. */
const isSilent = ({ headers }: Asked): boolean => headers['x-loki-response-encoding-flags'] === 'categorize-labels';
/** What Loki does with what is asked for in pages of more than `most`: it gives what is left of them, and 200. */
const losing =
  (kept: readonly Kept[], most: number, left: (entry: Kept, at: number) => boolean) =>
  (asked: Asked): Scripted | undefined =>
    isSilent(asked) && limitOf(asked) > most ? answered(kept.filter(left), asked) : undefined;
const row = (count: number): Kept[] => range(count).map((n) => sealed(NOW_NS - 100_000n + BigInt(n), n));
const all = (count: number): string[] => range(count).map(String);

describe('Loki that leaves entries out without saying so', () => {
  it.each<readonly [string, (entry: Kept, at: number) => boolean]>([
    ['nothing', () => false],
    ['the beginning', (_, at) => at < 5],
    ['all but the last', (_, at) => at !== 59],
    ['all but the first', (_, at) => at !== 0],
    ['what is before a gap and behind it', (_, at) => at < 20 || at > 25],
  ])('is read whole by smaller pages where it gives %s', async (_, left) => {
    const kept = row(60);
    const { store, sink } = await reading(kept, losing(kept, 8, left));
    await store.readSpan(OPEN, sink);
    expect(numbersOf(sink)).toEqual(all(60));
    expect(sink.pieces).toEqual([]);
  });

  it('is read whole where even a full page has a gap', async () => {
    const kept = row(3_000);
    const { store, sink } = await reading(
      kept,
      losing(kept, 200, (_, at) => at < 300 || at > 400),
    );
    await store.readSpan(OPEN, sink);
    expect(numbersOf(sink)).toEqual(all(3_000));
  });

  it('is read whole at both ends of what is asked for, and of each stretch in it', async () => {
    const [fromNs, toNs] = [NOW_NS - 90n * DAY_NS, NOW_NS];
    const ends = [0n, 30n, 60n].flatMap((day) => [fromNs + day * DAY_NS, fromNs + (day + 30n) * DAY_NS - 1n]);
    const kept = [...ends, toNs].map((ns, at) => sealed(ns, at + 1));
    for (const lost of kept) {
      const { store, sink } = await reading(
        kept,
        losing(kept, 500, (entry) => entry !== lost),
      );
      await store.readSpan({ fromNs, toNs }, sink);
      expect(numbersOf(sink)).toEqual(all(7));
    }
  });

  it('is read whole where one nanosecond is crowded', async () => {
    const kept = range(90).map((n) => sealed(NOW_NS, n));
    const { store, sink } = await reading(
      kept,
      losing(kept, 4, () => false),
    );
    await store.readSpan({ fromNs: NOW_NS, toNs: NOW_NS }, sink);
    expect(numbersOf(sink).sort()).toEqual(all(90).sort());
    expect(sink.pieces).toEqual([]);
  });

  it('is read whole by numbers and by streams as well', async () => {
    const kept = row(60);
    const { store, sink } = await reading(
      kept,
      losing(kept, 8, () => false),
    );
    await store.readNumbers(STREAM, [{ first: 1, last: 60 }], sink);
    expect(numbersOf(sink)).toEqual(all(60));
    const streamwise = await reading(
      kept,
      losing(kept, 8, () => false),
    );
    await streamwise.store.readStreams([STREAM], streamwise.sink);
    expect(numbersOf(streamwise.sink)).toEqual(all(60));
  });

  it.each([0, 1, 59])('is not read, and says so, when it never gives more than %i of sixty', async (most) => {
    const kept = row(60);
    const { store, sink, asked } = await reading(
      kept,
      losing(kept, 0, (_, at) => at < most),
    );
    await expect(store.readSpan({ fromNs: NOW_NS - DAY_NS, toNs: NOW_NS }, sink)).rejects.toMatchObject({
      code: 'ERR_UNAVAILABLE',
      message: expect.stringMatching(/leaves out \d+ and does not say so/),
    });
    expect(asked.length).toBeLessThan(100);
  });

  it('is believed where what was listed has been deleted since, and where more has come in', async () => {
    const kept = row(20);
    const deleted = await reading(kept, (asked, count) => (count > 1 ? answered(kept.slice(5), asked) : undefined));
    await deleted.store.readSpan(OPEN, deleted.sink);
    expect(numbersOf(deleted.sink)).toEqual(all(20).slice(5));
    const grown = await reading(kept, (asked, count) => (count === 1 ? answered(kept.slice(5), asked) : undefined));
    await grown.store.readSpan({ fromNs: NOW_NS - DAY_NS, toNs: NOW_NS }, grown.sink);
    expect(numbersOf(grown.sink)).toEqual(all(20));
  });

  it('costs one list, and no smaller pages, where a query that begins when a chunk ends leaves an entry out', async () => {
    const kept = row(3_000);
    const isAtStart = ({ query }: Asked, { ns }: Kept): boolean => query.get('start') === String(ns);
    const { store, sink, asked } = await reading(kept, (one) =>
      answered(
        kept.filter((entry) => !isAtStart(one, entry)),
        one,
      ),
    );
    await store.readSpan({ fromNs: NOW_NS - DAY_NS, toNs: NOW_NS }, sink);
    expect(numbersOf(sink)).toEqual(all(3_000));
    expect(asked.filter(isSilent).map(limitOf)).toEqual([1_000, 1_000, 1_000, 1_000]);
    expect(asked.length).toBeLessThan(10);
  });

  it('is asked for shorter lists when one is too large for it', async () => {
    const kept = row(60);
    const { store, sink } = await reading(kept, (asked) =>
      !isSilent(asked) && limitOf(asked) > 10
        ? { status: 500, content: 'trying to send message larger than max (12082228 vs. 4194304)' }
        : undefined,
    );
    await store.readSpan(OPEN, sink);
    expect(numbersOf(sink)).toEqual(all(60));
  });

  it('is not believed when it gives no list', async () => {
    const { store, sink } = await reading(row(1), (asked) => (isSilent(asked) ? undefined : { content: '<html>' }));
    await expect(store.readSpan(OPEN, sink)).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' });
  });
});

describe('what it costs to hold pages against a list', () => {
  it.each([
    [0, 0],
    [1, 1],
    [999, 1],
    [4_000, 5],
    [10_000, 11],
  ])('of %i entries, %i pages are asked for, and one list for five of them', async (count, most) => {
    const { store, sink, asked } = await reading(row(count));
    await store.readSpan({ fromNs: NOW_NS - DAY_NS, toNs: NOW_NS }, sink);
    expect(numbersOf(sink)).toHaveLength(count);
    const paged = asked.filter(isSilent).length;
    expect(paged).toBe(most);
    expect(asked.length - paged).toBeLessThanOrEqual(1 + Math.ceil(most / 4));
  });
});
