import { describe, expect, it } from 'vitest';
import type { StoredRecord, VerifierOptions } from '../../src/index.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { judge, verdictOf, without } from '../judged.js';
import { at, loginStream, open, START, STREAM, stored, trustOf } from '../sealed-streams.js';

const close = { kind: 'close', control: { reason: 'x' } };
const OTHER = 'e'.repeat(32);
const ROOT_TEXT = Buffer.alloc(32, 1).toString('base64url');
const CONTINUES = '1 streams continue one that is not in this source';

describe('a declared gap', () => {
  const gaps = (control?: object) =>
    judge(handMadeStream([opening(), control === undefined ? { kind: 'gap' } : { kind: 'gap', control }, close])).gaps;
  const time = (seconds: number) => `${START[0] + seconds}000000000`;
  const whose = { stream: STREAM, sequence: 2 };

  it.each<readonly [string, object | undefined, object]>([
    [
      'all that it may say',
      { count: '3', reason: 'queue full', from_time: time(1), to_time: time(2) },
      { count: '3', reason: 'queue full', from: '2026-11-23T16:00:01.000Z', to: '2026-11-23T16:00:02.000Z' },
    ],
    ['no times', { count: '3', reason: 'x' }, { count: '3', reason: 'x' }],
    ['times that are none', { count: '3', reason: 'x', from_time: 'now', to_time: '5' }, { count: '3', reason: 'x' }],
    ['nothing', undefined, { count: '?', reason: '' }],
  ])('is told with %s', (_, control, expected) => {
    expect(gaps(control)).toStrictEqual([{ ...whose, ...expected }]);
  });
});

describe('a predecessor that a stream names', () => {
  const told = (
    predecessor: unknown,
    options: VerifierOptions = {},
    records?: (of: StoredRecord[]) => StoredRecord[],
  ) => {
    const stream = handMadeStream([opening({ predecessor }), { kind: 'record' }, close]);
    return judge(records?.(stream) ?? stream, options).coverage.includes(CONTINUES);
  };
  const claim = { stream: OTHER, size: '5', root: ROOT_TEXT };

  it('is told where the stream is trusted and its opening proven', () => {
    expect(told(claim)).toBe(true);
    expect(told(claim, { trust: trustOf({ services: ['bank'] }) })).toBe(false);
    expect(told(claim, {}, (stream) => stream.slice(0, -1))).toBe(false);
  });

  it.each<readonly [string, unknown]>([
    ['a text', 'x'],
    ['without a size', { stream: OTHER, root: ROOT_TEXT }],
    ['of a size that is none', { ...claim, size: '05' }],
    ['of a root that is none', { ...claim, root: '!' }],
    ['of a root that is too short', { ...claim, root: ROOT_TEXT.slice(0, -3) }],
  ])('is none as %s', (_, predecessor) => {
    expect(told(predecessor)).toBe(false);
  });
});

