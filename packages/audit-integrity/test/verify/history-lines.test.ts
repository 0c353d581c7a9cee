import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/verdict.js';
import type { Gathered } from '../../src/verify/gathered.js';
import { promisedHistory } from '../../src/verify/promised-history.js';
import type { StreamVerdict } from '../../src/verify/stream-verdict.js';
import { IDENTITY } from '../sealed-streams.js';

const DAY = 86_400;
/** 2026-11-23T16:00:00Z. */
const NOW = 1_795_449_600;
const WHO = 'default/default/production/shop (audit)';

const streamOf = (more: Partial<StreamVerdict> = {}): StreamVerdict =>
  ({
    stream: 'a',
    trusted: true,
    identity: IDENTITY,
    retention: 'audit',
    promisedSeconds: DAY,
    from: `${NOW}000000000`,
    first: 1,
    expired: 0,
    predecessor: undefined,
    ...more,
  }) as StreamVerdict;

const linesOf = (
  streams: readonly StreamVerdict[],
  gathered: Partial<Gathered> = { asOf: [NOW, 0] },
  findings: readonly Partial<Finding>[] = [],
) => promisedHistory(gathered as Gathered, streams, findings as Finding[]);

const BEGAN = 'when it began as far as is known here: only a witness can say that nothing was sealed before';
const at = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('what is said of a promised time', () => {
  it.each([
    [1, '1 seconds'],
    [DAY - 1, '86399 seconds'],
    [DAY, '1 days'],
    [2 * DAY - 1, '1 days'],
    [2 * DAY, '2 days'],
  ])('of %i seconds is in days where it is one', (promisedSeconds, text) => {
    expect(linesOf([streamOf({ promisedSeconds })])).toEqual([
      `${WHO}: ${text} promised, complete since ${at(NOW)}, ${BEGAN}`,
    ]);
  });

  it.each<readonly [string, Partial<Gathered>, string[]]>([
    ['no time is known', {}, []],
    ['it is asked now', { asOf: [NOW + DAY, 0] }, [`1 days promised, complete since ${at(NOW)}`]],
    [
      'it is asked a nanosecond early',
      { asOf: [NOW + DAY - 1, 999_999_999] },
      [`1 days promised, complete since ${at(NOW)}, ${BEGAN}`],
    ],
    [
      'a range ends then',
      { asOf: [NOW, 0], range: { from: undefined, to: [NOW + DAY, 0] } },
      [`1 days promised, complete since ${at(NOW)}`],
    ],
    [
      'a range begins later than was promised',
      { asOf: [NOW, 0], range: { from: [NOW + 5, 0], to: undefined } },
      [`1 days promised, complete since ${at(NOW + 5)}`],
    ],
    [
      'a range begins before that',
      { asOf: [NOW + DAY, 0], range: { from: [NOW - 5, 0], to: undefined } },
      [`1 days promised, complete since ${at(NOW)}`],
    ],
    [
      'a range begins, and no time is known',
      { range: { from: [NOW, 0], to: undefined } },
      [`1 days promised, complete since ${at(NOW)}`],
    ],
    [
      'a range begins in the same second, later',
      { asOf: [NOW + DAY, 0], range: { from: [NOW, 1_000_000], to: undefined } },
      [`1 days promised, complete since ${at(NOW + 0.001)}`],
    ],
    [
      'a range begins in the same second, sooner',
      { asOf: [NOW + DAY, 2_000_000], range: { from: [NOW, 1_000_000], to: undefined } },
      [`1 days promised, complete since ${at(NOW + 0.002)}`],
    ],
  ])('holds from the later of what was promised and asked: %s', (_, gathered, texts) => {
    expect(linesOf([streamOf()], gathered)).toEqual(texts.map((text) => `${WHO}: ${text}`));
  });

  it('is the longest of its service and class', () => {
    const streams = [
      streamOf({ promisedSeconds: undefined as never }),
      streamOf({ stream: 'b', promisedSeconds: 3 * DAY }),
      streamOf({ stream: 'c' }),
    ];
    expect(linesOf(streams)[0]).toMatch(/: 3 days promised, /);
  });

  it('is nothing where none was made, unless the past is asked for', () => {
    const none = [streamOf({ promisedSeconds: 0 })];
    expect(linesOf(none)).toEqual([]);
    expect(linesOf(none, { asOf: [NOW, 0], range: { from: undefined, to: [NOW, 0] } })).toEqual([]);
    expect(linesOf(none, { range: { from: [NOW, 0], to: undefined } })).toEqual([
      `${WHO}: no time promised, complete since ${at(NOW)}`,
    ]);
  });

  it('is not denied where records are gone, which may have held it', () => {
    const asked = { range: { from: [NOW, 0], to: undefined } } as const;
    expect(linesOf([streamOf({ promisedSeconds: 0 })], asked, [{ stream: 'a', verdict: 'MISSING' }])).toEqual([
      `${WHO}: not complete: records are gone, see the findings`,
    ]);
  });
});

