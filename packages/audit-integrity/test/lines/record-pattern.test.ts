import { describe, expect, it } from 'vitest';
import { recordPattern } from '../../src/lines/record-pattern.js';
import { type Leaf, readPayload } from '../../src/sealed-payload.js';
import type { StoredLogRecord } from '../../src/stored-record.js';
import { at, IDENTITY, loginFailure, open, STREAM, toLogRecord } from '../sealed-streams.js';

type Attribute = { key?: unknown; value?: unknown };
type Shown = Record<string, unknown> & { attributes: Attribute[] };

const INPUT = {
  ...loginFailure(1),
  body: { said: 'naïve', list: [1, 'b'] },
  attributes: { yes: true, count: -5, text: 'a b', 'non-ascii': 'é', list: ['a', 2], map: { k: 'v', n: 1 } },
};

function patternOf(input: object = INPUT, change: (shown: Shown) => unknown = () => {}) {
  const { payload, ...record } = open().seal(input, at(20));
  const shown = JSON.parse(JSON.stringify(toLogRecord({ payload, ...record }))) as Shown;
  change(shown);
  const pattern = recordPattern(shown as StoredLogRecord, readPayload(payload) as Leaf);
  return { pattern, payload, text: JSON.stringify(shown) };
}

const attribute = (shown: Shown, name: string): Attribute =>
  shown.attributes.find(({ key }) => key === name) as Attribute;
const value = (name: string, given: unknown) => (shown: Shown) =>
  Object.assign(attribute(shown, name), { value: given });

