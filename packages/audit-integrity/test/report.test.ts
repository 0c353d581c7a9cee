import { describe, expect, it } from 'vitest';
import { createVerifier, reportFirstLine, reportLines } from '../src/index.js';
import { changed, judge, setAttribute, without } from './judged.js';
import { at, IDENTITY, keyOf, loginFailure, loginStream, open, STREAM, stored, trustOf } from './sealed-streams.js';

const RECORDS = stored(loginStream(4));

describe('the first line', () => {
  it('of an intact log counts records and streams and says from when to when', () => {
    expect(reportFirstLine(judge(RECORDS))).toBe(
      'INTACT 6 records in 1 stream, 2026-11-23T16:00:00.000Z to 2026-11-23T16:00:00.050Z',
    );
    const second = stored(loginStream(4, open({ streamId: 'a'.repeat(32), now: [1_795_449_660, 1] })));
    expect(reportFirstLine(judge([...RECORDS, ...second]))).toBe(
      'INTACT 12 records in 2 streams, 2026-11-23T16:00:00.000Z to 2026-11-23T16:01:00.000000001Z',
    );
  });

  it('of a tampered one is words that can be split at spaces: verdict, stream, number, field', () => {
    const edited = changed(RECORDS, 2, (record) =>
      setAttribute(record, 'user.id', { stringValue: '\u001b[2Jmallory' }),
    );
    expect(reportFirstLine(judge(edited))).toBe(
      `NOT INTACT DISPLAY_MISMATCH ${STREAM} #3 user.id (signed "user2@example.com", shown "\\u001b[2Jmallory") at audit.jsonl:3`,
    );
    const spaced = changed(RECORDS, 2, (record) => setAttribute(record, 'user. \u202eid', { stringValue: 'x' }));
    expect(reportFirstLine(judge(spaced)).split(' ').slice(2, 6)).toEqual([
      'DISPLAY_MISMATCH',
      STREAM,
      '#3',
      'user.\\u0020\\u202eid',
    ]);
    expect(reportFirstLine(judge(without(RECORDS, 2, 3)))).toBe(
      `NOT INTACT MISSING ${STREAM} #3–4 - (2 records are not here)`,
    );
  });

  it('of one that proves nothing says why', () => {
    expect(reportFirstLine(judge([]))).toBe('NOT PROVEN NOTHING_SEALED no sealed record was found');
    expect(reportFirstLine(judge(RECORDS, { require: ['witness'] }))).toBe(
      `NOT PROVEN NOT_WITNESSED ${STREAM} #1 no witness that the trust file names vouches for this stream`,
    );
    expect(reportFirstLine(judge(RECORDS.slice(0, 6)))).toBe(
      `NOT PROVEN UNCLOSED ${STREAM} #5 no signed close: a crash, or someone cut off what came after record 5`,
    );
    const untrusted = createVerifier();
    for (const record of without(RECORDS, 2)) untrusted.add(record);
    expect(reportFirstLine(untrusted.finish())).toMatch(
      /^NOT PROVEN UNTRUSTED .*; besides, MISSING [0-9a-f]{32} #3 - /,
    );
  });

  it('names the gravest finding first', () => {
    const edited = changed(without(RECORDS, 2), 3, (record) => setAttribute(record, 'user.id', { stringValue: 'x' }));
    expect(judge(edited).findings.map(({ verdict, sequence }) => `${verdict} ${sequence}`)).toEqual([
      'DISPLAY_MISMATCH 5',
      'MISSING 3',
    ]);
  });
});

