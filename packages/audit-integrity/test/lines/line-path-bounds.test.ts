import { describe, expect, it } from 'vitest';
import { Additions } from '../../src/display/additions.js';
import { FileDisplay } from '../../src/display/file.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { LinePath } from '../../src/lines/line-path.js';
import { at, loginFailure, open, resourceOf, toLogRecord } from '../sealed-streams.js';

const parse = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString());
const newPath = () => new LinePath(new FileDisplay(new UnsignedNames([]), new Additions()), parse);

const request = (logRecords: readonly unknown[], more: { readonly host?: string; readonly scope?: string } = {}) => {
  const { host = 'web-1', scope = 'x' } = more;
  const attributes = [...resourceOf(), { key: 'host.arch', value: { stringValue: host } }];
  return { resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: { name: scope }, logRecords }] }] };
};
/** `plain` for a record that was told by its text, `full` for one that was read; undefined for a line that was left. */
const told = (path: LinePath, given: unknown) =>
  path.examine(Buffer.from(JSON.stringify(given)), 'x')?.map((one) => ('hash' in one ? 'plain' : 'full'));

/** Records of as many kinds: each has an event of its own. */
const kinds = (count: number) => {
  const sealer = open();
  const of = (n: number) => toLogRecord(sealer.seal({ ...loginFailure(n), eventName: `security.kind.n${n}` }, at(n)));
  return Array.from({ length: count }, (_, n) => [of(n), of(n)] as const);
};

describe('what is remembered of lines', () => {
  it('is 48 kinds of records under one scope', () => {
    const path = newPath();
    const records = kinds(49);
    for (const [first] of records) path.learn(request([first]));
    const found = records.map(([, second]) => told(path, request([second]))?.[0]);
    expect(found).toEqual([...Array(48).fill('plain'), 'full']);
    expect(told(path, request([records[48]?.[1]]))).toEqual(['full']); // not learnt from the line either
    expect(told(path, request(records.toReversed().map(([first]) => first)))).toEqual([
      'full',
      ...Array(48).fill('plain'),
    ]);
  });

  it('is as many kinds when they come in one line', () => {
    const path = newPath();
    const records = kinds(49);
    path.learn(request(records.map(([first]) => first)));
    expect(records.map(([, second]) => told(path, request([second]))?.[0])).toEqual([
      ...Array(48).fill('plain'),
      'full',
    ]);
  });

  it('is 64 resources, and 64 scopes of each', () => {
    const [[record]] = kinds(1) as [readonly [unknown, unknown]];
    for (const part of ['host', 'scope'] as const) {
      const path = newPath();
      const requests = Array.from({ length: 65 }, (_, n) => request([record], { [part]: `${part}-${n}` }));
      for (const one of requests) path.learn(one);
      expect(requests.map((one) => told(path, one))).toEqual([...Array(64).fill(['plain']), undefined]);
    }
  });

  it('is 64 resources and scopes of one line', () => {
    const [[record]] = kinds(1) as [readonly [unknown, unknown]];
    const parts = Array.from({ length: 65 }, (_, n) => n);
    const resources = parts.map((n) => request([record], { host: `h${n}` }));
    const path = newPath();
    path.learn({ resourceLogs: resources.flatMap(({ resourceLogs }) => resourceLogs) });
    expect(resources.map((one) => told(path, one))).toEqual([...Array(64).fill(['plain']), undefined]);
    const scopes = parts.map((n) => request([record], { scope: `s${n}` }));
    const other = newPath();
    const [{ resource }] = request([]).resourceLogs as unknown as [{ resource: unknown }];
    other.learn({
      resourceLogs: [{ resource, scopeLogs: scopes.flatMap(({ resourceLogs }) => resourceLogs[0]?.scopeLogs) }],
    });
    expect(scopes.map((one) => told(other, one))).toEqual([...Array(64).fill(['plain']), undefined]);
  });

  it.each([
    [32, 'plain'],
    [33, 'full'],
  ])('is not what comes behind %i that look alike', (alike, last) => {
    const sealer = open();
    const records = Array.from({ length: alike }, (_, n) => toLogRecord(sealer.seal(loginFailure(n + 1), at(n))));
    const [[other, again]] = kinds(1) as [readonly [unknown, unknown]];
    const path = newPath();
    path.learn(request([...records, other]));
    expect(told(path, request([again]))).toEqual([last]);
  });

  it('is of no use after more than 2,000 records that no pattern fits', () => {
    const [[first, second], [other]] = kinds(2) as [readonly [unknown, unknown], readonly [unknown, unknown]];
    const odd = { ...(other as object), attributes: [] };
    const path = newPath();
    path.learn(request([first]));
    expect(told(path, request(Array(2_000).fill(odd)))).toHaveLength(2_000);
    expect(told(path, request([second, odd]))).toEqual(['plain', 'full']);
    expect(told(path, request([second]))).toBeUndefined();
    const frequent = newPath();
    frequent.learn(request([first]));
    expect(told(frequent, request(Array(2_001).fill(second)))).toHaveLength(2_001);
    expect(told(frequent, request(Array(2_001).fill(odd)))).toHaveLength(2_001);
    expect(told(frequent, request([second, odd]))).toEqual(['plain', 'full']); // as many hits as misses
    expect(told(frequent, request([odd]))).toEqual(['full']);
    expect(told(frequent, request([second]))).toEqual(undefined);
  });
});

describe('what is not learnt', () => {
  const [[first, second]] = kinds(1) as [readonly [unknown, unknown]];
  const [one] = request([first]).resourceLogs as unknown as [{ resource: unknown; scopeLogs: [{ scope: unknown }] }];

  it.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no list', { resourceLogs: {} }],
    ['something beside the list', { ...request([first]), more: 1 }],
    ['a resource without scopes', { resourceLogs: [{ ...one, scopeLogs: {} }] }],
    ['no resource', { resourceLogs: [null, 5] }],
    ['a scope without records', { resourceLogs: [{ ...one, scopeLogs: [{ ...one.scopeLogs[0], logRecords: {} }] }] }],
    ['no scope', { resourceLogs: [{ ...one, scopeLogs: [null] }] }],
    ['records that are none', request([null, 5])],
    ['a resource beyond ASCII', request([first], { host: 'é' })],
    ['a scope beyond ASCII', request([first], { scope: 'é' })],
    ['a resource that holds our mark', request([first], { host: 'otelseal:records' })],
    ['a scope that holds our mark', request([first], { scope: 'otelseal:records' })],
    ['a record of attributes that are none', request([{ ...(first as object), attributes: [null, 5] }])],
    ['a record without a payload', request([{ ...(first as object), attributes: [] }])],
  ])('is %s', (_, given) => {
    const path = newPath();
    path.learn(given);
    expect(told(path, request([second]))?.[0]).not.toBe('plain');
  });

  it('is not read from what is no object among records', () => {
    const path = newPath();
    path.learn(request([first]));
    for (const odd of [null, 5, 'x', [{}]]) expect(told(path, request([second, odd]))).toBeUndefined();
    expect(told(path, request([second, {}]))).toEqual(['plain', 'full']);
    expect(told(path, request([]))).toBeUndefined();
  });
});
