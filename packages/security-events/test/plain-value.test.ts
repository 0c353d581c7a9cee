import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeObjects, plainText, plainValue } from '../src/plain-value.js';

describe('the plain copy of a value', () => {
  it.each([
    ['text', 'text'],
    [1.5, 1.5],
    [true, true],
    [10n, '10'],
    [null, undefined],
    [undefined, undefined],
    [Symbol('x'), undefined],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), '[invalid]'],
    [new RangeError('too far'), 'RangeError: too far'],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [
      [1, 'a', [undefined]],
      [1, 'a', ['']],
    ],
    [{ a: { b: [true] }, c: undefined }, { a: { b: [true] } }],
  ])('of %s', (value, expected) => {
    expect(plainValue(value)).toEqual(expected);
  });

  it.each([
    ['an identifier of a library', { buffer: [80, 127], toJSON: (): string => '507f' }, '507f'],
    ['an address', new URL('https://shop.example/a'), 'https://shop.example/a'],
    ['a set', new Set(['admin', 'auditor']), ['admin', 'auditor']],
    ['a map', new Map([['a', 1]]), [['a', 1]]],
    ['a million bytes', new Uint8Array(1_000_000), '[too large]'],
    ['other views of memory', new Uint16Array([1, 2]).subarray(1), new Uint8Array([2, 0])],
    ['large views of memory', new Float64Array(100_000), '[too large]'],
    ['an object whose toJSON gives an object', { a: 1, toJSON: () => ({}) }, { a: 1 }],
    [
      'an object whose toJSON throws',
      {
        toJSON: () => {
          throw new Error('x');
        },
      },
      '[unreadable]',
    ],
  ])('of %s', (_what, value, expected) => {
    expect(plainValue(value)).toEqual(expected);
  });

  it('shares no memory with a Buffer', () => {
    const bytes = Buffer.from([1]);
    const copied = plainValue(bytes);
    bytes[0] = 9;
    expect(copied).toEqual(new Uint8Array([1]));
  });

  it('of a set without end ends', () => {
    const endless = new Set(['a']);
    endless[Symbol.iterator] = function* () {
      for (;;) yield 'x';
    } as never;
    expect(plainValue(endless)).toHaveLength(1_001);
  });

  it('shares nothing with the original', () => {
    const bytes = new Uint8Array([1]);
    const original = { list: [1], bytes };
    const copied = plainValue(original) as typeof original;
    original.list.push(2);
    bytes[0] = 9;
    expect(copied).toEqual({ list: [1], bytes: new Uint8Array([1]) });
  });

  it('has at most 1,000 parts and says that more was there', () => {
    const copied = plainValue(Array.from({ length: 5_000 }, () => 'x')) as string[];
    expect(copied).toHaveLength(1_001);
    expect(copied.at(-1)).toBe('[too large]');
  });

  it('keeps every plain JSON value as it is', () => {
    const withinBounds = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/null|__proto__/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(withinBounds, (value) => {
        expect(plainValue(value)).toEqual(value);
      }),
    );
  });
});

describe('the text of a value', () => {
  it.each([
    ['a', 'a'],
    [1, '1'],
    [() => 1, '[function]'],
    [{ a: 1 }, '{"a":1}'],
    [['a'], '["a"]'],
    [{ s: 1, e: 2, d: [129, 9000000], toJSON: (): string => '129.90' }, '129.90'],
    [Buffer.from('507f1f77bcf86cd799439011', 'hex'), '507f1f77bcf86cd799439011'],
    [Buffer.alloc(5_000_000), '[too large]'],
  ])('of %s', (value, expected) => {
    expect(plainText(value)).toBe(expected);
  });
});

describe('merged objects', () => {
  it('take the later value, ignore undefined and never a prototype', () => {
    expect(mergeObjects({ a: 1, b: 1 }, { b: 2, c: undefined })).toEqual({ a: 1, b: 2 });
    const merged = mergeObjects({}, JSON.parse('{"__proto__": {"x": 1}}'));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
