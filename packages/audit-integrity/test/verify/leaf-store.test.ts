import { describe, expect, it } from 'vitest';
import { LeafStore } from '../../src/verify/leaf-store.js';
import { indexOfRun, isIn, isWhole } from '../../src/verify/sequence-runs.js';
import { TileCache } from '../../src/verify/tile-cache.js';

const hashOf = (n: number) => Buffer.alloc(32, n % 251).toString('latin1');
const TIME = '1795449600000000007';
const leaf = (n: number, time = TIME) => ({ hash: hashOf(n), prev: hashOf(n + 100), time });

function storeOf(...sequences: number[]): LeafStore {
  const store = new LeafStore();
  for (const sequence of sequences) store.add(sequence, leaf(sequence));
  return store;
}

describe('a store of leaves', () => {
  it.each([1, 63, 64, 65, 128, 10_000])('gives leaf %i back, and none beside it', (sequence) => {
    const store = storeOf(sequence);
    expect(store.count).toBe(1);
    expect([store.has(sequence), store.hash(sequence), store.prev(sequence)]).toEqual([
      true,
      hashOf(sequence),
      hashOf(sequence + 100),
    ]);
    expect([store.time(sequence), store.instant(sequence), store.seconds(sequence)]).toEqual([
      TIME,
      [1_795_449_600, 7],
      1_795_449_600,
    ]);
    for (const other of [sequence - 1, sequence + 1, sequence + 64]) {
      expect([store.has(other), store.hash(other), store.prev(other)]).toEqual([false, undefined, undefined]);
      expect([store.time(other), store.instant(other), store.seconds(other)]).toEqual([
        undefined,
        undefined,
        Number.NaN,
      ]);
    }
  });

  it('keeps each time as it is', () => {
    const times = ['1000000000000000000', '1795449600999999999', '99999999999999999999', '12345678901'];
    for (const sequence of [1, 50_000]) {
      for (const time of times) {
        const store = new LeafStore();
        store.add(sequence, leaf(sequence, time));
        expect(store.time(sequence)).toBe(time);
        expect(store.seconds(sequence)).toBe(Number(time.slice(0, -9)));
      }
    }
  });

  it('tells its numbers as runs, in whatever order they came', () => {
    const numbers = [5, 1, 64, 3, 2, 63, 128, 9_000, 9_001, 20_000, 130, 129, 8_999];
    const runs = [
      { first: 1, last: 3 },
      { first: 5, last: 5 },
      { first: 63, last: 64 },
      { first: 128, last: 130 },
      { first: 8_999, last: 9_001 },
      { first: 20_000, last: 20_000 },
    ];
    expect(storeOf(...numbers).runs()).toEqual(runs);
    expect(storeOf(...numbers.toReversed()).runs()).toEqual(runs);
    expect(new LeafStore().runs()).toEqual([]);
  });

  it('reserves no chunk for a number beyond what it can have so far', () => {
    const near = storeOf(66);
    near.add(1, leaf(1));
    expect(near.runs()).toEqual([
      { first: 1, last: 1 },
      { first: 66, last: 66 },
    ]);
    const far = storeOf(67);
    far.add(65, leaf(65)); // its chunk comes now; the number that came before stays by itself
    expect([far.hash(67), far.hash(65), far.prev(67), far.count]).toEqual([hashOf(67), hashOf(65), hashOf(167), 2]);
    expect(far.runs()).toEqual([
      { first: 65, last: 65 },
      { first: 67, last: 67 },
    ]);
  });

  it('puts the hash of an erased leaf where none is, and takes it back', () => {
    const store = storeOf(1, 3, 200);
    for (const sequence of [70, 2, 3]) store.redact(sequence, hashOf(9));
    expect(store.redacted).toEqual([2, 70]);
    expect([2, 3, 70].map((n) => store.isRedacted(n))).toEqual([true, false, true]);
    expect([store.hash(2), store.prev(2), store.has(2), store.time(2)]).toEqual([
      hashOf(9),
      undefined,
      false,
      undefined,
    ]);
    expect(store.hash(3)).toBe(hashOf(3));
    store.redact(2, hashOf(8)); // the first counts
    expect(store.hash(2)).toBe(hashOf(9));
    expect(store.runs()).toEqual([
      { first: 1, last: 3 },
      { first: 70, last: 70 },
      { first: 200, last: 200 },
    ]);
    store.unredact(2);
    expect([store.redacted, store.hash(2), store.count]).toEqual([[70], undefined, 3]);
  });
});

