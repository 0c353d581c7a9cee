import { describe, expect, it } from 'vitest';
import { canonicalRecordText, leafHash, type StoredRecord } from '../../src/index.js';
import { judge, payloadOf, verdictOf, without } from '../judged.js';
import { at, loginFailure, loginStream, open, resourceOf, STREAM, stored } from '../sealed-streams.js';

/** One checkpoint only, at the end. */
const RECORDS = stored(loginStream(9, open(), 1_000));
const HASHES = RECORDS.slice(0, -1).map((record) => Buffer.from(leafHash(Buffer.from(payloadOf(record)))));

function tile(hashes: readonly Buffer[], change: Readonly<Record<string, string>> = {}): StoredRecord {
  const payload = canonicalRecordText({
    ...{ v: '1', kind: 'tile', stream: STREAM, level: '0', index: '0', width: String(hashes.length) },
    ...{ hashes: Buffer.concat(hashes).toString('base64'), ...change },
  });
  const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'event.name': 'audit.tile' };
  const logRecord = {
    timeUnixNano: '1795449600000000000',
    severityNumber: 9,
    severityText: 'INFO',
    eventName: 'audit.tile',
    body: { stringValue: 'Leaf hashes of this audit stream.' },
    attributes: Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  };
  return { place: 'tile', logRecord, resource: resourceOf(), scopeName: '', scope: [] };
}

describe('a tile', () => {
  it('proves what is left before a hole', () => {
    const holed = without(RECORDS, 4, 5);
    expect(judge(holed).conditions).toMatchObject([{ condition: 'UNANCHORED', sequence: '1–4' }]);
    const report = judge([tile(HASHES), ...holed]);
    expect(report.findings.map(({ verdict, sequence }) => `${verdict} ${sequence}`)).toEqual(['MISSING 5–6']);
    expect(report.conditions).toEqual([]);
  });

  it('names what was changed before a hole', () => {
    const text = JSON.stringify(without(RECORDS, 4, 5)).replaceAll('user2@', 'user7@');
    expect(verdictOf([tile(HASHES), ...JSON.parse(text)])).toEqual(['MODIFIED #3 audit.payload', 'MISSING #5–6 -']);
  });

  it.each([
    ['wrong hashes', tile(HASHES.toReversed())],
    ['a wrong width', tile(HASHES, { width: '3' })],
    ['another level', tile(HASHES, { level: '1' })],
    ['no hashes', tile(HASHES, { hashes: 'AAAA' })],
    ['a member too many', tile(HASHES, { more: 'x' })],
  ])('of %s changes nothing', (_, wrong) => {
    expect(verdictOf([wrong, ...RECORDS])).toEqual(['INTACT']);
    const holed = without(RECORDS, 4, 5);
    expect(judge([wrong, ...holed])).toMatchObject({ ...judge(holed), coverage: expect.anything() });
  });

  it('does not stand in for a record', () => {
    expect(verdictOf([tile(HASHES), ...without(RECORDS, 4)])).toEqual(['MISSING #5 -']);
    expect(judge([tile(HASHES)]).exitCode).not.toBe(0);
  });
});

describe('a counter-seal', () => {
  const relay = (sequence: number, hash: Uint8Array): StoredRecord[] => {
    const sealer = open({ streamId: 'c'.repeat(32), signer: 'collector' });
    const records = [sealer.open, sealer.relay({ stream: STREAM, sequence, leafHash: hash }, at(5))];
    return stored([...records, sealer.close({ reason: 'done' }, at(6)), sealer.checkpoint()]);
  };

  it('agrees with the record that passed', () => {
    expect(verdictOf([...RECORDS, ...relay(3, HASHES[2] as Buffer)])).toEqual(['INTACT']);
  });

  it('contradicts a record that was changed before it was sealed again', () => {
    expect(verdictOf([...RECORDS, ...relay(3, HASHES[3] as Buffer)])).toEqual(['MODIFIED #3 audit.payload']);
  });

  it('misses the end of a stream that was cut off behind it', () => {
    const sealer = open();
    const cut = stored([sealer.open, sealer.seal(loginFailure(1), at(10)), sealer.checkpoint()]);
    expect(verdictOf([...cut, ...relay(9, HASHES[8] as Buffer)])).toEqual(['MISSING #9 -']);
  });

  it('leaves the record what it is: sealed by its producer', () => {
    const records = [...RECORDS, ...relay(3, HASHES[2] as Buffer)];
    expect(verdictOf(records, { require: ['producer'] })).toEqual(['INTACT']);
  });

  it('does not make producers of those whose records the collector seals beside it', () => {
    const sealer = open({ streamId: 'c'.repeat(32), signer: 'collector' });
    const leaves = [
      sealer.open,
      sealer.relay({ stream: STREAM, sequence: 3, leafHash: HASHES[2] as Buffer }, at(5)),
      sealer.seal(loginFailure(1), at(6)),
    ];
    const mixed = stored([...leaves, sealer.close({ reason: 'done' }, at(7)), sealer.checkpoint()]);
    expect(verdictOf([...RECORDS, ...mixed])).toEqual(['INTACT']);
    expect(verdictOf([...RECORDS, ...mixed], { require: ['producer'] })).toEqual(['NOT PROVEN NOT_PRODUCER']);
  });
});
