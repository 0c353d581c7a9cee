import { describe, expect, it } from 'vitest';
import type { StoredRecord, VerifierOptions } from '../../src/index.js';
import type { StreamSealer } from '../../src/seal-stream.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { changed, editPayload, judge, setAttribute, verdictOf, without } from '../judged.js';
import { at, EPOCH, keyOf, loginFailure, open, rotationOf, stored } from '../sealed-streams.js';

/** A record every ten seconds for an hour, a checkpoint after every sixth, an epoch of ten minutes. */
function anHour(sealer: StreamSealer = open()): SealedRecord[] {
  const records = [sealer.open];
  let key = EPOCH;
  for (let n = 1; n <= 360; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 10_000)));
    if (n % 6 === 0) records.push(sealer.checkpoint());
    if (n % 60 !== 0) continue;
    const next = keyOf(`epoch-${n}`);
    const certificate = rotationOf(sealer, key, { key: next, epoch: n / 60 + 1 });
    const epochKey = { publicKey: next.publicKey, sign: (message: Uint8Array) => signed(next, message) };
    records.push(...sealer.rotate({ certificate, epochKey }, at(n * 10_000)));
    key = next;
  }
  return [...records, sealer.close({ reason: 'shutdown' }, at(3_601_000)), sealer.checkpoint()];
}

import { sign } from 'node:crypto';

function signed(key: ReturnType<typeof keyOf>, message: Uint8Array): Uint8Array {
  return sign(null, message, key.privateKey);
}

const HOUR = stored(anHour());
/** From minute 30 to minute 35: records 180 to 210, in the fourth epoch. */
const FIVE_MINUTES = { from: at(1_800_000), to: at(2_100_000), marginSeconds: 70 };
const indexOf = (n: number): number =>
  HOUR.findIndex(({ logRecord }) => JSON.stringify(logRecord.body).includes(`user${n}@`));
const RANGED: VerifierOptions = { range: FIVE_MINUTES };
const ALL_KEPT: VerifierOptions = { range: { ...FIVE_MINUTES, marginSeconds: Number.POSITIVE_INFINITY } };

describe.each([
  ['with leaves outside passed over', RANGED],
  ['with all leaves kept', ALL_KEPT],
] as const)('a range, %s', (_, options) => {
  it('is intact in any order, and counts what lies within', () => {
    const report = judge(HOUR.toReversed(), options);
    expect(report.verdict).toBe('INTACT');
    expect(report.streams[0]?.records).toBeGreaterThan(30);
    expect(report.streams[0]?.records).toBeLessThan(60);
  });

  it('does not care what was removed or changed outside', () => {
    expect(verdictOf(without(HOUR, indexOf(20), indexOf(300)), options)).toEqual(['INTACT']);
    const edited = changed(HOUR, indexOf(300), (record) => setAttribute(record, 'user.id', { stringValue: 'eve' }));
    expect(verdictOf(edited, options)).toEqual(['INTACT']);
  });

  it('misses every record that was removed within', () => {
    const removed = without(HOUR, indexOf(190), indexOf(200));
    expect(verdictOf(removed, options)).toEqual(['MISSING #194 -', 'MISSING #204 -']);
  });

  it('misses the first records within and the last ones', () => {
    expect(verdictOf(without(HOUR, indexOf(181)), options)).toEqual(['MISSING #185 -']);
    expect(verdictOf(without(HOUR, indexOf(209)), options)).toEqual(['MISSING #213 -']);
  });

  it('names what was changed within', () => {
    const shown = changed(HOUR, indexOf(190), (record) => setAttribute(record, 'user.id', { stringValue: 'eve' }));
    expect(verdictOf(shown, options)).toEqual(['DISPLAY_MISMATCH #194 user.id']);
    const text = changed(HOUR, indexOf(190), (record) => editPayload(record, 'user190', 'user191'));
    expect(verdictOf(text, options)).toEqual(['MODIFIED #194 user.id']);
  });

  it('misses a record that was made to look as if it were of another time', () => {
    const moved = changed(HOUR, indexOf(190), (record) => {
      editPayload(record, /"time":"\d+",/, '"time":"1795449600000000000",');
      (record.logRecord as { timeUnixNano: string }).timeUnixNano = '1795449600000000000';
    });
    expect(judge(moved, options).exitCode).toBe(1);
  });

  it('is not proven when all its records are gone', () => {
    const gone = HOUR.filter(({ logRecord }) => {
      const seconds = Number(BigInt(logRecord.timeUnixNano as string) / 1_000_000_000n) - at(0)[0];
      return seconds < 1_700 || seconds > 2_200;
    });
    expect(judge(gone, options).exitCode).not.toBe(0);
  });

  it('is not proven when the stream was cut within', () => {
    const cut = HOUR.slice(0, indexOf(200));
    expect(verdictOf(cut, options)).toEqual(['NOT PROVEN UNANCHORED']);
    const toCheckpoint = HOUR.slice(0, indexOf(198) + 2);
    expect(verdictOf(toCheckpoint, options)).toEqual(['NOT PROVEN UNCLOSED']);
  });

  it('finds unsealed security records within, and leaves those outside alone', () => {
    const forged = (seconds: number): StoredRecord => ({
      ...(HOUR[0] as StoredRecord),
      logRecord: { eventName: 'security.x', timeUnixNano: `${at(seconds * 1_000)[0]}000000000` },
    });
    expect(verdictOf([...HOUR, forged(1_900)], options)).toEqual(['UNSIGNED #- eventName']);
    expect(verdictOf([...HOUR, forged(100)], options)).toEqual(['INTACT']);
  });

  it('proves nothing where nothing was sealed', () => {
    const range = { ...options.range, from: at(8_000_000), to: at(9_000_000) };
    expect(verdictOf(HOUR, { range })).toEqual(['NOT PROVEN NOTHING_SEALED']);
  });

  it('does not believe a rotation that says of itself where it stands', () => {
    const rotation = HOUR.findIndex(({ logRecord }) => logRecord.eventName === 'audit.rotate');
    const moved = changed(HOUR, rotation, (record) => editPayload(record, /"sequence":"\d+"/, '"sequence":"190"'));
    expect(judge(moved, options).exitCode).not.toBe(0);
  });
});

