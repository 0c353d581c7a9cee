import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonStructure } from '../../src/decode/json-structure.js';
import { RequestFault } from '../../src/decode/record-fault.js';
import {
  MAX_ESCAPED_NAMES,
  MAX_JSON_VALUES,
  MAX_KINDS,
  MAX_MEMBERS,
  MAX_NAME_BYTES,
  MAX_NAMES,
  MAX_NESTING,
} from '../../src/decode/value-bounds.js';

/** Looked at in slices of so many bytes. */
function valuesOf(text: string | Uint8Array, slice = Number.POSITIVE_INFINITY): number {
  const structure = new JsonStructure(Buffer.from(text as string), MAX_JSON_VALUES);
  while (!structure.look(slice));
  return structure.values;
}

function refusalOf(text: string | Uint8Array): RequestFault {
  try {
    valuesOf(text);
  } catch (cause) {
    if (cause instanceof RequestFault) return cause;
    throw cause;
  }
  throw new Error('It was not refused.');
}

/** Objects, lists and entries behind the first. */
function counted(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const entries = Object.values(value);
  return 1 + Math.max(0, entries.length - 1) + entries.reduce((sum: number, entry) => sum + counted(entry), 0);
}

describe('a name that stands twice in one object', () => {
  it.each([
    ['{"resourceLogs":[],"resourceLogs":[]}', 'resourceLogs', 20],
    ['{"a":[{"b":{"body":1,"other":{"body":2},"body":3}}]}', 'body', 41],
    ['{"a":{"b":[{"b":1},{"b":1}],"c":{"b":{}}},"a":0}', 'a', 43],
    ['{"resourceLogs":[],"resource\\u004cogs":[]}', 'resourceLogs', 20],
    ['{"\\u0062ody":1,"bod\\u0079":2}', 'body', 16],
    ['{"a\\"b":1,"a\\u0022b":2}', 'a"b', 11],
    ['{"\\\\":1,"x":2,"\\u005c":3}', '\\', 15],
    ['{"é":1,"\\u00e9":2}', 'é', 9],
    ['{"":1,"":2}', '', 7],
    ['\ufeff{"a":1, "b" : [ "a" , { } ] ,\n\t"a" :2}', 'a', 35],
  ])('is refused with its place: %s', (text, name, place) => {
    const { status, message } = refusalOf(text);
    expect([status, message]).toEqual([
      400,
      `The name ${JSON.stringify(name)} stands twice in one object, the second time at byte ${place}.`,
    ]);
  });

  it('is told in its first 64 bytes only', () => {
    const name = 'n'.repeat(MAX_NAME_BYTES);
    expect(refusalOf(`{"${name}":1,"${name}":2}`).message).toContain(`"${'n'.repeat(64)}" stands`);
  });

  it('is found wherever it is, however it is spelt and whatever stands around it', () => {
    const name = fc
      .string({ unit: 'grapheme', maxLength: 10 })
      .filter((text) => text.isWellFormed() && text.length <= MAX_NAME_BYTES / 6 && !/^\d+$/.test(text));
    const json = fc.json({ maxDepth: 3 }).filter((text) => !/"\d+":/.test(text));
    const members = fc.uniqueArray(fc.tuple(name, json), { selector: ([key]) => key, minLength: 1, maxLength: 30 });
    const escaped = (text: string): string =>
      [...text.split('')].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    fc.assert(
      fc.property(members, fc.nat(), json, fc.boolean(), (entries, which, around, isEscaped) => {
        const parts = entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`);
        valuesOf(`[${around},{${parts.join(',')}}]`);
        const [again] = entries[which % entries.length] as [string, string];
        const twice = isEscaped ? `"${escaped(again)}":0` : `${JSON.stringify(again)} : 0`;
        expect(refusalOf(`[${around},{${[...parts, twice].join(' ,\n')}}]`).message).toContain('stands twice');
      }),
    );
  });
});

describe('names that are no names', () => {
  it.each(['{"0":1}', '{"34":0}', '{"a":[{"499":0}]}', '{"4294967294":0}', '{"\\u0033\\u0034":0}'])(
    'but numbers, of which an engine makes tables, are refused: %s',
    (text) => {
      expect(refusalOf(text)).toMatchObject({ status: 400, message: expect.stringContaining('is a number') });
    },
  );

  it('begin with a number or have half a character, and are told apart', () => {
    expect(valuesOf('{"0a":0,"-1":1,"\\ud800":2,"\\ud801":3,"\ufffd":4}')).toBe(5);
    expect(refusalOf('{"\\ud800":0,"\\uD800":1}').message).toContain('stands twice');
  });
});

describe('the values of a request', () => {
  it('are counted, whatever is in texts and names', () => {
    const texts = fc.string({ unit: fc.constantFrom('"', '\\', '{', '[', ',', ':', '}', 'a', 'é'), maxLength: 200 });
    const names = fc.string({ unit: fc.constantFrom('"', '\\', '{', ',', ':', 'a', 'é'), maxLength: 60 });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        texts,
        fc.double(),
        fc.array(tie('tree'), { maxLength: 5 }),
        fc.dictionary(names, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.nat(3), (value, space) => {
        const parsed: unknown = JSON.parse(JSON.stringify(value));
        expect(valuesOf(JSON.stringify(value, undefined, space))).toBe(counted(parsed));
      }),
    );
  });

  it('of what is no JSON are some number, or it is refused', () => {
    const bytes = fc.array(fc.constantFrom(...Buffer.from('{}[],:"\\ua0 \ufeff\u00ff', 'latin1')), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          bytes.map((codes) => Uint8Array.from(codes)),
        ),
        (text) => {
          try {
            expect(valuesOf(text)).toBeGreaterThanOrEqual(0);
          } catch (cause) {
            expect(cause).toBeInstanceOf(RequestFault);
          }
        },
      ),
    );
  });

  it.each([
    ['objects', '{},'.repeat(10 * MAX_JSON_VALUES), 413],
    ['lists within lists', '[],[['.repeat(MAX_JSON_VALUES), 400],
    ['numbers', '0,'.repeat(10 * MAX_JSON_VALUES), 413],
    ['objects with two names each', '{"a":0,"b":1},'.repeat(5 * MAX_JSON_VALUES), 413],
    ['members of one object', `{${Array.from({ length: 10 * MAX_MEMBERS }, (_, n) => `"m${n}":0`)}}`, 400],
    ['different names', Array.from({ length: 10 * MAX_NAMES }, (_, n) => `{"m${n}":0}`).join(), 400],
    [
      'orders of names',
      Array.from({ length: 10 * MAX_KINDS }, (_, n) => `{"a${n % 499}":0,"b${n % 509}":0}`).join(),
      400,
    ],
    ['names with escapes', '{"\\u0061":0},'.repeat(10 * MAX_ESCAPED_NAMES), 400],
    ['bytes in a name', `{"${'n'.repeat(10 * MAX_NAME_BYTES)}":0},`, 400],
    ['levels', '['.repeat(10 * MAX_NESTING), 400],
    ['levels of objects', '{"a":'.repeat(10 * MAX_NESTING), 400],
  ])('are bounded, ten times as many %s are refused', (_, text, status) => {
    expect(refusalOf(`{"x":[${text}0]}`).status).toBe(status);
  });

  it('are counted in linear time, also in texts that are nothing but escapes and with names that were made up to be alike', () => {
    // Milliseconds each; a minute where every name is compared with all others, byte by byte.
    const tails = Array.from({ length: 63 }, (_, n) =>
      [...n.toString(2).padStart(6, '0')].map((bit) => (bit === '1' ? 'Aa' : 'BB')),
    );
    const alike = `{${tails.map((tail) => `"${'x'.repeat(MAX_NAME_BYTES - 12)}${tail.join('')}":0`)}}`;
    const distinct = `{${tails.map((_, n) => `"${'x'.repeat(MAX_NAME_BYTES - 12)}${n + 100_000_000_000}":0`)}}`;
    const cost = (object: string): number => {
      const text = `[${Array(Math.floor(4_000_000 / object.length)).fill(object)}]`;
      const rounds = Array.from({ length: 5 }, () => {
        const before = process.cpuUsage();
        valuesOf(text);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      });
      return Math.min(...rounds);
    };
    expect(cost(alike)).toBeLessThan(4 * cost(distinct));
    for (const unit of ['\\\\', '\\"', '\\\\\\"', `${'x'.repeat(100)}\\"`]) {
      expect(valuesOf(`["${unit.repeat(4_000_000 / unit.length)}",1]`)).toBe(2);
    }
  });
});
