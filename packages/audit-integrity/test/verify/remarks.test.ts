import { describe, expect, it } from 'vitest';
import { quoted } from '../../src/canonical-record.js';
import { CONDITIONS, TAMPER_VERDICTS } from '../../src/verdict.js';
import { coverageOf } from '../../src/verify/coverage.js';
import type { Gathered } from '../../src/verify/gathered.js';
import { judgePredecessors } from '../../src/verify/predecessors.js';
import { type NewRemark, Remarks } from '../../src/verify/remarks.js';
import type { PredecessorClaim, StreamVerdict } from '../../src/verify/stream-verdict.js';
import { UnsealedRecords } from '../../src/verify/unsealed.js';
import { IDENTITY } from '../sealed-streams.js';

const remark = (verdict: NewRemark['verdict'], sequence: NewRemark['sequence'], place = '-'): NewRemark => ({
  ...{ verdict, sequence, field: 'f', detail: 'd', place },
});

describe('what is said about a stream', () => {
  it('stands in the order of precedence, then of numbers', () => {
    const remarks = new Remarks('s');
    const given = [...TAMPER_VERDICTS, ...CONDITIONS].toReversed();
    remarks.addAll(given.map((verdict) => remark(verdict, 7)));
    remarks.add(remark('MISSING', { first: 2, last: 3 }, 'p'));
    const { findings, conditions } = remarks.sorted();
    expect(findings.map(({ verdict, sequence }) => `${verdict} ${sequence}`)).toEqual(
      TAMPER_VERDICTS.flatMap((verdict) => (verdict === 'MISSING' ? ['MISSING 2–3', 'MISSING 7'] : [`${verdict} 7`])),
    );
    expect(findings.find(({ sequence }) => sequence === '2–3')).toEqual({
      ...{ verdict: 'MISSING', stream: 's', sequence: '2–3', field: 'f', detail: 'd', place: 'p' },
    });
    expect(findings[0]).not.toHaveProperty('place');
    expect(conditions.map(({ condition }) => condition)).toEqual(CONDITIONS);
    expect(conditions[0]).toEqual({ condition: 'UNTRUSTED', stream: 's', sequence: '7', detail: 'd' });
  });

  it.each<readonly [NewRemark['sequence'], string[]]>([
    [0, ['-']],
    [10, []],
    [11, ['11']],
    [20, ['20']],
    [21, []],
    [{ first: 1, last: 10 }, []],
    [{ first: 1, last: 11 }, ['11']],
    [{ first: 12, last: 13 }, ['12–13']],
    [{ first: 15, last: 99 }, ['15–20']],
    [{ first: 20, last: 20 }, ['20']],
    [{ first: 21, last: 22 }, []],
  ])('of %j within the numbers that are judged is %j', (sequence, texts) => {
    const remarks = new Remarks('s', { after: 10, until: 20 });
    remarks.add(remark('MISSING', sequence));
    remarks.add(remark('UNANCHORED', sequence));
    const { findings, conditions } = remarks.sorted();
    expect([findings, conditions].map((list) => list.map((one) => one.sequence))).toEqual([texts, texts]);
    remarks.addAlways(remark('REPLAY', sequence));
    expect(remarks.sorted().findings).toHaveLength(texts.length + 1);
  });

  it('is bounded, and what is left out is counted by its kind', () => {
    const remarks = new Remarks('s');
    for (let n = 1; n <= 1_003; n += 1) remarks.add(remark('MODIFIED', n));
    remarks.add(remark('MISSING', 5));
    for (let n = 1; n <= 1_003; n += 1) remarks.add(remark('UNANCHORED', n));
    const { findings, conditions } = remarks.sorted();
    expect([findings.length, conditions.length]).toEqual([1_002, 1_000]);
    expect(findings.slice(1_000)).toEqual([
      { verdict: 'MODIFIED', stream: 's', sequence: '-', field: '-', detail: '3 more of this kind' },
      { verdict: 'MISSING', stream: 's', sequence: '-', field: '-', detail: '1 more of this kind' },
    ]);
  });

  it('of records without a seal is bounded, too', () => {
    const unsealed = new UnsealedRecords();
    const shown = (claim: string | undefined) => ({ place: 'p', claim: () => claim }) as never;
    unsealed.add(shown(undefined));
    for (let n = 1; n <= 1_001; n += 1) unsealed.add(shown('security.x'));
    expect([unsealed.ordinary, unsealed.count, unsealed.findings.length]).toEqual([1, 1_001, 1_000]);
    expect(unsealed.findings[0]).toEqual({
      ...{ verdict: 'UNSIGNED', stream: '-', sequence: '-', field: 'security.x', place: 'p' },
      detail: 'it speaks as a security record, and is not sealed',
    });
  });
});

