import { describe, expect, it } from 'vitest';
import type { UnixTime } from '../../src/unix-time.js';
import type { Anchored } from '../../src/verify/anchor.js';
import type { CollectedStream } from '../../src/verify/collected-stream.js';
import { expiredPrefix, promiseOf } from '../../src/verify/expired-prefix.js';
import { intervalOf, isUnanchored, isWithin, SILENCE_SECONDS, WHOLE_STREAM } from '../../src/verify/judged-range.js';
import { LeafStore } from '../../src/verify/leaf-store.js';
import type { OpenedStream } from '../../src/verify/opened-stream.js';
import { isAstray, shownTime, sideOf, statedTime } from '../../src/verify/record-time.js';
import type { SignedRoot } from '../../src/verify/signed-roots.js';

const T = 1_795_449_600;
const nanoseconds = (seconds: number, ns = 0) => `${seconds}${String(ns).padStart(9, '0')}`;

/** Leaf n sealed at T + n seconds. */
function streamOf(numbers: readonly number[], more: object = {}): CollectedStream {
  const leaves = new LeafStore();
  for (const n of numbers) leaves.add(n, { hash: `h${n}`.padEnd(32), prev: ''.padEnd(32), time: nanoseconds(T + n) });
  return {
    leaves,
    unreadable: [],
    shownOtherwise: [],
    skipped: { before: 0, after: 0 },
    controls: [],
    checkpoints: [],
    ...more,
  } as unknown as CollectedStream;
}
const at = (seconds: number, ns = 0): UnixTime => [T + seconds, ns];

describe('the side of a range on which a moment lies', () => {
  const range = { from: at(10, 5), to: at(20, 5) };

  it.each([
    [nanoseconds(T + 10, 4), 0, 'before'],
    [nanoseconds(T + 10, 5), 0, 'within'],
    [nanoseconds(T + 20, 5), 0, 'within'],
    [nanoseconds(T + 20, 6), 0, 'after'],
    [nanoseconds(T + 7, 4), 3, 'before'],
    [nanoseconds(T + 7, 5), 3, 'within'],
    [nanoseconds(T + 23, 5), 3, 'within'],
    [nanoseconds(T + 23, 6), 3, 'after'],
  ] as const)('of %s with a margin of %i s is %s', (time, margin, side) => {
    expect(sideOf(time, range, margin)).toBe(side);
    const open = side === 'before' ? { ...range, from: undefined } : { ...range, to: undefined };
    if (side !== 'within') expect(sideOf(time, open, margin)).toBe('within');
  });
});

describe('a record that says that it was sealed outside a range', () => {
  const range = { from: at(10), to: at(20) };

  it.each<readonly [string, string | undefined, boolean]>([
    ['within', nanoseconds(T + 15), true],
    ['at its end', nanoseconds(T + 20), true],
    ['outside', nanoseconds(T + 9), false],
    ['as nothing', undefined, false],
    ['as no time', 'now', false],
  ])('and is shown %s is astray: %s', (_, shown, expected) => {
    expect(isAstray(nanoseconds(T + 5), shown, range)).toBe(expected);
    expect(isAstray(nanoseconds(T + 12), shown, range)).toBe(false);
    expect(isAstray(nanoseconds(T + 5), shown, undefined)).toBe(false);
  });
});

describe('the time that a payload states', () => {
  const end = (time: string, more = '') => `{"sequence":"1","time":"${time}",${more}"v":"1"}`;
  const trace = `"trace":"${'a'.repeat(32)}",`;

  it.each([
    [end('1234567890'), '1234567890'],
    [end('1'.repeat(20), trace), '1'.repeat(20)],
    ['x'.repeat(200) + end('1234567890', trace), '1234567890'],
    [end('123456789'), undefined],
    [end('0123456789'), undefined],
    [end('1'.repeat(21)), undefined],
    [end('1234567890', '"trace":"a",'), undefined],
    [`${end('1234567890')} `, undefined],
    [`"time":"1234567890","x":"y","v":"1"}`, undefined],
    ['', undefined],
  ])('%# is %s', (text, time) => {
    expect(statedTime(text)).toBe(time);
  });

  it.each([
    ['1234567890', '1234567890'],
    ['9'.repeat(20), '9'.repeat(20)],
    ['123456789', undefined],
    ['9'.repeat(21), undefined],
    ['0234567890', undefined],
    ['1234567890x', undefined],
    ['x1234567890', undefined],
    [undefined, undefined],
  ])('of what is shown as %s is %s', (text, time) => {
    expect(shownTime(text)).toBe(time);
  });
});

