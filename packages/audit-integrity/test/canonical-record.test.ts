import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCanonicalText } from '../src/canonical-reader.js';
import { mapTextOf } from '../src/display/stored-value.js';
import { type CanonicalObject, canonicalize, canonicalRecordText } from '../src/index.js';

const texts: fc.Arbitrary<string> = fc.string({ unit: 'grapheme', maxLength: 8 });
const records = fc.letrec<{ record: Record<string, unknown> }>((tie) => ({
  record: fc.dictionary(texts, fc.oneof({ depthSize: 'small' }, texts, tie('record')), { maxKeys: 5 }),
})).record;

describe('the canonical text of a record', () => {
  it('is RFC 8785 with everything beyond printable ASCII escaped', () => {
    fc.assert(
      fc.property(records, (record) => {
        const ascii = canonicalize(record)
          .replace(
            /\\[bfnrt]/g,
            (short) => `\\u${JSON.parse(`"${short}"`).charCodeAt(0).toString(16).padStart(4, '0')}`,
          )
          .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        expect(canonicalRecordText(record as never)).toBe(ascii);
      }),
    );
  });

  it.each([
    ['a number', { a: 1 }],
    ['a boolean', { a: true }],
    ['null', { a: null }],
    ['an array', { a: ['1'] }],
    ['undefined', { a: undefined }],
    ['an array instead of an object', ['a']],
    ['a lone surrogate', { a: '\ud800' }],
    ['a lone surrogate in a name', { '\udfff': 'a' }],
  ])('does not exist for %s', (_, record) => {
    expect(() => canonicalRecordText(record as never)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });

  it('does not exist beyond 40 levels, nor for a cycle', () => {
    const nested = (depth: number): object => (depth === 1 ? {} : { a: nested(depth - 1) });
    expect(canonicalRecordText(nested(40) as never)).toContain('{"a":{}}');
    expect(() => canonicalRecordText(nested(41) as never)).toThrow(expect.objectContaining({ code: 'ERR_TOO_DEEP' }));
    const cycle: Record<string, unknown> = {};
    cycle['a'] = cycle;
    expect(() => canonicalRecordText(cycle as never)).toThrow(expect.objectContaining({ code: 'ERR_TOO_DEEP' }));
  });
});

describe('reading a canonical text', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(records, (record) => {
        const text = canonicalRecordText(record as never);
        expect(mapTextOf(readCanonicalText(text, text.length))).toBe(text);
      }),
    );
  });

  /** What reading must agree with: parse, write again, compare. */
  const isCanonical = (text: string): boolean => {
    try {
      return canonicalRecordText(parsedNaively(text)) === text;
    } catch {
      return false;
    }
  };
  const isRead = (text: string): boolean => {
    try {
      readCanonicalText(text, 10_000);
      return true;
    } catch {
      return false;
    }
  };

  it('accepts exactly the texts that parsing and writing leaves unchanged', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '"',
      ':',
      ',',
      '\\',
      'a',
      'b',
      '\\u000a',
      '\\u0041',
      '\\"',
      '\\\\',
      '\\n',
      ' ',
      'é',
      '1',
      '[]',
      '""',
      '"a":',
      '"b":"x"',
    );
    const soup = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''));
    const edited = fc.tuple(records, fc.nat(), pieces).map(([record, position, piece]) => {
      const text = canonicalRecordText(record as never);
      const at = position % (text.length + 1);
      return `${text.slice(0, at)}${piece}${text.slice(at + (position % 2))}`;
    });
    fc.assert(
      fc.property(fc.oneof(soup, edited), (text) => {
        expect(isRead(text)).toBe(isCanonical(text));
      }),
    );
  });

  it('refuses what is too long or too deep', () => {
    expect(() => readCanonicalText('{"a":"1"}', 8)).toThrow(expect.objectContaining({ code: 'ERR_TOO_LARGE' }));
    const deep = `${'{"a":'.repeat(41)}"x"${'}'.repeat(41)}`;
    expect(() => readCanonicalText(deep, 1_000)).toThrow(expect.objectContaining({ code: 'ERR_TOO_DEEP' }));
  });
});

describe('canonicalize', () => {
  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    Symbol('s'),
    () => 1,
    undefined,
    '\ud800',
    { '\ud800': 1 },
    [undefined],
  ])('refuses %s', (value) => {
    expect(() => canonicalize(value)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });

  it('leaves out members without a value and never calls toJSON', () => {
    expect(
      canonicalize({
        b: undefined,
        a: new (class {
          x = 1;
          toJSON() {
            return 'no';
          }
        })(),
      }),
    ).toBe('{"a":{"x":1}}');
  });

  it('stops at a cycle', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => canonicalize(cycle)).toThrow(expect.objectContaining({ code: 'ERR_TOO_DEEP' }));
  });
});

/**
 * Objects and strings in any JSON spelling. Not JSON.parse, because V8 confuses member names with escapes (see the test
 * in seal-stream.test.ts); a string by itself it reads rightly.
 */
function parsedNaively(text: string): CanonicalObject {
  let at = 0;
  const space = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const take = (expected: string) => {
    space();
    if (text[at++] !== expected) throw new SyntaxError(`no ${expected} at ${at}`);
  };
  const string = (): string => {
    space();
    const end = /^"(?:[^"\\]|\\.)*"/s.exec(text.slice(at))?.[0].length ?? 0;
    at += end;
    return JSON.parse(text.slice(at - end, at));
  };
  const object = (): CanonicalObject => {
    const members = new Map<string, string | CanonicalObject>();
    take('{');
    for (space(); text[at] !== '}'; space()) {
      if (members.size > 0) take(',');
      const name = string();
      take(':');
      space();
      members.set(name, text[at] === '{' ? object() : string());
    }
    at += 1;
    return Object.fromEntries(members);
  };
  const value = object();
  if (text.slice(at).trim() !== '') throw new SyntaxError('more behind the end');
  return value;
}