describe('what a verdict says nothing about', () => {
  const ALWAYS = 'not compared: observed times, scope names, schema URLs';
  const NOT_ENUMERABLE = 'streams not enumerable: if all records of a stream were removed, it would not show';
  const NO_DIRECTORY = 'no external directory: a second stream of an expected service could be gone without a trace';
  const trust = (...expectedServices: string[]) => ({ expectedServices }) as unknown as Gathered['trust'];
  const lines = (gathered: object = {}, ...verdicts: object[]) =>
    coverageOf(
      {
        trust: trust(),
        unsealed: { ordinary: 0 },
        added: [],
        unreadable: 0,
        firstUnreadable: '',
        astray: { count: 0, first: '' },
        ...gathered,
      } as unknown as Gathered,
      verdicts.map((verdict) => ({
        pending: 0,
        closed: true,
        moreGaps: 0,
        stream: 's',
        ...verdict,
      })) as unknown as StreamVerdict[],
    );

  it.each<readonly [string, string[], string[]]>([
    ['nothing', lines(), [NOT_ENUMERABLE]],
    ['no trust', lines({ trust: undefined }), ['no trust file: nobody says whose keys these are', NOT_ENUMERABLE]],
    ['expected services', lines({ trust: trust('shop') }), [NO_DIRECTORY]],
    [
      'a directory',
      lines({ directory: { head: { seconds: 0, witness: { name: 'w\n' } } } }),
      ['streams enumerated by the witness w\\u000a up to 1970-01-01T00:00:00.000Z: what it never saw is not'],
    ],
    [
      'a directory up to a time',
      lines({ directory: { until: 1, head: { seconds: 0, witness: { name: 'w' } } } }),
      ['streams enumerated by the witness w up to 1970-01-01T00:00:01.000Z: what it never saw is not'],
    ],
    [
      'a local key',
      lines({}, { trusted: true, root: { custody: 'local' } }),
      [
        NOT_ENUMERABLE,
        'root key on signing host, no forward security: who takes that host over can seal a false history',
      ],
    ],
    ['a local key that nobody trusts', lines({}, { trusted: false, root: { custody: 'local' } }), [NOT_ENUMERABLE]],
    ['a remote key', lines({}, { trusted: true, root: { custody: 'remote' } }, { trusted: true }), [NOT_ENUMERABLE]],
    [
      'a range',
      lines({ range: {} }),
      [NOT_ENUMERABLE, 'only the range was judged: what was sealed before and after it may be anything'],
    ],
    [
      'records that are shown within a range',
      lines({ range: {}, astray: { count: 2, first: 'a\n:1' } }),
      [
        NOT_ENUMERABLE,
        'only the range was judged: what was sealed before and after it may be anything',
        '2 records show a time within the range and say that they were sealed outside of it: whether they were is not judged, first a\\u000a:1',
      ],
    ],
    [
      'pending records',
      lines({}, { pending: 2 }, { pending: 1 }),
      [NOT_ENUMERABLE, '3 records of streams that go on are younger than their last signed root'],
    ],
    [
      'streams that go on',
      lines({}, { closed: false, isAlive: true }, { closed: true, isAlive: true }, { closed: false, isAlive: false }),
      [NOT_ENUMERABLE, '1 streams go on: what they sealed after their last signed root could be gone'],
    ],
    [
      'a predecessor',
      lines({}, { predecessor: { stream: 'p' } }, { predecessor: { stream: 's' } }),
      [NOT_ENUMERABLE, '1 streams continue one that is not in this source'],
    ],
    ['more gaps', lines({}, { moreGaps: 1 }, { moreGaps: 2 }), [NOT_ENUMERABLE, '3 more declared gaps are not listed']],
    [
      'ordinary records',
      lines({ unsealed: { ordinary: 1 } }),
      [NOT_ENUMERABLE, '1 ordinary log records are not sealed and were not looked at'],
    ],
    [
      'additions',
      lines({ added: ['a', 'b', 'c', 'd'] }),
      [NOT_ENUMERABLE, '4 unsigned attributes beside the signed ones, not proven: a, b, c, d'],
    ],
    [
      'more additions',
      lines({ added: ['a', 'b', 'c', 'd\n', 'e', 'f'] }),
      [NOT_ENUMERABLE, '6 unsigned attributes beside the signed ones, not proven: a, b, c, d\\u000a and 2 more'],
    ],
    [
      'unreadable pieces',
      lines({ unreadable: 1, firstUnreadable: 'x:1\n' }),
      [NOT_ENUMERABLE, '1 pieces of the source cannot be read, first x:1\\u000a'],
    ],
  ])('with %s', (_, found, expected) => {
    expect(found).toEqual([...expected, ALWAYS]);
    expect(quoted(found.join(''))).not.toContain('undefined');
  });
});

