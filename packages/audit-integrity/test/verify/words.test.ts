import { describe, expect, it } from 'vitest';
import type { StoredRecord, VerifierOptions } from '../../src/index.js';
import { changed, editPayload, judge, payloadOf, setAttribute, without } from '../judged.js';
import { at, loginFailure, loginStream, open, stored } from '../sealed-streams.js';

const SEALED = loginStream(6);
const RECORDS = stored(SEALED);
const unclosed = stored(SEALED.slice(0, -2));
const told = (records: readonly StoredRecord[], options: VerifierOptions = {}) => {
  const { findings, conditions } = judge(records, options);
  return [
    ...findings.map(({ verdict, sequence, field, detail }) => `${verdict} ${sequence} ${field}: ${detail}`),
    ...conditions.map(({ condition, sequence, detail }) => `${condition} ${sequence}: ${detail}`),
  ];
};
const more = () => {
  const sealer = open();
  const list = [
    sealer.open,
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => sealer.seal(loginFailure(n + 20), at(n * 10))),
  ];
  return stored(list);
};
const otherwise = changed(RECORDS, 2, (record) =>
  setAttribute(record, 'user.id', { stringValue: 'eve' }),
)[2] as StoredRecord;

/** The record of this number without its payload. */
const unread = (sequence: number): StoredRecord => {
  const index = RECORDS.findIndex((record) => payloadOf(record).includes(`"sequence":"${sequence}"`));
  return changed(RECORDS, index, (record) => setAttribute(record, 'audit.payload', undefined))[index] as StoredRecord;
};

describe('what a verdict says in words', () => {
  it.each<readonly [string, string[], string[]]>([
    ['all in order', told(RECORDS), []],
    ['a record is gone', told(without(RECORDS, 2)), ['MISSING 3 -: no record here has this number']],
    [
      'records are gone',
      told(without(RECORDS, 2, 3)),
      ['MISSING 3–4 -: 2 records are not here', 'UNANCHORED 1–2: missing records keep the chain from reaching a root'],
    ],
    [
      'a text was changed',
      told(changed(RECORDS, 2, (record) => editPayload(record, '"s:wrong_password"', '"s:x"'))),
      ['MODIFIED 3 security.reason: the text that it carries is not the one that was sealed'],
    ],
    [
      'a text is no payload',
      told(changed(RECORDS, 2, (record) => setAttribute(record, 'audit.payload', { stringValue: '{' }))),
      [expect.stringMatching(/^MODIFIED 3 audit.payload: /) as never],
    ],
    [
      'a payload is gone',
      told(changed(RECORDS, 2, (record) => setAttribute(record, 'audit.payload', undefined))),
      ['MODIFIED 3 audit.payload: the sealed text is gone'],
    ],
    [
      'records are gone around some that cannot be read, of which one came twice',
      told([...[6, 4, 4].map((sequence) => unread(sequence)), ...without(RECORDS, 2, 3, 4, 6, 7)]),
      [
        'MODIFIED 4 audit.payload: the sealed text is gone',
        'MODIFIED 4 audit.payload: the sealed text is gone',
        'MODIFIED 6 audit.payload: the sealed text is gone',
        'MISSING 3 -: no record here has this number',
        'MISSING 5 -: no record here has this number',
        'MISSING 7 -: no record here has this number',
        'UNANCHORED 1–2: missing records keep the chain from reaching a root',
      ],
    ],
    [
      'a copy is shown otherwise',
      told([...RECORDS, otherwise]),
      [
        'DISPLAY_MISMATCH 3 user.id: signed "user2@example.com", shown "eve"',
        'DUPLICATE_BENIGN -: 1 records came more than once, alike',
      ],
    ],
    [
      'it came twice',
      told([...RECORDS, ...RECORDS.slice(1, 3)]),
      ['DUPLICATE_BENIGN -: 2 records came more than once, alike'],
    ],
    [
      'another record has a number',
      told([...RECORDS, more()[2] as StoredRecord]),
      ['INSERTED 3 -: another record with this number was sealed'],
    ],
    [
      'records stand behind its close',
      told([...RECORDS, ...more().slice(10, 11)]),
      ['INSERTED 11 -: the stream had been closed'],
    ],
    [
      'it has no end',
      told(stored(SEALED.slice(0, 6))),
      ['UNCLOSED 5: no signed close: a crash, or someone cut off what came after record 5'],
    ],
    [
      'its end is not signed',
      told(unclosed),
      [
        'UNANCHORED 6–7: no signed checkpoint covers them',
        'UNCLOSED 7: no signed close: a crash, or someone cut off what came after record 5',
      ],
    ],
    [
      'nothing is signed',
      told(RECORDS.slice(0, 3)),
      ['UNANCHORED 1–3: no signed checkpoint covers them', 'UNCLOSED 3: no signed close, and no checkpoint'],
    ],
    [
      'its beginning is gone',
      told(RECORDS.slice(1)),
      [
        'MISSING 1 -: no record here has this number',
        'UNANCHORED 2–8: no signed checkpoint covers them',
        'UNCLOSED 8: the record that opens the stream is not here',
      ],
    ],
    [
      'a checkpoint bears another time',
      told(changed(RECORDS, 5, (record) => Object.assign(record.logRecord, { timeUnixNano: '1795449600000000001' }))),
      ['DISPLAY_MISMATCH 5 timeUnixNano: a checkpoint bears the time of its last record'],
    ],
    ['only ordinary records', told([]), []],
  ])('where %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('of a range says which, and what does not reach back', () => {
    const range = { from: at(35), to: at(200), marginSeconds: 0 };
    const report = judge(RECORDS.slice(4), { range });
    expect(report.range).toEqual({ from: '2026-11-23T16:00:00.035Z', to: '2026-11-23T16:00:00.200Z' });
    expect(judge(RECORDS, {}).range).toEqual({ from: '', to: '' });
    expect(judge(RECORDS, { range: { from: at(5), to: undefined } }).range).toEqual({
      from: '2026-11-23T16:00:00.005Z',
      to: '',
    });
    expect(report.conditions.map(({ detail }) => detail)).toContain(
      'nothing here reaches back to the time before the range',
    );
  });

  it('counts findings by their kind', () => {
    expect(judge(without(RECORDS, 1, 3)).counts).toEqual({ MISSING: 2 });
    expect(judge(RECORDS).counts).toEqual({});
  });
});
