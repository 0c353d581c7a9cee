import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { parseOtlpJson } from '../../src/sources/otlp-json.js';

const parse = (text: string | Buffer): unknown => parseOtlpJson(Buffer.from(text as string));

describe('parsing OTLP JSON', () => {
  it('gives what JSON.parse gives for what JSON.stringify made', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'grapheme', noUnicodeString: false } as object), (text) => {
        const value: unknown = JSON.parse(text);
        const stringified = JSON.stringify(value);
        fc.pre(!/"__proto__"|-0|e[+-]?\d/.test(stringified));
        expect(parse(stringified)).toEqual({ value });
      }),
      { numRuns: scaled(500) },
    );
  });

  it('keeps every digit of integers and times beyond 2^53, and leaves other numbers alone', () => {
    const text =
      '{"timeUnixNano":1790000000000000001,"observedTimeUnixNano":18446744073709551615,"a":[{"intValue":-9223372036854775808},{"intValue":7},{"doubleValue":1e300},{"intValue":"9007199254740993"}]}';
    expect(parse(text)).toEqual({
      value: {
        timeUnixNano: '1790000000000000001',
        observedTimeUnixNano: '18446744073709551615',
        a: [
          { intValue: '-9223372036854775808' },
          { intValue: 7 },
          { doubleValue: 1e300 },
          { intValue: '9007199254740993' },
        ],
      },
    });
  });

  it.each([
    ['a torn text', '{"resourceLogs":[{"resource'],
    ['binary', Buffer.from([0, 1, 2, 0xff])],
    ['two texts in one', '{}{}'],
    ['a comment', '{"a":1} // x'],
    ['a single-quoted text', "{'a':1}"],
  ])('takes %s for noise', (_what, text) => {
    expect(parse(text)).toEqual({ refusal: 'it is not JSON', ambiguous: false });
  });

  it.each([
    [
      'the same member twice',
      '{"body":{"stringValue":"shown"},"body":{"stringValue":"checked"}}',
      'an object has the same member twice',
    ],
    ['the same member once in escapes', '{"body":1,"bod\\u0079":2}', 'an object has the same member twice'],
    ['snake case', '{"resource_logs":[]}', 'a member of OTLP is spelled in another way'],
    ['another case', '{"Body":1}', 'a member of OTLP is spelled in another way'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      'it has bytes that are not UTF-8',
    ],
    [
      'a surrogate in UTF-8',
      Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      'it has bytes that are not UTF-8',
    ],
    ['ten thousand levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'it nests deeper than 1000'],
  ])('calls %s ambiguous', (_what, text, refusal) => {
    expect(parse(text)).toEqual({ refusal, ambiguous: true });
  });

  it('takes the replacement character itself, and unknown members', () => {
    expect(parse('{"stringValue":"\ufffd","newMember":1}')).toEqual({ value: { stringValue: '\ufffd', newMember: 1 } });
  });

  it('gives prototype names no power', () => {
    const result = parse('{"__proto__":{"polluted":true},"constructor":1}') as { value: object };
    expect(Object.hasOwn(result.value, '__proto__')).toBe(true);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
