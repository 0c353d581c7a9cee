import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const copyOf = (value: unknown, bounds = {}) => createSanitizer({ bounds }).sanitizeValue('value', value);

describe('the safe copy', () => {
  it('fires no getter and says so', () => {
    let fired = 0;
    const hostile = {
      get name() {
        fired++;
        throw new Error('boom');
      },
      plain: 'x',
    };
    expect(copyOf({ hostile })).toEqual({ hostile: { name: '[OMITTED:getter]', plain: 'x' } });
    expect(fired).toBe(0);
  });

  it('takes a property that can only be set for one that cannot be read, and one that holds nothing for nothing', () => {
    const hostile = { set name(_: string) {}, nothing: undefined, plain: 'x' };
    expect(copyOf({ hostile })).toEqual({ hostile: { name: '[OMITTED:getter]', plain: 'x' } });
  });

  it('reads nothing that an object inherits', () => {
    const hostile = Object.create(
      {
        get name() {
          return expect.fail('fired');
        },
      },
      { name: { value: 'own', enumerable: true } },
    );
    expect(copyOf({ hostile })).toEqual({ hostile: { name: 'own' } });
  });

  it('never touches a proxy', () => {
    const traps = new Proxy({}, new Proxy({}, { get: (_target, trap) => () => expect.fail(String(trap)) }));
    expect(copyOf({ traps, list: [traps] })).toEqual({ traps: '[OMITTED:proxy]', list: ['[OMITTED:proxy]'] });
  });

  it('ends cycles but copies a shared value twice', () => {
    const shared = { a: 1 };
    const cycle: Record<string, unknown> = { first: shared, second: shared };
    cycle['self'] = cycle;
    expect(copyOf(cycle)).toEqual({ first: { a: 1 }, second: { a: 1 }, self: '[OMITTED:circular]' });
  });

  it('shares nothing with the original and changes nothing in it', () => {
    const original = Object.freeze({ list: Object.freeze(['a\u0000']), bytes: new Uint8Array([1, 2]) });
    const copy = copyOf(original) as typeof original;
    expect(copy).toEqual({ list: ['a\\u0000'], bytes: new Uint8Array([1, 2]) });
    expect(copy.list).not.toBe(original.list);
    expect(copy.bytes.buffer).not.toBe(original.bytes.buffer);
    expect(original.list[0]).toBe('a\u0000');
  });

  it('gives names of prototypes another spelling', () => {
    const parsed = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"prototype":2}');
    const copy = copyOf(parsed) as object;
    expect(Object.keys(copy)).toEqual(['\\u005f_proto__', '\\u0063onstructor', '\\u0070rototype']);
    expect(Object.getPrototypeOf(copy)).toBeNull();
    expect('polluted' in copy).toBe(false);
  });

  it('keeps both of two names that became the same', () => {
    expect(copyOf({ 'a\u0000': 1, 'a\\u0000': 2, 'a\u0001': 3 })).toEqual({
      'a\\u0000': 1,
      'a\\u005cu0000': 2,
      'a\\u0001': 3,
    });
    const first = 'x'.repeat(300);
    expect(Object.keys(copyOf({ [`${first}1`]: 1, [`${first}2`]: 2 }) as object)).toEqual([
      `${'x'.repeat(256)}[CUT:name]`,
      `${'x'.repeat(256)}[CUT:name]~2`,
    ]);
  });

  it('marks where a bound was reached', () => {
    expect(copyOf({ a: { b: { c: { d: 1 } } } }, { maxDepth: 2 })).toEqual({ a: { b: '[CUT:too deep]' } });
    expect(copyOf([1, 2, 3, 4], { maxNodes: 3 })).toEqual([1, 2, '[CUT:2 more values]']);
    expect(copyOf('abcdef', { maxTextLength: 4 })).toBe('abcd[CUT:2 characters]');
    expect(copyOf('abc😀def', { maxTextLength: 4 })).toBe('abc[CUT:4 characters]');
    expect(copyOf(new Uint8Array(9), { maxTextLength: 8 })).toBe('[CUT:9 bytes]');
  });

  it('reads dates, errors, maps, sets and big integers without running their code', () => {
    const error = new Error('bad');
    Object.defineProperty(error, 'message', { get: () => expect.fail('fired') });
    expect(copyOf({ error })).not.toHaveProperty('error.message');
    expect(copyOf(new TypeError('bad'))).toMatchObject({ message: 'bad' });
    expect(copyOf(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(copyOf(new Date(Number.NaN))).toBe('[OMITTED:invalid date]');
    expect(
      copyOf(
        new Map<unknown, unknown>([
          ['a', 1],
          [{}, 2],
        ]),
      ),
    ).toEqual({ a: 1, '[OMITTED:object key]': 2 });
    expect(copyOf(new Set(['a']))).toEqual(['a']);
    expect(copyOf(12n)).toBe('12');
    expect(copyOf({ f: () => 1, s: Symbol('s'), u: undefined })).toEqual({});
  });

  it('survives arrays that claim to be endless and ten thousand attributes', () => {
    const sparse: unknown[] = [];
    sparse.length = 4_294_967_295;
    expect((copyOf(sparse, { maxNodes: 10 }) as unknown[]).at(-1)).toBe('[CUT:4294967286 more values]');
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));
    const clean = createSanitizer().sanitizeAttributes(many);
    expect(Object.keys(clean)).toHaveLength(513);
    expect(clean['otelseal.sanitize.cut']).toBe('[CUT:9488 more attributes]');
  });

  it('reads a flag as the name of the argument behind it', () => {
    expect(copyOf(['app', '--token', 'Kanarie7Xq9z', '--port', '8080', '--db-password', 'x'])).toEqual([
      'app',
      '--token',
      '[REDACTED:secret-key]',
      '--port',
      '8080',
      '--db-password',
      '[REDACTED:secret-key]',
    ]);
    const sanitizer = createSanitizer();
    expect(sanitizer.sanitizeValue('session.id', ['--port', 'b3d5'])).toEqual([
      '[REDACTED:session]',
      '[REDACTED:session]',
    ]);
  });

  it('reads boxed values as their texts, never letter by letter', () => {
    const boxed = [new String('password=hunter2'), new Number(5), Object(7n), new Boolean(true), Object(Symbol('s'))];
    expect(copyOf(boxed)).toEqual([
      'password=[REDACTED:named-secret]',
      5,
      '7',
      '[OMITTED:boxed value]',
      '[OMITTED:boxed value]',
    ]);
    const disguised = Object.setPrototypeOf(new String('password=hunter2'), Object.prototype);
    expect(copyOf({ disguised })).toEqual({ disguised: 'password=[REDACTED:named-secret]' });
  });

  it('keeps the stack that the engine wrote and no getter in its place', () => {
    const error = new AggregateError([new Error('inner')], 'outer', { cause: 'why' });
    const copy = copyOf(error, { maxDepth: 4 }) as Record<string, unknown>;
    expect(copy['stack']).toMatch(/^AggregateError: outer/);
    expect(copy).toMatchObject({ message: 'outer', cause: 'why', errors: [{ message: 'inner' }] });
    Object.defineProperty(error, 'stack', { get: () => expect.fail('fired') });
    expect(copyOf(error)).not.toHaveProperty('stack');
  });

  it.each([
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
      '[OMITTED:proxy]',
    ],
    ['a proxy of a function', () => new Proxy(() => 1, {}), undefined],
    ['a typed array', () => new Float64Array(3), '[OMITTED:typed array]'],
    ['a data view', () => new DataView(new ArrayBuffer(2)), '[OMITTED:typed array]'],
    ['an array buffer', () => new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2])],
    ['a shared array buffer', () => new SharedArrayBuffer(2), new Uint8Array(2)],
    ['a buffer', () => Buffer.from('hi'), new Uint8Array([104, 105])],
    ['a weak map', () => new WeakMap(), {}],
    ['a promise', () => Promise.resolve(1), {}],
    ['a regular expression', () => /x/, {}],
    ['a URL', () => new URL('http://a/'), {}],
    ['an object without prototype', () => Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    [
      'a class with fields',
      () =>
        new (class Point {
          x = 1;
          #y = 2;
          get y() {
            return this.#y;
          }
        })(),
      { x: 1 },
    ],
    ['a map that is no map', () => Object.create(Map.prototype), {}],
    ['a date that is no date', () => Object.create(Date.prototype), {}],
    ['a sparse array', () => Object.assign(new Array(3), { 0: 1, 2: 3 }), [1, undefined, 3]],
    ['infinite numbers', () => [Number.NaN, Number.POSITIVE_INFINITY, -0], [Number.NaN, Number.POSITIVE_INFINITY, -0]],
  ])('has an answer for %s', (_what, make, expected) => {
    const sanitizer = createSanitizer();
    expect(sanitizer.sanitizeValue('value', make())).toEqual(expected);
    expect(sanitizer.findings).not.toHaveProperty('internal-error');
  });

  it('reads no more of a set or a map than its bound, and says how much is missing', () => {
    const set = new Set(Array.from({ length: 100 }, (_, index) => index));
    expect((copyOf(set, { maxNodes: 10 }) as unknown[]).at(-1)).toBe('[CUT:91 more values]');
    const map = new Map(Array.from({ length: 100 }, (_, index) => [`k${index}`, index]));
    expect(Object.keys(copyOf(map, { maxNodes: 10 }) as object)).toHaveLength(10);
    expect(copyOf(map, { maxNodes: 10 })).toHaveProperty(['[CUT]'], '[CUT:too many values]');
  });

  it('shares no bytes with an array buffer', () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(1));
    const copy = copyOf(bytes.buffer) as Uint8Array;
    bytes[0] = 1;
    expect(copy[0]).toBe(0);
  });

  it('judges what stands behind a secret name or a flag by its own name', () => {
    expect(copyOf({ password: 'x', after: 'plain words', list: ['--token', '8080', 'plain'], last: 'b3d5' })).toEqual({
      password: '[REDACTED:secret-key]',
      after: 'plain words',
      list: ['--token', '8080', 'plain'],
      last: 'b3d5',
    });
    expect(copyOf(['--db-password', 'x', 'plain', ['y', 'z']])).toEqual([
      '--db-password',
      '[REDACTED:secret-key]',
      'plain',
      ['y', 'z'],
    ]);
  });

  it('numbers a third name that became the same', () => {
    const long = 'x'.repeat(300);
    expect(Object.keys(copyOf({ [`${long}1`]: 1, [`${long}2`]: 2, [`${long}3`]: 3 }) as object).at(-1)).toMatch(/~3$/);
  });
});