describe('what streams say about each other', () => {
  const root = Buffer.alloc(32, 1).toString('latin1');
  const other = Buffer.alloc(32, 2).toString('latin1');
  const verdict = (stream: string, more: object = {}) =>
    ({
      ...{ stream, identity: IDENTITY, retention: 'audit', last: 9, signedSize: 9, closed: false, rootOf: () => root },
      ...more,
    }) as unknown as StreamVerdict;
  const claim = (size: number, over = root): PredecessorClaim => ({ stream: 'p', size, root: over });
  const judge = (before: object | undefined, predecessor: PredecessorClaim, more: object = {}) =>
    judgePredecessors([
      ...(before === undefined ? [] : [verdict('p', before)]),
      verdict('s', { predecessor, ...more }),
    ]);
  const about = (verdictName: string, sequence: string, field: string, detail: string, stream = 'p') => [
    { verdict: verdictName, stream, sequence, field, detail },
  ];

  it.each<readonly [string, ReturnType<typeof judge>, object[], string[]]>([
    ['all of it', judge({}, claim(9)), [], []],
    ['what is not here', judge(undefined, claim(9)), [], []],
    [
      'one more than is here',
      judge({}, claim(10)),
      about('TRUNCATED', '10', '-', 'its successor was opened when it had 10 records'),
      [],
    ],
    [
      'more than is here',
      judge({}, claim(11)),
      about('TRUNCATED', '10–11', '-', 'its successor was opened when it had 11 records'),
      [],
    ],
    [
      'another root',
      judge({}, claim(9, other)),
      about(
        'EQUIVOCATION',
        '9',
        'root',
        `its successor was opened upon another history, of root ${'AgIC'.repeat(10)}AgI`,
      ),
      [],
    ],
    [
      'less than it signed',
      judge({}, claim(8)),
      about('EQUIVOCATION', '8', 'root', 'its successor was opened upon 8 records, of which it had signed 9'),
      [],
    ],
    ['more than it signed', judge({ signedSize: 5, rootOf: () => undefined }, claim(9)), [], ['p']],
    [
      'more than a closed one signed',
      judge({ signedSize: 5, closed: true, rootOf: () => undefined }, claim(9)),
      [],
      [],
    ],
    [
      'another class',
      judge({ retention: 'x' }, claim(9)),
      about('FOREIGN_KEY', '1', 'control.predecessor', 'p speaks under another identity or retention class', 's'),
      [],
    ],
    ['a stream of no identity', judge({ identity: undefined, retention: 'x' }, claim(9)), [], []],
    ['a stream, and has no identity', judge({ retention: 'x' }, claim(9), { identity: undefined }), [], []],
    ['another instance', judge({ identity: { ...IDENTITY, instance: 'x' } }, claim(9)), [], []],
  ])('of one that continues %s', (_, { findings, adopted }, expected, adoptedStreams) => {
    expect([findings, [...adopted.keys()]]).toEqual([expected, adoptedStreams]);
  });

  it.each(['organisation', 'tenant', 'environment', 'service', 'namespace'])('of one of another %s', (part) => {
    expect(judge({ identity: { ...IDENTITY, [part]: 'x' } }, claim(9)).findings).toMatchObject([
      { verdict: 'FOREIGN_KEY' },
    ]);
  });

  it('of two that continue one', () => {
    const { findings } = judgePredecessors([
      verdict('a', { predecessor: claim(9) }),
      verdict('b', { predecessor: claim(9) }),
    ]);
    expect(findings).toEqual(about('EQUIVOCATION', '1', 'control.predecessor', 'b and a both continue p', 'b'));
  });
});
