import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { countMembers } from '../../src/sources/member-count.js';

/** By definition: what a parser with a visitor would see. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce((sum: number, item) => sum + membersOf(item), 0);
  return inner + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

const NASTY = fc.string({ unit: fc.constantFrom('"', '\\', ':', ',', '{', '[', ' ', 'a', '\n', 'é') });
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, NASTY, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(
    NASTY.filter((name) => name !== '__proto__'),
    tie('value'),
    { maxKeys: 4 },
  ),
})).value;

describe('counting members', () => {
  it('gives what the parsed value has, for any JSON', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(countMembers(Buffer.from(text))).toBe(membersOf(value));
      }),
      { numRuns: scaled(3_000) },
    );
  });

  it('does not depend on where the bytes lie in memory', () => {
    const text = '{"a":1,"bb":{"c":":","":"::1"},"d":"x\\":"}';
    for (let offset = 0; offset < 8; offset += 1) {
      const memory = Buffer.from(`${'"a":'.repeat(offset)}${text}`).subarray(offset * 4);
      expect(countMembers(memory)).toBe(5);
    }
  });

  it.each([
    ['twice the same', '{"a":1,"a":2}', 2],
    ['the same in escapes', '{"a":1,"\\u0061":2}', 2],
    ['white space before the colon', '{"a" :1,"a"\t:\r2}', 2],
    ['one compact and one with space', '{"a":1,"a" :2}', 2],
    ['a value that begins with a colon', '{"address":"::1"}', 1],
    ['a name that is only a colon', '{":":1}', 1],
    ['a name that ends like the start of a string', '{"a,":1,"b{":2,"c[":3,"d ":4}', 4],
    ['an escaped quotation mark before a colon', '{"a":"\\":"}', 1],
    ['an escaped backslash before a closing mark', '{"a\\\\":1}', 1],
    ['strings in a list that look like names', '["a:",":b","::"]', 0],
  ])('counts %s', (_what, text, members) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(countMembers(Buffer.from(text))).toBe(members);
  });
});