describe('the pattern of a record', () => {
  it.each([
    ['all that patterns deal with', INPUT],
    ['a login', loginFailure(1)],
    ['no attributes, no body, no event', { severityNumber: 9 }],
    ['a text as body', { body: 'x' }],
    ['no trace', { ...loginFailure(1), spanContext: undefined }],
  ])('of %s is that record, taken apart: its payload, number, link and time', (_, input) => {
    const { pattern, payload, text } = patternOf(input);
    const found = pattern?.pattern.exec(Buffer.from(text).toString('latin1'));
    expect(found?.[0]).toHaveLength(Buffer.byteLength(text));
    expect(pattern).toMatchObject({ stream: STREAM, identity: IDENTITY, retention: 'audit' });
    const groups = (found ?? []) as string[];
    const leaf = JSON.parse(payload);
    expect([pattern?.sequence, pattern?.prev, pattern?.time].map((group) => groups[group ?? -1])).toEqual([
      leaf.sequence,
      leaf.prev,
      leaf.time,
    ]);
    const filled = pattern?.filled.map((part) =>
      typeof part === 'number' ? groups[part] : JSON.parse(`"${groups[part.signed]}"`),
    );
    expect(pattern?.fixed.map((fixed, index) => fixed + (filled?.[index] ?? '')).join('')).toBe(payload);
  });

  it('of a record whose whole numbers are written as such', () => {
    const { pattern, text } = patternOf(INPUT, value('count', { intValue: -5 }));
    expect(pattern?.pattern.test(Buffer.from(text).toString('latin1'))).toBe(true);
    expect(text).toContain('{"intValue":-5}');
  });

  it.each([
    ['bytes', { attributes: { a: new Uint8Array([1]) } }],
    ['a double', { attributes: { a: 0.5 } }],
    ['a double in a list', { attributes: { a: ['x', 0.5] } }],
    ['a double in a map', { attributes: { a: { b: 0.5 } } }],
    ['a double as body', { body: 0.5 }],
    ['an empty list', { attributes: { a: [] } }],
    ['an empty map', { attributes: { a: {} } }],
    ['a digest', { attributes: { a: 'y'.repeat(40_000) } }],
    [
      'a rest',
      {
        attributes: Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`a.name.of.some.length.${n}`, `${n}`])),
      },
    ],
    ['a name beyond ASCII', { attributes: { ä: 'x' } }],
    ['more values than a pattern has groups', { attributes: { a: Array.from({ length: 401 }, (_, n) => n) } }],
  ])('is none for %s', (_, input) => {
    expect(patternOf(input).pattern).toBeUndefined();
  });

  it('is one for as many values as a pattern has groups', () => {
    const groupsOf = (length: number) => patternOf({ attributes: { a: Array.from({ length }, (_, n) => n) } }).pattern;
    const longest = Array.from({ length: 30 }, (_, n) => 375 + n).findLast((length) => groupsOf(length) !== undefined);
    const pattern = groupsOf(longest ?? 0)?.pattern as RegExp;
    expect(new RegExp(`${pattern.source}|`).exec('')).toHaveLength(401);
  });

  it('is one for 300 plain texts, and for half as many where each is written in two ways', () => {
    const texts = (length: number, text: string) => patternOf({ attributes: { a: Array(length).fill(text) } }).pattern;
    expect(texts(300, 'a b')).toBeDefined();
    expect([texts(150, 'é'), texts(300, 'é')]).toEqual([expect.anything(), undefined]);
  });

  it.each<readonly [string, (shown: Shown) => unknown]>([
    ['an attribute more', ({ attributes }) => attributes.push({ key: 'k8s.pod.name', value: { stringValue: 'x' } })],
    ['an attribute less', ({ attributes }) => attributes.shift()],
    ['no attributes', (shown) => Object.assign(shown, { attributes: {} })],
    ['an attribute with something beside', (shown) => Object.assign(attribute(shown, 'text'), { more: 1 })],
    ['an attribute without a value', (shown) => delete attribute(shown, 'text').value],
    [
      'an attribute in another order',
      ({ attributes }) => attributes.splice(0, 1, { value: attributes[0]?.value, key: attributes[0]?.key }),
    ],
    ['an attribute without a name', ({ attributes }) => attributes.push({ value: { stringValue: 'x' } })],
    ['a value of two types', value('text', { stringValue: 'a b', intValue: 1 })],
    ['a value of no type', value('text', {})],
    ['a value that is null', value('text', null)],
    [
      'a list with something beside',
      value('list', { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '2' }], more: 1 } }),
    ],
    ['a list without values', value('list', { arrayValue: {} })],
    ['a list without members', value('list', { arrayValue: { values: [] } })],
    [
      'a list with one more',
      value('list', { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '2' }, { intValue: '3' }] } }),
    ],
    ['a list with a hole', value('list', { arrayValue: { values: [null, { intValue: '2' }] } })],
    ['a list as a map', value('list', { kvlistValue: { values: [] } })],
    [
      'a map with something beside',
      value('map', { kvlistValue: { values: [{ key: 'k', value: { stringValue: 'v' } }], more: 1 } }),
    ],
    ['a map without values', value('map', { kvlistValue: {} })],
    ['a map without members', value('map', { kvlistValue: { values: [] } })],
    [
      'a map with a member more',
      value('map', { kvlistValue: { values: [{ key: 'z', value: { stringValue: 'v' } }] } }),
    ],
    [
      'a map with another member behind its own',
      value('map', {
        kvlistValue: {
          values: [
            { key: 'k', value: { stringValue: 'v' } },
            { key: 'n', value: { intValue: '1' } },
            { key: 'z', value: { stringValue: 'v' } },
          ],
        },
      }),
    ],
    [
      'a map with a member less',
      value('map', { kvlistValue: { values: [{ key: 'k', value: { stringValue: 'v' } }] } }),
    ],
    [
      'a map with something beside a member',
      value('map', { kvlistValue: { values: [{ key: 'k', value: { stringValue: 'v' }, more: 1 }] } }),
    ],
    ['a map as a list', value('map', { arrayValue: { values: [{ stringValue: 'v' }] } })],
    ['no trace', (shown) => delete shown['traceId']],
    ['no span', (shown) => delete shown['spanId']],
    ['no time', (shown) => delete shown['timeUnixNano']],
    ['a time as number', (shown) => Object.assign(shown, { timeUnixNano: 1 })],
    ['no body', (shown) => delete shown['body']],
    ['a body that is null', (shown) => Object.assign(shown, { body: null })],
    [
      'no number',
      ({ attributes }) =>
        attributes.splice(
          attributes.findIndex(({ key }) => key === 'audit.sequence.number'),
          1,
        ),
    ],
    [
      'no sealing time',
      ({ attributes }) =>
        attributes.splice(
          attributes.findIndex(({ key }) => key === 'audit.time'),
          1,
        ),
    ],
    [
      'no payload',
      ({ attributes }) =>
        attributes.splice(
          attributes.findIndex(({ key }) => key === 'audit.payload'),
          1,
        ),
    ],
  ])('is none for a record that is shown with %s', (_, change) => {
    expect(patternOf(INPUT, change).pattern).toBeUndefined();
  });

  it('is none for what is no record of an application', () => {
    const record = open().heartbeat({ pending: 1 }, at(1));
    expect(recordPattern(toLogRecord(record) as StoredLogRecord, readPayload(record.payload) as Leaf)).toBeUndefined();
  });
});