describe('what is said of a stream', () => {
  const RECORDS = stored(loginStream(6));
  const summary = (records: readonly StoredRecord[], options: VerifierOptions = {}) =>
    judge(records, options).streams[0];
  const time = (ms: number) => `2026-11-23T16:00:00.${String(ms).padStart(3, '0')}Z`;

  it('counts what is here, from the first to the last', () => {
    const whole = { first: 1, last: 8, records: 8, checkpoints: 2, closed: true, from: time(0), to: time(70) };
    expect(summary(RECORDS)).toMatchObject({ stream: STREAM, retention: 'audit', trusted: true, ...whole });
    expect(summary(without(RECORDS, 2, 3))).toMatchObject({ ...whole, records: 6 });
    expect(summary(RECORDS.slice(1))).toMatchObject({
      first: 2,
      last: 8,
      records: 7,
      from: time(10),
      retention: 'audit',
    });
  });

  it('counts of a range what lies within', () => {
    const range = { from: at(25), to: at(45), marginSeconds: Number.POSITIVE_INFINITY };
    expect(summary(RECORDS, { range })).toMatchObject({ first: 4, last: 8, records: 5, from: time(30), to: time(70) });
    expect(summary(without(RECORDS, 4), { range })).toMatchObject({ first: 4, last: 8, records: 4 });
    expect(summary(without(RECORDS, 1), { range })).toMatchObject({ first: 4, last: 8, records: 5 });
    const early = { to: at(25), marginSeconds: Number.POSITIVE_INFINITY };
    expect(summary(RECORDS, { range: early })).toMatchObject({ first: 1, last: 5, records: 5, to: time(40) });
    const holes = [6, 7].map((index) => summary(without(RECORDS, index), { range: early }));
    expect(holes).toMatchObject(Array(2).fill({ first: 1, last: 5, records: 5, to: time(40) }));
  });

  it('has nothing to count where only checkpoints are left', () => {
    const checkpoints = RECORDS.filter(({ logRecord }) => logRecord.eventName === 'audit.checkpoint');
    const nothing = { first: 0, last: 0, records: 0, from: '', to: '', retention: '', trusted: false, closed: false };
    expect(summary(checkpoints)).toMatchObject({ stream: STREAM, identity: undefined, ...nothing });
  });

  it('counts what waits for its root in a store, not in a file', () => {
    const going = stored(loginStream(6, open())).slice(0, -2);
    const asOf = at(1_000);
    const line = '2 records of streams that go on are younger than their last signed root';
    expect(judge(going, { source: 'store', asOf }).coverage).toContain(line);
    expect(judge(going, { source: 'store', asOf: at(900_000) }).coverage).not.toContain(line);
    expect(judge(going, { asOf }).coverage).not.toContain(line);
  });

  it('is not alive in a store that does not say when it was read, or without its last signed record', () => {
    const going = stored(loginStream(6)).slice(0, -2);
    expect(verdictOf(going, { source: 'store' })).toEqual(['NOT PROVEN UNANCHORED']);
    expect(verdictOf(without(going, 4), { source: 'store', asOf: at(1_000) })).toEqual(['MISSING #5 -']);
  });
});

describe('who sealed a stream', () => {
  const asked = (records: readonly StoredRecord[], range?: readonly [from: number, to: number]) =>
    verdictOf(records, {
      require: ['producer'],
      ...(range === undefined ? {} : { range: { from: at(range[0]), to: at(range[1]), marginSeconds: 0 } }),
    });
  /** A collector's own words up to its tenth second and from the thirtieth on, and a producer's record at the twentieth. */
  const collector = () => {
    const sealer = open({ signer: 'collector' });
    const records = [sealer.open];
    for (let second = 1; second <= 40; second += 1) {
      if (second === 20) records.push(sealer.seal({ eventName: 'security.x' }, at(20_000)));
      else records.push(sealer.heartbeat({ pending: 0 }, at(second * 1_000)));
      records.push(sealer.checkpoint());
    }
    return stored([...records, sealer.close({ reason: 'x' }, at(41_000)), sealer.checkpoint()]);
  };

  it('is a producer unless it says otherwise, and a collector where it tells of others', () => {
    expect(asked(stored(loginStream(2)))).toEqual(['INTACT']);
    expect(asked(stored(loginStream(2, open({ signer: 'collector' }))))).toEqual(['NOT PROVEN NOT_PRODUCER']);
  });

  it('is of no account to a range in which a collector speaks of its own', () => {
    const records = collector();
    const all = (from: number, to: number) =>
      verdictOf(records, {
        require: ['producer'],
        range: { from: at(from), to: at(to), marginSeconds: Number.POSITIVE_INFINITY },
      });
    expect([all(1_000, 10_000), all(30_000, 35_000), all(15_000, 25_000)]).toEqual([
      ['INTACT'],
      ['INTACT'],
      ['NOT PROVEN NOT_PRODUCER'],
    ]);
    // the first signed size behind the range is its last number: #21 is the producer's
    expect([all(1_000, 18_500), all(1_000, 19_500), all(20_000, 35_000), all(20_500, 35_000)]).toEqual([
      ['INTACT'],
      ['NOT PROVEN NOT_PRODUCER'],
      ['NOT PROVEN NOT_PRODUCER'],
      ['INTACT'],
    ]);
  });

  it('is not told but by the leaf that opens it', () => {
    const rotation = { ...opening(), kind: 'rotate' };
    expect(asked(handMadeStream([rotation, { kind: 'record' }, close]))).toEqual(['BAD_EPOCH #1 kind']);
  });
});