describe('what is said of a service and class', () => {
  it.each<readonly [string, Partial<StreamVerdict>, string]>([
    ['organisation', { identity: { ...IDENTITY, organisation: 'o' } }, 'o/default/production/shop (audit)'],
    ['tenant', { identity: { ...IDENTITY, tenant: 't' } }, 'default/t/production/shop (audit)'],
    ['environment', { identity: { ...IDENTITY, environment: 'test' } }, 'default/default/test/shop (audit)'],
    ['service', { identity: { ...IDENTITY, service: 'b\u202e' } }, 'default/default/production/b\\u202e (audit)'],
    ['class', { retention: 'l\n' }, 'default/default/production/shop (l\\u000a)'],
  ])('stands in a line of its own for another %s', (_, more, name) => {
    const lines = linesOf([streamOf(), streamOf({ stream: 'b', ...more })]);
    expect(lines.map((line) => line.split(': ')[0])).toEqual([WHO, name]);
  });

  it('stands in one line for all its streams and instances, of which trusted ones count', () => {
    const instance = { ...IDENTITY, instance: 'shop-2', namespace: 'eu' };
    expect(linesOf([streamOf(), streamOf({ stream: 'b', identity: instance })])).toHaveLength(1);
    expect(linesOf([streamOf({ trusted: false })])).toEqual([]);
    expect(linesOf([streamOf({ identity: undefined })])).toEqual([]);
  });
});

describe('what is complete', () => {
  const since = { asOf: [NOW, 0] } as const;
  const from = (seconds: number, nanoseconds = '000000000') => `${seconds}${nanoseconds}`;

  it.each<readonly [string, Partial<StreamVerdict>, boolean]>([
    ['began when it had to', { from: from(NOW - DAY) }, true],
    ['began a nanosecond later', { from: from(NOW - DAY, '000000001') }, false],
    ['began before', { from: from(NOW - DAY - 1) }, true],
    ['began in a year of fewer digits', { from: '999999999000000000' }, true],
    ['began in a year of more digits', { from: '10000000000000000000' }, false],
    ['has expired records', { expired: 1 }, true],
    ['begins before the range', { first: 2 }, true],
  ])('is a service whose stream %s: %s', (_, more, isComplete) => {
    const [line = ''] = linesOf([streamOf(more)], since);
    expect(line.includes('when it began')).toBe(!isComplete);
    if (isComplete) expect(line).toBe(`${WHO}: 1 days promised, complete since ${at(NOW - DAY)}`);
  });

  it('is told by the earliest stream, whatever their order', () => {
    const streams = [from(NOW - 5), from(NOW - DAY), '999999999000000000', from(NOW - 7)].map((time, index) =>
      streamOf({ stream: String(index), from: time }),
    );
    for (const list of [streams, streams.toReversed()]) expect(linesOf(list, since)[0]).not.toContain('began');
    const late = [
      streamOf({ from: from(NOW - 5) }),
      streamOf({ from: from(NOW - 7), stream: 'b' }),
      streamOf({ from: from(NOW - 6), stream: 'c' }),
    ];
    for (const list of [late, late.toReversed()])
      expect(linesOf(list, since)[0]).toContain(`complete since ${at(NOW - 7)}, ${BEGAN}`);
  });

  it.each<readonly [string, Partial<Finding>[], boolean]>([
    ['MISSING', [{ stream: 'a', verdict: 'MISSING' }], true],
    [
      'TRUNCATED',
      [
        { stream: 'x', verdict: 'MISSING' },
        { stream: 'a', verdict: 'TRUNCATED' },
      ],
      true,
    ],
    ['MODIFIED', [{ stream: 'a', verdict: 'MODIFIED' }], false],
    ['MISSING of another stream', [{ stream: 'x', verdict: 'MISSING' }], false],
  ])('is not what is %s', (_, findings, isLoss) => {
    const [line = ''] = linesOf([streamOf({ expired: 1 })], since, findings);
    const text = isLoss ? 'not complete: records are gone, see the findings' : `complete since ${at(NOW - DAY)}`;
    expect(line).toBe(`${WHO}: 1 days promised, ${text}`);
  });

  it('names the stream before it, unless that is here', () => {
    const predecessor = { stream: 'p', size: 42 } as StreamVerdict['predecessor'];
    const later = streamOf({ predecessor });
    expect(linesOf([later])).toEqual([
      `${WHO}: 1 days promised, complete since ${at(NOW)} only: of stream p, which was sealed before, its 42 records are not here`,
    ]);
    const here = streamOf({ stream: 'p', trusted: false });
    expect(linesOf([later, here])).toEqual([`${WHO}: 1 days promised, complete since ${at(NOW)}, ${BEGAN}`]);
  });
});