describe('the lines below it', () => {
  it('tell of streams as they began, and of two that began at once by their ids', () => {
    const ids = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32)) as [string, string, string, string];
    const since = (streamId: string, seconds: number) => stored(loginStream(1, open({ streamId, now: [seconds, 0] })));
    const [a, b, c, d] = ids;
    const streams = [since(c, 1_795_449_600), since(a, 1_795_449_601), since(b, 1_795_449_600), since(d, 999_999_999)];
    for (const given of [streams, streams.toReversed()]) {
      expect(judge(given.flat()).streams.map(({ stream }) => stream)).toEqual([d, b, c, a]);
    }
  });

  it('tell of streams, findings, gaps and of what could not be seen', () => {
    const sealer = open();
    const records = [
      sealer.open,
      sealer.seal(loginFailure(1), at(10)),
      sealer.gap({ count: 3, reason: 'queue full' }, at(20)),
      sealer.close({ reason: 'shutdown' }, at(30)),
      sealer.checkpoint(),
    ];
    const ordinary = {
      place: 'x',
      logRecord: { body: { stringValue: 'hello' } },
      resource: [],
      scopeName: '',
      scope: [],
    };
    expect(reportLines(judge([...stored(records), ordinary]))).toEqual([
      'INTACT 4 records in 1 stream, 2026-11-23T16:00:00.000Z to 2026-11-23T16:00:00.030Z',
      `stream: ${STREAM} default/default/production/shop (audit) #1-4, 4 records, 1 checkpoint, trusted, closed, 2026-11-23T16:00:00.000Z to 2026-11-23T16:00:00.030Z`,
      `gap: ${STREAM} #3 declares 3 lost records: queue full`,
      'coverage: streams not enumerable: if all records of a stream were removed, it would not show',
      'coverage: root key on signing host, no forward security: who takes that host over can seal a false history',
      'coverage: 1 ordinary log records are not sealed and were not looked at',
      'coverage: 1 unsigned attributes beside the signed ones, not proven: host.name',
      'coverage: not compared: observed times, scope names, schema URLs',
    ]);
  });

  it('tell of conditions of all streams by their rank', () => {
    const unclosed = stored(loginStream(4)).slice(0, 6);
    const root = keyOf('stranger');
    const strange = stored(loginStream(1, open({ streamId: 'b'.repeat(32), root, provisional: true, now: at(500) })));
    expect(judge([...unclosed, ...strange]).conditions.map(({ condition }) => condition)).toEqual([
      'UNTRUSTED',
      'PROVISIONAL',
      'UNCLOSED',
    ]);
  });

  it('say less of what the trust file settles', () => {
    const report = judge(RECORDS, { trust: trustOf({ custody: 'remote' }, { expectedServices: ['shop'] }) });
    expect(report.coverage).toEqual([
      'no external directory: a second stream of an expected service could be gone without a trace',
      '1 unsigned attributes beside the signed ones, not proven: host.name',
      'not compared: observed times, scope names, schema URLs',
    ]);
  });

  it('name pieces of the source that could not be read', () => {
    const verifier = createVerifier({ trust: trustOf() });
    for (const record of RECORDS) verifier.add(record);
    verifier.unreadable({ place: 'audit.jsonl:9', why: 'it is not JSON' });
    verifier.unreadable({ place: 'audit.jsonl:10', why: 'it is not JSON' });
    const report = verifier.finish();
    expect(report.verdict).toBe('INTACT');
    expect(report.coverage).toContain('2 pieces of the source cannot be read, first audit.jsonl:9: it is not JSON');
    verifier.unreadable({ place: 'audit.jsonl:11', why: 'a member twice', tampered: true, field: 'stringValue' });
    expect(reportFirstLine(verifier.finish())).toBe(
      'NOT INTACT MODIFIED - #- stringValue (a member twice) at audit.jsonl:11',
    );
  });
});

describe('the report', () => {
  it('is plain data', () => {
    const report = judge([...RECORDS, ...RECORDS]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchObject({
      version: 1,
      exitCode: 0,
      streams: [
        {
          stream: STREAM,
          identity: IDENTITY,
          retention: 'audit',
          first: 1,
          last: 6,
          records: 6,
          checkpoints: 2,
          trusted: true,
          closed: true,
        },
      ],
      conditions: [{ condition: 'DUPLICATE_BENIGN', stream: STREAM, detail: '6 records came more than once, alike' }],
      counts: {},
    });
  });

  it('counts what it does not list', () => {
    const unsealed = Array.from({ length: 1_500 }, () => ({
      place: 'x',
      logRecord: { eventName: 'security.x' },
      resource: [],
      scopeName: '',
      scope: [],
    }));
    const report = judge([...RECORDS, ...unsealed]);
    expect([report.findings.length, report.counts]).toEqual([1_000, { UNSIGNED: 1_500 }]);
  });
});
