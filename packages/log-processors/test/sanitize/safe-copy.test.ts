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
});
