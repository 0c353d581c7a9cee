import { describe, expect, it } from 'vitest';
import { copyLogRecord } from '../../src/copy/copy-log-record.js';
import { cutTexts, restored } from '../../src/copy/full-values.js';
import { dataValue, rawAttributes, rawCopy } from '../../src/copy/raw-copy.js';
import { SANITIZE_BOUNDS_DEFAULTS } from '../../src/sanitize/bounds.js';

describe('what the copy of a record has', () => {
  it('is what the record had, and no member without a value', () => {
    expect(Object.keys(copyLogRecord({}))).toEqual(['attributes']);
    const full = { body: 0, timestamp: 1, observedTimestamp: 2, severityNumber: 3, eventName: '', severityText: '' };
    expect(copyLogRecord(full)).toStrictEqual({ attributes: {}, ...full });
    const wrong = { severityNumber: '3', eventName: 1, severityText: {}, timestamp: null, context: 5 };
    expect(Object.keys(copyLogRecord(wrong))).toEqual(['attributes']);
    expect(copyLogRecord({ timestamp: [1, '2'] })).toStrictEqual({ attributes: {} });
    expect(copyLogRecord({ timestamp: Number.POSITIVE_INFINITY })).toStrictEqual({ attributes: {} });
  });

  it('is, of an exception, its attributes, unless the record has them', () => {
    const exception = Object.assign(new TypeError('bad'), { code: 'E1' });
    const copy = copyLogRecord({ exception, attributes: { 'exception.message': 'own' } });
    expect(copy.attributes).toMatchObject({ 'exception.type': 'E1', 'exception.message': 'own' });
    expect(copy.attributes['exception.stacktrace']).toMatch(/^TypeError: bad\n {4}at /);
    expect(copyLogRecord({ exception: { name: 'X', message: 7 } }).attributes).toStrictEqual({
      'exception.type': 'X',
      'exception.message': '7',
    });
    expect(copyLogRecord({ exception: { code: 404, message: '' } }).attributes).toStrictEqual({
      'exception.type': '404',
    });
    expect(copyLogRecord({ exception: 'why' }).attributes).toStrictEqual({ 'exception.message': 'why' });
    expect(copyLogRecord({ exception: 5 }).attributes).toStrictEqual({ 'exception.message': '5' });
    for (const nothing of [null, undefined, true, {}])
      expect(copyLogRecord({ exception: nothing }).attributes).toStrictEqual({});
  });
});

describe('raw copies', () => {
  it('are values as they were', () => {
    for (const value of ['x', 5, true, null]) expect(rawCopy(value)).toBe(value);
    expect(rawCopy(5n)).toBe('5');
    expect(rawCopy(undefined)).toBeUndefined();
    expect(rawCopy({ a: [1n, 'password=hunter2'] })).toEqual({ a: ['1', 'password=hunter2'] });
  });

  it('of attributes are as many as a record may have', () => {
    const bounds = { ...SANITIZE_BOUNDS_DEFAULTS, maxAttributes: 2 };
    expect(rawAttributes({ a: 1, b: 2 }, bounds)).toStrictEqual({ a: 1, b: 2 });
    expect(rawAttributes({ a: 1, b: 2, c: 3 }, bounds)).toStrictEqual({
      a: 1,
      b: 2,
      'otelseal.copy.cut': '[CUT:1 more attributes]',
    });
    expect(rawAttributes({ a: undefined, b: () => 1 })).toStrictEqual({});
    for (const none of [null, undefined, 'x', 5]) expect(rawAttributes(none)).toStrictEqual({});
  });

  it('look for a value up to sixteen objects far', () => {
    const behind = (objects: number): object => (objects === 0 ? { a: 1 } : Object.create(behind(objects - 1)));
    expect(dataValue(behind(15), 'a')).toBe(1);
    expect(dataValue(behind(16), 'a')).toBeUndefined();
    for (const none of [null, undefined, 'x']) expect(dataValue(none, 'length')).toBeUndefined();
  });
});

describe('full values', () => {
  it('stand again where their beginnings are', () => {
    expect(restored({ a: 'he', b: 1 }, { a: 'hello', b: 2 })).toEqual({
      attributes: { a: 'hello', b: 1 },
      lengthLimit: 2,
    });
    expect(restored({ a: ['he', 'wor'] }, { a: ['hello', 'world'] })).toEqual({
      attributes: { a: ['hello', 'world'] },
      lengthLimit: 3,
    });
    expect(restored({ a: { b: 'he' }, c: 'w' }, { a: { b: 'hello' }, c: 'world' })?.lengthLimit).toBe(2);
  });

  it('stand nowhere else', () => {
    for (const [value, full] of [
      ['hello', 'hello'],
      ['hello', 'he'],
      ['wo', 'hello'],
      ['5', 55],
      [null, { b: 'hello' }],
      [{ b: 'he' }, null],
      [{ b: 'he' }, 'he'],
      ['he', { b: 'he' }],
      [5, 5],
    ])
      expect(restored({ a: value }, { a: full })).toBeUndefined();
    expect(restored({ a: 'he' }, {})).toBeUndefined();
    expect(restored({ toString: 'he' }, {})).toBeUndefined();
  });

  it('are cut again on whole characters, at any depth', () => {
    const bytes = new Uint8Array(9);
    expect(cutTexts({ a: 'hello', b: ['wor', { c: 'world' }], d: 5, e: null, f: bytes }, 3)).toEqual({
      ...{ a: 'hel', b: ['wor', { c: 'wor' }], d: 5, e: null, f: bytes },
    });
    expect(cutTexts(bytes, 3)).toBe(bytes);
    expect([cutTexts('ab😀', 3), cutTexts('ab😀', 4), cutTexts('abc😀', 3)]).toEqual(['ab', 'ab😀', 'abc']);
  });
});
