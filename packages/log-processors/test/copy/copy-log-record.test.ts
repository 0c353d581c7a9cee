import { ROOT_CONTEXT } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { copyLogRecord } from '../../src/copy/copy-log-record.js';

const boom = () => {
  throw new Error('fired');
};
const getter = (name: string) => Object.defineProperty({}, name, { get: boom, enumerable: true });

describe('the copy of a log record', () => {
  it.each(['body', 'attributes', 'exception', 'timestamp', 'eventName', 'severityText', 'severityNumber', 'context'])(
    'fires no getter in the place of %s',
    (name) => {
      expect(copyLogRecord(getter(name))).toEqual({ attributes: {} });
    },
  );

  it('keeps what the SDK takes, as it is', () => {
    const record = {
      eventName: 'a.b',
      timestamp: 5,
      observedTimestamp: [1, 2] as [number, number],
      severityNumber: 9,
      severityText: 'INFO',
      body: { text: 'hi\u001b', list: [1, null, true] },
      attributes: { a: 'password=hunter2', b: { c: [1] } },
      context: ROOT_CONTEXT,
    };
    const copy = copyLogRecord(record);
    expect(copy).toEqual(record);
    expect(copy.context).toBe(ROOT_CONTEXT);
    expect(copy.body).not.toBe(record.body);
    expect(copy.attributes['b']).not.toBe(record.attributes.b);
  });

  it.each(['getValue', 'setValue'])('leaves out a context that has %s only: the SDK would call the other', (name) => {
    expect(copyLogRecord({ context: { [name]: () => undefined } })).toEqual({ attributes: {} });
  });

  it('reads a record that is an instance of a class', () => {
    class Line {
      readonly body = 'x';
    }
    Object.defineProperty(Line.prototype, 'severityText', { value: 'WARN' });
    expect(copyLogRecord(new Line())).toEqual({ body: 'x', severityText: 'WARN', attributes: {} });
  });

  it.each([
    ['a proxy', new Proxy({}, { get: boom, getOwnPropertyDescriptor: boom, ownKeys: boom }), '[OMITTED:proxy]'],
    ['nothing', null, undefined],
    ['a text', 'x', undefined],
  ])('survives a record that is %s', (_what, record, body) => {
    expect(copyLogRecord(record).body).toBe(body);
  });

  it('does not touch proxies in its parts', () => {
    const proxy = new Proxy(
      {},
      { get: boom, getOwnPropertyDescriptor: boom, ownKeys: boom, getPrototypeOf: boom, has: boom },
    );
    expect(
      copyLogRecord({
        body: proxy,
        attributes: proxy,
        exception: proxy,
        context: proxy,
        timestamp: proxy,
        eventName: proxy,
      }),
    ).toEqual({
      body: '[OMITTED:proxy]',
      attributes: { 'otelseal.copy.omitted': '[OMITTED:proxy]', 'exception.message': '[OMITTED:proxy]' },
    });
    expect(copyLogRecord(Object.create(proxy))).toEqual({ attributes: {} });
  });

  it.each([
    ['a date', new Date(5), new Date(5)],
    ['seconds and nanoseconds', [1, 2], [1, 2]],
    ['an invalid date', new Date(Number.NaN), undefined],
    ['no number', Number.NaN, undefined],
    ['three numbers', [1, 2, 3], undefined],
    ['texts', ['1', '2'], undefined],
    ['a text', '2026-01-01', undefined],
    ['an object', {}, undefined],
  ])('takes as a time what the SDK would not throw at: %s', (_what, timestamp, expected) => {
    expect(copyLogRecord({ timestamp, observedTimestamp: timestamp })).toEqual({
      attributes: {},
      ...(expected === undefined ? {} : { timestamp: expected, observedTimestamp: expected }),
    });
  });

  it('gives a name that would set a prototype another spelling, at every level', () => {
    const attributes = JSON.parse('{"__proto__":{"a":1},"b":{"__proto__":2}}');
    const copy = copyLogRecord({ attributes });
    expect(Object.keys(copy.attributes)).toEqual(['[__proto__]', 'b']);
    expect(Object.keys(copy.attributes['b'] as object)).toEqual(['[__proto__]']);
    expect(Object.getPrototypeOf(copy.attributes)).toBe(Object.prototype);
  });

  it('bounds the number of attributes', () => {
    const attributes = Object.fromEntries(Array.from({ length: 5_120 }, (_, index) => [`k${index}`, index]));
    const copy = copyLogRecord({ attributes });
    expect(Object.keys(copy.attributes)).toHaveLength(513);
    expect(copy.attributes['otelseal.copy.cut']).toBe('[CUT:4608 more attributes]');
  });

  it('never throws and never fires a getter, whatever is emitted', () => {
    const record = fc.record(
      {
        body: fc.anything({
          withBigInt: true,
          withMap: true,
          withSet: true,
          withDate: true,
          withSparseArray: true,
          withTypedArray: true,
          withNullPrototype: true,
          withBoxedValues: true,
        }),
        attributes: fc.anything(),
        exception: fc.anything(),
        timestamp: fc.anything(),
        context: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(record, (value) => {
        const before = JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? `${part}n` : part));
        copyLogRecord(value);
        expect(JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? `${part}n` : part))).toBe(before);
      }),
      { numRuns: scaled(500) },
    );
  });
});

describe('an exception', () => {
  it('becomes the attributes that the SDK would write', () => {
    const error = new TypeError('bad');
    expect(copyLogRecord({ exception: error }).attributes).toEqual({
      'exception.type': 'TypeError',
      'exception.message': 'bad',
      'exception.stacktrace': error.stack,
    });
    expect(copyLogRecord({ exception: Object.assign(new Error('x'), { code: 'ENOENT' }) }).attributes).toMatchObject({
      'exception.type': 'ENOENT',
    });
    expect(copyLogRecord({ exception: 'thrown text' }).attributes).toEqual({ 'exception.message': 'thrown text' });
    expect(copyLogRecord({ exception: 42 }).attributes).toEqual({ 'exception.message': '42' });
    expect(copyLogRecord({ exception: { name: 'N', message: 'm' } }).attributes).toEqual({
      'exception.type': 'N',
      'exception.message': 'm',
    });
  });

  it('replaces no attribute that the application set', () => {
    const attributes = { 'exception.message': 'mine' };
    expect(copyLogRecord({ attributes, exception: new Error('theirs') }).attributes['exception.message']).toBe('mine');
  });

  it('is read without its getters', () => {
    const hostile = new Error('bad');
    for (const name of ['message', 'name', 'code', 'stack']) Object.defineProperty(hostile, name, { get: boom });
    expect(copyLogRecord({ exception: hostile }).attributes).toEqual({});
  });

  it('whose stack the application fails to format keeps the rest', () => {
    const prepare = Error.prepareStackTrace;
    const error = new Error('bad');
    Error.prepareStackTrace = boom;
    try {
      expect(copyLogRecord({ exception: error }).attributes).toMatchObject({ 'exception.message': 'bad' });
    } finally {
      Error.prepareStackTrace = prepare;
    }
  });
});
