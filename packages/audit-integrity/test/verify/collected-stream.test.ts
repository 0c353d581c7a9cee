import { describe, expect, it } from 'vitest';
import type { PlainLeaf } from '../../src/lines/line-path.js';
import type { Leaf } from '../../src/sealed-payload.js';
import type { CheckpointClaim } from '../../src/verify/checkpoint-claim.js';
import { CollectedStream, isSameIdentity } from '../../src/verify/collected-stream.js';
import { IDENTITY } from '../sealed-streams.js';
import { hashOf, plain } from './plain-leaf.js';

const leaf = (kind: string, sequence: number) => ({ ...plain(sequence), kind }) as unknown as Leaf;
const mismatch = { field: 'x', detail: 'y' };

describe('what is collected of a stream', () => {
  it('is each plain leaf once, and its copies as duplicates or rivals', () => {
    const stream = new CollectedStream('a');
    for (const sequence of [3, 2, 5]) stream.addPlainLeaf(plain(sequence), 'x');
    expect(stream.told).toEqual({ first: 2, last: 5 });
    stream.addPlainLeaf(plain(3), 'again');
    stream.addPlainLeaf(plain(3, hashOf(9)), 'other');
    stream.addPlainLeaf(plain(3, hashOf(9)), 'other again');
    stream.addPlainLeaf(plain(3, hashOf(8)), 'third');
    expect([stream.duplicates, stream.leaves.count, stream.leaves.hash(3)]).toEqual([2, 3, hashOf(3)]);
    expect([...stream.rivals.values()]).toEqual([
      [
        { sequence: 3, hash: hashOf(9), prev: hashOf(2), place: 'other' },
        { sequence: 3, hash: hashOf(8), prev: hashOf(2), place: 'third' },
      ],
    ]);
    expect(stream.identities).toMatchObject([{ sequence: 3, place: 'x', retention: 'audit' }]);
    expect([stream.shownRightLater.size, stream.overflow.size]).toEqual([0, 0]);
  });

  it('tells a copy that is shown otherwise from one that is shown right later', () => {
    const stream = new CollectedStream('a');
    stream.addLeaf(leaf('record', 2), 'two', mismatch, 'first');
    expect(stream.shownOtherwise).toMatchObject([{ sequence: 2, first: true, place: 'first' }]);
    stream.addLeaf(leaf('record', 2), 'two', mismatch, 'second');
    expect(stream.shownOtherwise.map(({ first }) => first)).toEqual([true, false]);
    expect([...stream.shownRightLater]).toEqual([]);
    stream.addLeaf(leaf('record', 2), 'two', undefined, 'third');
    expect([[...stream.shownRightLater], stream.duplicates]).toEqual([[2], 2]);
    stream.addPlainLeaf(plain(7), 'x');
    stream.addPlainLeaf(plain(7), 'y');
    expect([...stream.shownRightLater]).toEqual([2, 7]);
  });

  it('is of controls what each kind is for', () => {
    const stream = new CollectedStream('a');
    for (const [index, kind] of [
      'open',
      'rotate',
      'close',
      'redaction',
      'relay',
      'gap',
      'heartbeat',
      'record',
    ].entries()) {
      stream.addLeaf(leaf(kind, index + 1), kind, undefined, 'x');
    }
    stream.addLeaf(leaf('open', 1), 'open', undefined, 'x'); // a copy is none of its own
    stream.addLeaf(leaf('open', 1), 'other', undefined, 'x');
    stream.addFarControl(leaf('rotate', 99), 'far', 'y');
    const kinds = (list: readonly { readonly leaf: Leaf }[]) =>
      list.map((one) => `${one.leaf.kind} ${one.leaf.sequence}`);
    expect(kinds(stream.controls)).toEqual(['open 1', 'rotate 2', 'close 3', 'open 1', 'rotate 99']);
    expect([stream.redactions, stream.relays, stream.gaps].map(kinds)).toEqual([
      ['redaction 4'],
      ['relay 5'],
      ['gap 6'],
    ]);
    expect([stream.told, stream.leaves.has(99)]).toEqual([{ first: 8, last: 8 }, false]);
  });

  it.each<readonly [string, (stream: CollectedStream, n: number) => void, string, (stream: CollectedStream) => number]>(
    [
      [
        'rivals',
        (stream, n) => stream.addPlainLeaf(plain(2, `${n}`.padStart(32)), 'x'),
        'INSERTED',
        (s) => s.rivals.get(2)?.length ?? 0,
      ],
      [
        'controls',
        (stream, n) => stream.addFarControl(leaf('rotate', n + 2), `${n}`, 'x'),
        'INSERTED',
        (s) => s.controls.length,
      ],
      [
        'unreadable records',
        (stream, n) => stream.addUnreadable({ sequence: n, place: 'x', why: 'y' }),
        'MODIFIED',
        (s) => s.unreadable.length,
      ],
      [
        'records shown otherwise',
        (stream, n) => stream.addLeaf(leaf('record', n + 2), `${n}`, mismatch, 'x'),
        'DISPLAY_MISMATCH',
        (s) => s.shownOtherwise.length,
      ],
    ],
  )('is of %s a thousand, and the rest is counted', (_, add, verdict, kept) => {
    const stream = new CollectedStream('a');
    if (verdict === 'INSERTED') stream.addPlainLeaf(plain(2), 'x');
    for (let n = 1; n <= 1_000; n += 1) add(stream, n);
    expect([kept(stream), [...stream.overflow]]).toEqual([1_000, []]);
    for (let n = 1_001; n <= 1_003; n += 1) add(stream, n);
    expect([kept(stream), [...stream.overflow]]).toEqual([1_000, [[verdict, 3]]]);
  });

  it('is of gaps a thousand, and of other controls as many as there may be', () => {
    const stream = new CollectedStream('a');
    for (let n = 1; n <= 1_002; n += 1) stream.addFarControl(leaf('gap', n), `${n}`, 'x');
    expect([stream.gaps.length, stream.moreGaps, stream.overflow.size]).toEqual([1_000, 2, 0]);
    for (let n = 1; n <= 10_001; n += 1) stream.addFarControl(leaf('redaction', n), `${n}`, 'x');
    expect([stream.redactions.length, stream.overflow.size]).toEqual([10_000, 0]);
  });

  it('is of identities four, of which the class is a part', () => {
    const stream = new CollectedStream('a');
    const add = (n: number, more: Partial<PlainLeaf>) => stream.addPlainLeaf(plain(n, hashOf(n), more), 'x');
    add(1, { identity: { ...IDENTITY } });
    add(2, { identity: { ...IDENTITY } });
    add(3, { retention: 'long' });
    add(4, { identity: { ...IDENTITY, instance: 'b' } });
    add(5, { identity: { ...IDENTITY, instance: 'c' } });
    expect([stream.identities.map(({ sequence }) => sequence), stream.overflow.size]).toEqual([[1, 3, 4, 5], 0]);
    add(6, { identity: { ...IDENTITY, instance: 'd' } });
    expect([stream.identities.length, [...stream.overflow]]).toEqual([4, [['FOREIGN_KEY', 1]]]);
  });

  it('finds checkpoints by their size, also those that came after it was judged before', () => {
    const stream = new CollectedStream('a');
    const claim = (size: number, place: string) => ({ size, place, length: 1 }) as CheckpointClaim;
    for (const [size, place] of [
      [4, 'a'],
      [7, 'b'],
      [4, 'c'],
    ] as const)
      stream.addCheckpoint(claim(size, place));
    const places = (size: number) => stream.checkpointsOf(size).map(({ place }) => place);
    expect([places(4), places(7), places(5)]).toEqual([['a', 'c'], ['b'], []]);
    stream.addCheckpoint(claim(7, 'd'));
    const { proofs } = stream;
    expect([places(7), stream.proofs]).toEqual([['b'], proofs]);
    stream.beginJudgement();
    expect(places(7)).toEqual(['b', 'd']);
    expect(stream.proofs).not.toBe(proofs);
  });

  it('is of checkpoints no more than their texts may have', () => {
    const stream = new CollectedStream('a');
    const claim = (length: number) => ({ size: 1, length }) as CheckpointClaim;
    stream.addCheckpoint(claim(268_435_455));
    stream.addCheckpoint(claim(1));
    expect([stream.checkpoints.length, stream.overflow.size]).toEqual([2, 0]);
    stream.addCheckpoint(claim(1));
    expect([stream.checkpoints.length, [...stream.overflow]]).toEqual([2, [['INSERTED', 1]]]);
  });

  it.each(['organisation', 'tenant', 'environment', 'service', 'namespace', 'instance'] as const)(
    'speaks under another identity with another %s',
    (part) => {
      expect(isSameIdentity(IDENTITY, { ...IDENTITY })).toBe(true);
      expect(isSameIdentity(IDENTITY, { ...IDENTITY, [part]: 'x' })).toBe(false);
    },
  );
});
