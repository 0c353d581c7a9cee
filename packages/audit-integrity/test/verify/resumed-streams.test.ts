import { describe, expect, it } from 'vitest';
import { StreamWatch, type VerifierOptions } from '../../src/index.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { handMadeStream, opening } from '../hand-made-streams.js';
import { judge, verdictOf } from '../judged.js';
import {
  at,
  EPOCH,
  epochKeyOf,
  keyOf,
  loginFailure,
  loginStream,
  open,
  ROOT,
  rotationOf,
  stored,
  type TestKey,
  trustOf,
} from '../sealed-streams.js';
import { WitnessBench, witnessTrust } from '../witness/witnessed.js';

const NEXT = keyOf('epoch-2');
const STRANGER = keyOf('stranger');
const LATE: VerifierOptions = { asOf: at(3_700_000) };

/** #1 open, #2 a login, #3 the rotation, #4–#9 logins, #10 close; checkpoints of 2, 3, 6, 9 and 10. */
function rotated(root: TestKey = ROOT): SealedRecord[] {
  const sealer = open({ minimumRetentionSeconds: 3_600, root });
  const records = [sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()];
  const certificate = rotationOf(sealer, EPOCH, { key: NEXT, epoch: 2, root });
  records.push(...sealer.rotate({ certificate, epochKey: epochKeyOf(NEXT) }, at(30)));
  for (let n = 4; n <= 9; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 10)));
    if (n % 3 === 0) records.push(sealer.checkpoint());
  }
  return [...records, sealer.close({ reason: 'x' }, at(100)), sealer.checkpoint()];
}

const withoutBeginning = (records: readonly SealedRecord[]) =>
  records.slice(records.findIndex(({ kind }) => kind === 'rotate'));
const isTrusted = (records: readonly SealedRecord[], options: VerifierOptions = {}) =>
  judge(stored(records), options).streams.map(({ trusted }) => trusted);

describe('a stream whose beginning is gone', () => {
  it('is told who speaks by a rotation that a trusted root certified', () => {
    expect(verdictOf(stored(withoutBeginning(rotated())), LATE)).toEqual(['INTACT']);
    expect(isTrusted(withoutBeginning(rotated()))).toEqual([true]);
  });

  it('is not told by a rotation of a root that nobody pinned, or that may not speak', () => {
    expect(judge(stored(withoutBeginning(rotated(STRANGER))), LATE).verdict).not.toBe('INTACT');
    expect(isTrusted(withoutBeginning(rotated(STRANGER)))).toEqual([false]);
    const trust = trustOf({ services: ['bank'] });
    expect(judge(stored(withoutBeginning(rotated())), { ...LATE, trust }).verdict).not.toBe('INTACT');
    expect(isTrusted(withoutBeginning(rotated()), { trust })).toEqual([false]);
  });

  it('is not told by a rotation whose certificate is none', () => {
    const rotation = { kind: 'rotate', control: { certificate: 'x' } };
    const records = handMadeStream([opening(), rotation, { kind: 'record' }, { kind: 'close' }]).slice(1);
    const { verdict, streams } = judge(records);
    expect([verdict, streams[0]?.trusted]).toEqual(['NOT INTACT', false]);
  });

  it('is not trusted where no rotation is left either', () => {
    const trust = trustOf({}, { expectedServices: ['shop'] });
    const { streams, findings } = judge(stored(loginStream(6).slice(1)), { trust });
    expect(streams).toMatchObject([{ trusted: false, closed: false, checkpoints: 0 }]);
    expect(findings.map(({ verdict }) => verdict)).toContain('STREAM_MISSING');
  });

  it('and whose root fell into other hands is believed up to what a witness saw', () => {
    const trust = witnessTrust({}, { compromisedAfter: '2026-11-24T00:00:00Z' });
    const [watch, bench] = [new StreamWatch(), new WitnessBench()];
    const records = rotated();
    const until = records.findIndex(({ payload }) => payload.includes('"sequence":"7"'));
    const seen = withoutBeginning([...bench.witnessed(records.slice(0, until), watch), ...records.slice(until)]);
    expect(verdictOf(stored(seen), { ...LATE, trust })).toEqual(['NOT PROVEN UNTRUSTED']);
    expect(judge(stored(seen), { ...LATE, trust }).conditions).toContainEqual(
      expect.objectContaining({ condition: 'UNTRUSTED', sequence: '7' }),
    );
    const all = withoutBeginning(new WitnessBench().witnessed(rotated()));
    expect(verdictOf(stored(all), { ...LATE, trust })).toEqual(['INTACT']);
    expect(judge(stored(withoutBeginning(records)), { ...LATE, trust }).verdict).not.toBe('INTACT');
  });
});

describe('a root that fell into other hands', () => {
  const trust = witnessTrust({}, { compromisedAfter: '2026-11-24T00:00:00Z' });

  it.each([
    [1, '2'],
    [3, '4'],
  ])('is believed for no more than the %i records that a witness saw', (size, sequence) => {
    const sealer = open();
    const records = [sealer.open];
    for (let n = 1; n <= 4; n += 1) records.push(sealer.checkpoint(), sealer.seal(loginFailure(n), at(n * 10)));
    records.push(sealer.close({ reason: 'x' }, at(60)), sealer.checkpoint());
    const seen = [...new WitnessBench().witnessed(records.slice(0, size * 2)), ...records.slice(size * 2)];
    expect(judge(stored(seen), { trust }).conditions).toMatchObject([{ condition: 'UNTRUSTED', sequence }]);
  });

  it('is nothing to a range before the stream', () => {
    const range = { from: at(-9_000_000), to: at(-8_000_000), marginSeconds: 0 };
    const seen = stored(new WitnessBench().witnessed(rotated()));
    expect(verdictOf(seen, { trust, range })).toEqual(['NOT PROVEN NOTHING_SEALED']);
  });
});