describe('whether a stream has to do with a range', () => {
  const one = (from: UnixTime | undefined, to: UnixTime | undefined, more: object = {}, closed = false) =>
    isWithin(streamOf([3, 4, 5], more), { from, to }, closed);
  const silence = SILENCE_SECONDS;
  const checkpoint = (size: number, isShownWithin: boolean) => ({ size, isShownWithin });

  it.each<readonly [string, boolean, boolean]>([
    ['ended as it began', one(at(5), undefined, {}, true), true],
    ['ended before', one(at(5, 1), undefined, {}, true), false],
    ['was silent as long as it may', one(at(5 + silence), undefined), true],
    ['was silent for longer', one(at(5 + silence, 1), undefined), false],
    ['has more behind the range', one(at(900), at(901), { skipped: { before: 0, after: 1 } }), true],
    ['began as it ended', one(undefined, at(3)), true],
    ['began after', one(undefined, at(2, 999_999_999)), false],
    ['began after, and has more before', one(undefined, at(2), { skipped: { before: 1, after: 0 } }), true],
    ['has more on both sides', one(at(900), at(901), { skipped: { before: 1, after: 1 } }), true],
    ['has something that cannot be read', one(at(900), at(901), { unreadable: [{}] }), true],
    ['has one of its records shown within', one(at(900), at(901), { shownOtherwise: [{ astray: true }] }), true],
    ['has one shown otherwise where it is', one(at(900), at(901), { shownOtherwise: [{ astray: false }] }), false],
    ['has lost what a checkpoint within is over', one(at(900), at(901), { checkpoints: [checkpoint(9, true)] }), true],
    ['lost it before', one(at(900), at(901), { checkpoints: [checkpoint(9, false)] }), false],
    ['has what it is over', one(at(900), at(901), { checkpoints: [checkpoint(5, true)] }), false],
    ['is asked for without a range', isWithin(streamOf([]), undefined, true), true],
    ['has no leaves', isWithin(streamOf([]), { from: at(0), to: at(9) }, false), false],
  ])('that %s: %s', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('of which only hashes are left, it does if there is any leaf', () => {
    const stream = streamOf([5]);
    stream.leaves.redact(1, 'h'.padEnd(32));
    expect(isWithin(stream, { from: at(900), to: undefined }, true)).toBe(true);
  });
});

describe('the numbers that a range speaks of', () => {
  const stream = streamOf([1, 2, 3, 4, 5, 6, 7, 8]);
  const anchored = (proven = [{ first: 1, last: 8 }], expected = new Map<number, string>()) =>
    ({ proven, expected }) as unknown as Anchored;
  const roots = [2, 4, 6, 8].map((size) => ({ size, root: '', claims: [] })) as readonly SignedRoot[];
  const of = (from?: UnixTime, to?: UnixTime, by = anchored(), within = stream) =>
    intervalOf(within, by, roots, { from, to });

  it('are all without one', () => {
    expect(intervalOf(stream, anchored(), roots, undefined)).toBe(WHOLE_STREAM);
    expect(WHOLE_STREAM).toEqual({ after: 0, until: Number.POSITIVE_INFINITY });
  });

  it.each([
    [at(3), 2],
    [at(3, 1), 3],
    [at(1), 0],
    [at(99), 8],
  ])('begin behind the last proven leaf before it: %#', (from, after) => {
    expect(of(from)).toEqual({ after, until: Number.POSITIVE_INFINITY });
  });

  it.each([
    [at(3), 4],
    [at(4), 6],
    [at(3, 999_999_999), 4],
    [at(8), Number.POSITIVE_INFINITY],
    [at(0), 2],
  ])('end with the first signed size after it: %#', (to, until) => {
    expect(of(undefined, to)).toEqual({ after: 0, until });
  });

  it('rest on proven leaves that are here as they were signed', () => {
    expect(of(at(5), undefined, anchored([{ first: 1, last: 2 }])).after).toBe(2);
    expect(
      of(
        at(5),
        undefined,
        anchored([
          { first: 1, last: 2 },
          { first: 4, last: 4 },
        ]),
      ).after,
    ).toBe(4);
    expect(
      of(
        at(5),
        undefined,
        anchored(
          [{ first: 1, last: 4 }],
          new Map([
            [4, 'x'],
            [3, 'x'],
          ]),
        ),
      ).after,
    ).toBe(2);
    expect(of(at(5), undefined, anchored([])).after).toBe(0);
    const late = streamOf([4, 5, 6]);
    expect(of(at(5), undefined, anchored([]), late).after).toBe(3);
    expect(of(at(5), undefined, anchored([]), streamOf([])).after).toBe(0);
  });

  it('reach back to nothing where neither the leaf before nor the first is here', () => {
    const range = { from: at(5), to: undefined };
    const late = streamOf([4, 5, 6]);
    expect(isUnanchored(late, { after: 3, until: 9 }, range)).toBe(true);
    expect(isUnanchored(late, { after: 4, until: 9 }, range)).toBe(false);
    expect(isUnanchored(stream, { after: 0, until: 9 }, range)).toBe(false);
    expect(isUnanchored(late, { after: 3, until: 9 }, { from: undefined, to: at(9) })).toBe(false);
    expect(isUnanchored(late, { after: 3, until: 9 }, undefined)).toBe(false);
  });
});

describe('a promised retention', () => {
  const control = (kind: string, sequence: number, minimum?: string, hash = `h${sequence}`.padEnd(32)) => ({
    hash,
    place: '-',
    leaf: { kind, sequence, control: minimum === undefined ? undefined : { text: () => minimum } },
  });
  const opened = { trusted: true } as OpenedStream;
  const proven = { proven: [{ first: 4, last: 9 }], expected: new Map() } as unknown as Anchored;
  const gone = (asOf: UnixTime | undefined, more: object = {}, minimum = '100', first = 5) => {
    const stream = streamOf([first, first + 1], { controls: [control('rotate', first, minimum)] });
    const given = { stream, runs: stream.leaves.runs(), opened, anchored: proven, asOf };
    return expiredPrefix({ ...given, ...more });
  };

  it.each<readonly [string, number, number]>([
    ['is over to the second', gone(at(105)), 4],
    ['is over', gone(at(9_999)), 4],
    ['is not over', gone([T + 104, 999_999_999]), 0],
    ['has no time to be held against', gone(undefined), 0],
    ['is nobody’s', gone(at(105), { opened: { trusted: false } }), 0],
    ['is not proven', gone(at(105), { anchored: { ...proven, proven: [{ first: 6, last: 9 }] } }), 0],
    ['is of another leaf', gone(at(105), { anchored: { ...proven, expected: new Map([[5, 'x']]) } }), 0],
    ['is none', gone(at(105), {}, ''), 0],
    ['begins with a zero', gone(at(9_999), {}, '0100'), 0],
    ['is longer than any', gone(at(105), {}, '1'.repeat(12)), 0],
    ['of no beginning that is gone', gone(at(105), {}, '100', 1), 0],
    ['of no leaves', gone(at(105), { stream: streamOf([]), runs: [] }), 0],
  ])('that %s leaves as lawfully gone %#', (_, found, expected) => {
    expect(found).toBe(expected);
  });

  it('says nothing of the time of a leaf of which only the hash is left', () => {
    const stream = streamOf([6, 7], { controls: [control('rotate', 6, '100')] });
    stream.leaves.redact(5, 'h'.padEnd(32));
    const given = { stream, runs: stream.leaves.runs(), opened, anchored: proven, asOf: at(9_999) };
    expect([stream.leaves.runs()[0]?.first, expiredPrefix(given)]).toEqual([5, 0]);
  });

  it('is the one of the first proven leaf that is here as it was signed', () => {
    const promise = (...controls: ReturnType<typeof control>[]) =>
      promiseOf(streamOf([4, 5, 6, 7], { controls }), opened, proven);
    expect(promise(control('rotate', 6, '6'), control('rotate', 5, '5'), control('open', 4, '4'))).toBe(4);
    expect(promise(control('rotate', 6, '6'), control('rotate', 5, '5'))).toBe(5);
    expect(promise(control('close', 5, '5'), control('rotate', 6, '6'))).toBe(6);
    expect(promise(control('rotate', 5, '5', 'other'), control('rotate', 6, '99999999999'))).toBe(99_999_999_999);
    expect(promise(control('rotate', 3, '3'), control('rotate', 6))).toBeUndefined();
    expect(promise()).toBeUndefined();
  });
});