describe('runs of numbers', () => {
  const runs = [
    { first: 2, last: 4 },
    { first: 6, last: 6 },
    { first: 9, last: 12 },
  ];

  it.each([
    [1, -1, false],
    [2, 0, true],
    [4, 0, true],
    [5, 0, false],
    [6, 1, true],
    [7, 1, false],
    [9, 2, true],
    [12, 2, true],
    [13, 2, false],
  ])('have %i behind the beginning of run %i, within: %s', (sequence, index, isWithin) => {
    expect([indexOfRun(runs, sequence), isIn(runs, sequence)]).toEqual([index, isWithin]);
    expect([indexOfRun([], sequence), isIn([], sequence)]).toEqual([-1, false]);
  });

  it.each([
    [2, 4, true],
    [3, 3, true],
    [1, 4, false],
    [2, 5, false],
    [4, 6, false],
    [9, 12, true],
    [9, 13, false],
  ])('hold all from %i to %i: %s', (first, last, isAll) => {
    expect(isWhole(runs, first, last)).toBe(isAll);
  });
});

describe('what tiles say', () => {
  const tile = (index: number, width: number, seed = 0) => ({
    kind: 'tile' as const,
    stream: 'x',
    index,
    hashes: Array.from({ length: width }, (_, n) => hashOf(index * 256 + n + 1 + seed)).join(''),
  });
  const cacheOf = (...tiles: ReturnType<typeof tile>[]) => {
    const cache = new TileCache();
    for (const one of tiles) cache.add(one);
    return cache;
  };

  it('is the hash of each number in them', () => {
    const cache = cacheOf(tile(0, 256), tile(1, 3));
    expect([1, 2, 255, 256, 257, 259].map((n) => cache.hash(n))).toEqual([1, 2, 255, 256, 257, 259].map(hashOf));
    expect([cache.hash(260), cache.hash(0), cache.hash(513)]).toEqual([undefined, undefined, undefined]);
  });

  it('is what the widest says, the first among equals', () => {
    const [narrow, first, second] = [tile(0, 1, 7), tile(0, 2), tile(0, 2, 9)];
    expect(cacheOf(narrow, first, second).hash(1)).toBe(hashOf(1));
    expect(cacheOf(first, second, narrow).hash(2)).toBe(hashOf(2));
    expect(cacheOf({ ...first, hashes: '' }).covers(1, 1)).toBe(false);
  });

  it('is kept of no more tiles than there may be, and of a known one the widest still', () => {
    const cache = new TileCache();
    for (let index = 0; index < 16_385; index += 1) cache.add(tile(index, 1));
    expect([cache.hash(16_383 * 256 + 1), cache.hash(16_384 * 256 + 1)]).toEqual([hashOf(16_383 * 256 + 1), undefined]);
    cache.add(tile(7, 2));
    expect(cache.hash(7 * 256 + 2)).toBe(hashOf(7 * 256 + 2));
  });

  it.each([
    [1, 259, true],
    [256, 257, true],
    [259, 259, true],
    [1, 260, false],
    [260, 260, false],
    [512, 513, false],
    [513, 514, true],
    [513, 515, false],
    [7, 6, true],
  ])('reaches from %i to %i: %s', (first, last, isAll) => {
    expect(cacheOf(tile(0, 256), tile(1, 3), tile(2, 2)).covers(first, last)).toBe(isAll);
  });
});
