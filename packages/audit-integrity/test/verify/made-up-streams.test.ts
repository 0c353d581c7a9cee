import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '../../src/index.js';
import { judge, payloadOf } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  stored,
  trustOf,
} from '../sealed-streams.js';

const idOf = (n: number): string => (n + 1).toString(16).padStart(8, '0').repeat(4);

/** Somebody without a trusted key makes up streams, one record each, as their sealers would begin them or from the middle. */
function madeUp(count: number, which: 'open' | 'record'): StoredRecord[] {
  const stranger = keyOf('stranger');
  return Array.from({ length: count }, (_, n) => {
    const records = stored(loginStream(1, open({ streamId: idOf(n), root: stranger, key: stranger })));
    return records.find((record) => payloadOf(record).includes(`"kind":"${which}"`)) as StoredRecord;
  });
}

const honest = (n: number): StoredRecord[] => stored(loginStream(4, open({ streamId: `f${idOf(n).slice(1)}` })));
const isWhole = ({ trusted, records }: { readonly trusted: boolean; readonly records: number }) =>
  trusted && records === 6;

describe('ten times as many made-up streams as are held', () => {
  it.each(['open', 'record'] as const)(
    'each with its %s, take no room from those that a trusted key opened',
    (which) => {
      const log = [...honest(1), ...madeUp(200, which), ...honest(2), ...honest(3)];
      const report = judge(log, { maxStreams: 20 });
      expect(report.streams.filter(isWhole)).toHaveLength(3);
      expect(report.streams).toHaveLength(20 + 3);
      expect(report.conditions).toContainEqual({
        ...{ condition: 'UNANCHORED', stream: '-', sequence: '-' },
        detail: expect.stringMatching(
          /^180 records of at least 1\d\d streams are left out: .* no trusted key was seen/,
        ),
      });
      expect(report.findings.filter(({ stream }) => stream.startsWith('f'))).toEqual([]);
      expect(report.verdict).not.toBe('INTACT');
    },
  );

  it('are never INTACT, not even where nothing speaks against the streams that are held', () => {
    const report = judge([...honest(1), ...honest(2)], { maxStreams: 0, maxTrustedStreams: 1, accept: ['redacted'] });
    expect([report.verdict, report.reason]).toEqual(['NOT PROVEN', 'UNANCHORED']);
    expect(report.streams.filter(isWhole)).toHaveLength(1);
  });

  it('do not make a stream, whose first records came when there was no room, look as if they were missing', () => {
    const [opening, ...rest] = honest(2);
    const report = judge([...madeUp(200, 'open'), ...rest, opening as StoredRecord], { maxStreams: 20 });
    expect(report.streams.some(({ stream }) => stream.startsWith('f'))).toBe(false);
    expect(report.findings.filter(({ verdict }) => verdict === 'MISSING')).toEqual([]);
    const expected = trustOf({}, { expectedServices: ['shop'] });
    const told = judge([...madeUp(200, 'open'), ...rest, opening as StoredRecord], { maxStreams: 20, trust: expected });
    expect(told.findings.filter(({ verdict }) => verdict === 'STREAM_MISSING')).toEqual([]);
  });

  it('do not part a stream that began before them from its open leaf, which came behind them', () => {
    const [opening, ...rest] = honest(2);
    const log = [...rest, ...madeUp(200, 'open'), opening as StoredRecord];
    const report = judge(log, { maxStreams: 20 });
    expect(report.streams.filter(isWhole).map(({ stream }) => stream)).toEqual([`f${idOf(2).slice(1)}`]);
    expect(report.findings.filter(({ stream }) => stream.startsWith('f'))).toEqual([]);
    expect(report.streams, 'its place is free for another').toHaveLength(20);
    const another = judge([...log, ...madeUp(201, 'open').slice(200)], { maxStreams: 20 });
    expect(another.streams).toHaveLength(21);
  });

  it.each(['rotate', 'open'] as const)('take no room from one that shows itself by its %s first', (kind) => {
    const sealer = open({ streamId: `f${idOf(4).slice(1)}` });
    const next = keyOf('epoch-2');
    const certificate = rotationOf(sealer, EPOCH, { key: next, epoch: 2 });
    const records = stored([
      sealer.open,
      sealer.seal(loginFailure(1), at(10)),
      ...sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(20)),
      sealer.close({ reason: 'x' }, at(30)),
      sealer.checkpoint(),
    ]);
    const from = records.findIndex((record) => payloadOf(record).includes(`"kind":"${kind}"`));
    const { streams } = judge([...madeUp(200, 'record'), ...records.slice(from)], { maxStreams: 20 });
    expect(streams.filter(({ trusted }) => trusted)).toMatchObject([
      { stream: sealer.streamId, last: 4, closed: true },
    ]);
  });

  it('make no room for more of them by open leaves of their own, which come later', () => {
    const log = [...madeUp(21, 'record'), ...madeUp(20, 'open'), ...madeUp(40, 'record').slice(21)];
    expect(judge(log, { maxStreams: 20 }).streams).toHaveLength(20);
  });

  it('do not hide that an expected service has no stream', () => {
    const trust = trustOf({}, { expectedServices: ['shop'] });
    const range = { from: at(-1_000), to: at(1_000) };
    const missing = (records: StoredRecord[]) =>
      judge(records, { maxStreams: 2, trust, range }).findings.filter(({ verdict }) => verdict === 'STREAM_MISSING');
    // what opened a stream may be outside of a range
    const told = [[], madeUp(2, 'record'), madeUp(3, 'record')].map((records) => missing(records).length);
    expect(told).toEqual([1, 1, 0]);
    const { findings } = judge(madeUp(200, 'record'), { maxStreams: 20, trust });
    expect(findings.filter(({ verdict }) => verdict === 'STREAM_MISSING')).toHaveLength(1);
  });
});

describe('more trusted streams than are held', () => {
  it('are held nevertheless while there is room for any', () => {
    const log = Array.from({ length: 20 }, (_, n) => honest(n)).flat();
    const { verdict, streams } = judge(log, { maxStreams: 20, maxTrustedStreams: 2 });
    expect([verdict, streams.length]).toEqual(['INTACT', 20]);
    // once there is no more room for all, the trusted ones stand in their own: two of them
    const behind = [20, 21, 22].flatMap(honest);
    const full = judge([...log, ...behind, ...madeUp(5, 'record')], { maxStreams: 20, maxTrustedStreams: 2 });
    expect([full.streams.length, full.streams.filter(isWhole).length]).toEqual([22, 20]);
  });

  it('tenfold, are counted and keep the verdict from INTACT', () => {
    const log = Array.from({ length: 50 }, (_, n) => honest(n)).flat();
    const report = judge(log, { maxStreams: 0, maxTrustedStreams: 5 });
    expect(report.streams).toHaveLength(5);
    expect(report.conditions).toEqual([
      {
        ...{ condition: 'UNANCHORED', stream: '-', sequence: '-' },
        detail: '360 records of at least 45 streams are left out: more than can be held at once',
      },
    ]);
    const all = judge(log, { maxStreams: 0, maxTrustedStreams: 50 });
    expect([all.streams.length, all.conditions.filter(({ condition }) => condition === 'UNANCHORED')]).toEqual([
      50,
      [],
    ]);
  });
});