describe('a range that begins before the stream, or ends after it', () => {
  it('covers it to its close', () => {
    expect(verdictOf(HOUR, { range: { from: at(-100_000), to: at(9_000_000) } })).toEqual(['INTACT']);
    expect(verdictOf(HOUR, { range: { from: at(3_500_000) } })).toEqual(['INTACT']);
    expect(verdictOf(HOUR, { range: { to: at(100_000), marginSeconds: 120 } })).toEqual(['INTACT']);
  });
});

describe('a checkpoint within the range', () => {
  const isLeaf = ({ logRecord }: (typeof HOUR)[number]): boolean => logRecord.eventName !== 'audit.checkpoint';
  const isAt = (sequence: number, record: (typeof HOUR)[number]): boolean => HOUR.indexOf(record) >= indexOf(sequence);
  const checkpoints = HOUR.filter((record) => !isLeaf(record));
  const { from, to } = FIVE_MINUTES;

  it.each([
    ['nothing', 70],
    ['nothing', Number.POSITIVE_INFINITY],
  ])('speaks for its stream where %s else is left of it, with a margin of %d s', (_, marginSeconds) => {
    expect(verdictOf(checkpoints, { range: { from, to, marginSeconds } })[0]).toBe('NOT PROVEN UNANCHORED');
    expect(judge(checkpoints, { range: { from, to, marginSeconds } }).streams).toHaveLength(1);
  });

  it('speaks for it where everything was cut off long before', () => {
    const left = HOUR.filter((record) => !isLeaf(record) || !isAt(160, record));
    expect(judge(left, ALL_KEPT).verdict).toBe('NOT INTACT');
    expect(judge(left, RANGED).verdict).toBe('NOT INTACT');
  });

  it('speaks for it where all that is left came long after', () => {
    const left = HOUR.filter((record) => !isLeaf(record) || isAt(300, record));
    expect(judge(left, ALL_KEPT).verdict).toBe('NOT PROVEN');
    expect(verdictOf(left, { range: { to, marginSeconds: Number.POSITIVE_INFINITY } })[0]).toBe('MISSING #1–304 -');
  });

  it('says nothing of a range in which it does not stand', () => {
    const range = { from: at(8_000_000), to: at(9_000_000) };
    expect(verdictOf(checkpoints, { range })).toEqual(['NOT PROVEN NOTHING_SEALED']);
  });
});

describe('a stream in a store', () => {
  const going = HOUR.slice(0, indexOf(350));

  it('may still be going on when it gave a signed sign of life at most 150 seconds ago', () => {
    expect(verdictOf(going, { source: 'store', asOf: at(3_480_000 + 150_000) })).toEqual(['INTACT']);
    expect(judge(going, { source: 'store', asOf: at(3_600_000) }).coverage.join()).toContain('1 streams go on');
    expect(verdictOf(going, { source: 'store', asOf: at(3_480_000 + 150_001) })).toEqual(['NOT PROVEN UNANCHORED']);
  });

  it('must be closed in a file, and where that is required', () => {
    expect(verdictOf(going, { asOf: at(3_490_000) })).toEqual(['NOT PROVEN UNANCHORED']);
    const required: VerifierOptions = { source: 'store', asOf: at(3_490_000), require: ['closed'] };
    expect(verdictOf(going, required)).toEqual(['NOT PROVEN UNANCHORED']);
  });
});
