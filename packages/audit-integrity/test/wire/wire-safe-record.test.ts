import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WireSafeMap, wireSafeRecord, wireSafeValue } from '../../src/index.js';
import { lokiName } from '../../src/wire/store-names.js';
import { anyRecord } from '../arbitrary-records.js';

const names = (attributes: Record<string, unknown>, neighbours: string[] = []): string[] =>
  Object.keys(wireSafeRecord({ attributes }, neighbours).attributes);

describe('a wire-safe value', () => {
  it.each([
    ['text', 'a', 'a'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['an integer', 5, 5],
    ['minus zero', -0, 0],
    ['a fraction', 0.5, 0.5],
    ['NaN', Number.NaN, 'NaN'],
    ['infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['an integer beyond exactness', 2 ** 53, '9007199254740992'],
    ['a huge number', 1e300, BigInt(1e300).toString()],
    ['a bigint', -12345678901234567890n, '-12345678901234567890'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['an invalid date', new Date(Number.NaN), 'Invalid Date'],
    ['an error', new RangeError('boom'), { name: 'RangeError', message: 'boom' }],
    [
      'a map',
      new Map<unknown, unknown>([
        ['a', 1],
        [2, 'b'],
        [{}, 'c'],
      ]),
      { a: 1, 2: 'b', '[object]': 'c' },
    ],
    ['a set', new Set([1, 'a']), [1, 'a']],
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['a function', () => 1, undefined],
    ['a symbol', Symbol('s'), undefined],
    ['nothing inside others', [1, undefined, { a: null, b: () => 1, c: [null] }], [1, { c: [] }]],
  ])('of %s is what OTLP carries', (_, value, expected) => {
    expect(wireSafeValue(value)).toStrictEqual(expected);
  });

  it('of bytes is a copy, whatever holds them', () => {
    const bytes = new Uint8Array([1, 2, 3, 4]);
    const safe = wireSafeValue(bytes);
    bytes[0] = 9;
    expect(safe).toStrictEqual(new Uint8Array([1, 2, 3, 4]));
    expect(wireSafeValue(new Uint16Array([0x0201]).buffer)).toStrictEqual(new Uint8Array([1, 2]));
    expect(wireSafeValue(new DataView(bytes.buffer, 1, 2))).toStrictEqual(new Uint8Array([2, 3]));
    expect(wireSafeValue(Buffer.from('hi'))).toStrictEqual(new Uint8Array([104, 105]));
  });

  it('shows cycles, depth and unreadable parts instead of failing', () => {
    const cycle: Record<string, unknown> = { a: 1 };
    cycle['self'] = cycle;
    expect(wireSafeValue(cycle)).toEqual({ a: 1, self: '[circular]' });
    const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 'x');
    expect(JSON.stringify(wireSafeValue(deep))).toBe(`${'['.repeat(16)}"[too deep]"${']'.repeat(16)}`);
    const hostile = {
      get bad() {
        throw new Error('no');
      },
      good: 1,
    };
    expect(wireSafeValue(hostile)).toEqual({ bad: '[unreadable]', good: 1 });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(wireSafeValue({ proxy })).toEqual({ proxy: '[unreadable]' });
    expect(
      wireSafeValue(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ),
    ).toBe('[unreadable]');
  });

  it('bounds how many values and how much text one record brings', () => {
    const list = wireSafeValue(Array.from({ length: 20_000 }, (_, n) => n)) as unknown[];
    expect([list.length, list.at(-1)]).toEqual([8_193, '[cut]']);
    const map = wireSafeValue(
      Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n])),
    ) as WireSafeMap;
    expect([Object.keys(map).length, map['[cut]']]).toEqual([8_193, '[cut]']);
    const texts = wireSafeValue(['x'.repeat(4_194_300), 'y'.repeat(100), 'z']) as string[];
    expect(texts.map((text) => text.slice(-16))).toEqual(
      ['x'.repeat(16), '[cut: 100 more]', 'z'].map((text) => text.slice(-16)),
    );
    expect(wireSafeValue(new Uint8Array(5_000_000))).toBe('[cut: 5000000 bytes]');
    expect(wireSafeValue(`${'x'.repeat(4_194_271)}\u{1f600}${'x'.repeat(100)}`)).toMatch(/x\[cut: 102 more\]$/);
  });

  it('cannot be reached through a prototype', () => {
    const safe = wireSafeValue(JSON.parse('{"__proto__":{"polluted":true},"":1}'));
    expect(safe).toEqual({ 'renamed.0.__proto__': { polluted: true }, 'renamed.0.': 1 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('attribute names', () => {
  it.each([
    'trace_id',
    'span.id',
    'severity_number',
    'severity-text',
    'observed_timestamp',
    'flags',
    'scope_name',
    'scope_version',
    'dropped_attributes_count',
    'detected_level',
    'service.name',
    'service_namespace',
    'event.name',
    'event_name',
    'audit.payload',
    'audit_payload',
    'audit.time',
    'audit.sequence.number',
    'audit.sequence.anything',
    'data_stream.dataset',
    'elasticsearch.index',
    '__error__',
    '__proto__',
    '',
    '.',
    '___',
    'a\ud800',
  ])('that a store or the seal needs are renamed: %s', (name) => {
    const [renamed, ...others] = names({ ...JSON.parse('{}'), [name]: 1 });
    expect(others).toEqual([]);
    expect(renamed).toBe(`renamed.0.${name.toWellFormed()}`);
  });

  it.each([
    [
      ['user_id', 'user.id'],
      ['renamed.0.user_id', 'user.id'],
    ],
    [
      ['User.id', 'user id', 'user.id'],
      ['User.id', 'renamed.0.user id', 'user.id'],
    ],
    [
      ['a..b', 'a.b', 'a_b', 'a-b'],
      ['a.b', 'renamed.0.a_b', 'renamed.1.a-b', 'renamed.2.a..b'],
    ],
    [
      ['renamed.0.a_b', 'a.b', 'a_b'],
      ['a.b', 'renamed.0.a_b', 'renamed.1.a_b'],
    ],
  ])('that meet in a store are told apart, the conventional one staying: %j', (given, expected) => {
    expect(names(Object.fromEntries(given.map((name) => [name, 1]))).sort()).toEqual(expected.sort());
  });

  it('that meet the members of a map are told apart, too', () => {
    expect(names({ a: { b: 1 }, a_b: 2 }).sort()).toEqual(['a', 'renamed.0.a_b']);
  });

  it('that meet those of the resource are renamed', () => {
    expect(names({ 'host.name': 'x', 'user.id': 'y' }, ['host.name', 'os.type'])).toEqual([
      'renamed.0.host.name',
      'user.id',
    ]);
  });

  it('that are too long are cut and renamed', () => {
    const [name] = names({ ['x'.repeat(5_000)]: 1 });
    expect(name).toBe(`renamed.0.${'x'.repeat(256)}`);
  });

  it('are at most 4,096, and the rest is counted as dropped', () => {
    const attributes = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`a${n}`, n]));
    const safe = wireSafeRecord({ attributes, droppedAttributesCount: 3 });
    expect([Object.keys(safe.attributes).length, safe.droppedAttributesCount]).toEqual([4_096, 5_907]);
  });
});

describe('a wire-safe record', () => {
  it('keeps what is fit to be sent and drops what no store could show', () => {
    const record = wireSafeRecord({
      hrTime: [1, 2],
      eventName: 'security.x',
      severityNumber: 25,
      severityText: '',
      spanContext: { traceId: 'ABC', spanId: 'b7ad6b7169203331', traceFlags: 1 },
      body: null,
      droppedAttributesCount: -1,
    });
    expect(record).toEqual({
      ...{ hrTime: [1, 2], eventName: 'security.x', severityNumber: undefined, severityText: undefined },
      ...{ spanContext: undefined, body: undefined, attributes: {}, droppedAttributesCount: 0 },
    });
  });

  it('leaves event names that begin with audit. to the seal', () => {
    expect(wireSafeRecord({ eventName: 'audit.close' }).eventName).toBe('renamed.audit.close');
  });

  it('survives members that throw', () => {
    const input = {
      get body(): unknown {
        throw new Error('no');
      },
      eventName: 'security.x',
      get attributes(): never {
        throw new Error('no');
      },
    };
    expect(wireSafeRecord(input)).toMatchObject({ eventName: 'security.x', body: '[unreadable]', attributes: {} });
    const { proxy, revoke } = Proxy.revocable<Record<string, unknown>>({}, {});
    revoke();
    expect(wireSafeRecord({ attributes: proxy, spanContext: proxy as never })).toMatchObject({ attributes: {} });
  });

  it('is the same when it is made wire-safe again', () => {
    fc.assert(
      fc.property(anyRecord, (input) => {
        const once = wireSafeRecord(input);
        expect(wireSafeRecord(once)).toEqual(once);
      }),
    );
  });

  it('has no two names that Loki would take for one', () => {
    const labels = (attributes: WireSafeMap): string[] => Object.keys(attributes).map(lokiName);
    fc.assert(
      fc.property(anyRecord, (input) => {
        const all = labels(wireSafeRecord(input).attributes);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
