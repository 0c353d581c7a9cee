import { describe, expect, it } from 'vitest';
import { contentText, type LeafFields } from '../src/leaf-content.js';
import { digestOfValue, saltedHash, signedValueText } from '../src/signed-value.js';
import { memberLeads } from '../src/wire/member-leads.js';

const SALT = 'salt';
const SIZES = { a: 150, b: 250, c: 100, d: 20, e: 20, f: 20, g: 20, h: 20 } as const;
const NAMES = Object.keys(SIZES) as (keyof typeof SIZES)[];
const VALUES = NAMES.map((name) => name.repeat(SIZES[name]));
const BODY = 'w'.repeat(120);

const fieldsOf = (values: readonly string[] = VALUES, body: string | null = BODY): LeafFields => ({
  plan: memberLeads(NAMES.slice(0, values.length), []),
  values,
  body: body ?? undefined,
});
/** Which values of a content are digests; `e` is the body. */
const digestsIn = (content: string) => {
  const { attributes, body } = JSON.parse(`{${content}"v":0}`);
  return Object.entries({ ...attributes, '*': body })
    .filter(([, value]) => String(value).startsWith('h:'))
    .map(([name]) => name)
    .join('');
};
const saved = (value: string) => signedValueText(value).length - digestOfValue(SALT, signedValueText(value)).length;

const FULL = contentText(fieldsOf(), SALT, 10_000).content;

describe('the content of a leaf', () => {
  it('is all of it where that is shorter than the room', () => {
    const attributes = NAMES.map((name, index) => `"${name}":"s:${VALUES[index]}"`).join(',');
    expect(FULL).toBe(`"attributes":{${attributes}},"body":"s:${BODY}",`);
    expect(contentText(fieldsOf(), SALT, FULL.length + 1)).toEqual({ content: FULL, rest: '' });
    expect(contentText(fieldsOf([], null), SALT, 9)).toEqual({ content: '', rest: '' });
    expect(contentText(fieldsOf([]), SALT, 900).content).toBe(`"body":"s:${BODY}",`);
  });

  it('has as many of the largest values as digests as it needs, and no more', () => {
    const order = [VALUES[1], VALUES[0], BODY, VALUES[2]] as string[];
    const expected = ['b', 'ab', 'ab*', 'abc*'];
    let room = FULL.length + 1;
    for (const [index, value] of order.entries()) {
      const { content, rest } = contentText(fieldsOf(), SALT, room - 1);
      expect([digestsIn(content), rest, content.length]).toEqual([expected[index], '', room - 1 - saved(value)]);
      room -= saved(value);
      expect(contentText(fieldsOf(), SALT, room)).toEqual({ content, rest });
    }
    const { content, rest } = contentText(fieldsOf(), SALT, room - 1);
    expect(rest).not.toBe(''); // the last value is shorter than its digest
    expect(content.length + rest.length).toBeLessThan(room - 1);
  });

  it('takes the first of values of one length', () => {
    const same = ['x'.repeat(90), 'y'.repeat(90), 'z'.repeat(90)];
    const { length } = contentText(fieldsOf(same, 'w'.repeat(90)), SALT, 10_000).content;
    expect(digestsIn(contentText(fieldsOf(same, 'w'.repeat(90)), SALT, length).content)).toBe('a');
    expect(
      digestsIn(contentText(fieldsOf(same, 'w'.repeat(90)), SALT, length - saved(same[0] as string)).content),
    ).toBe('ab');
  });

  it('never has a digest in the place of what is as short', () => {
    const values = Array.from({ length: 60 }, (_, n) => 'x'.repeat(n + 20)).filter((value) => saved(value) <= 0);
    const longest = values.at(-1) as string;
    expect(saved(longest)).toBe(0);
    const { content, rest } = contentText(fieldsOf([longest, 'y'], null), SALT, 60);
    expect([digestsIn(content), rest.startsWith('"rest":')]).toEqual(['', true]);
  });

  it('keeps as many of the first attributes as fit beside the digest of the rest', () => {
    const least = contentText(fieldsOf(), SALT, 1);
    expect(least.content).toBe(`"body":${digestOfValue(SALT, `"s:${BODY}"`)},`);
    const restFrom = (from: number) => {
      const members = NAMES.slice(from).map((name) => `"${name}":"s:${VALUES[NAMES.indexOf(name)]}"`);
      const sha256 = saltedHash(SALT, `{${members.join(',')}}`);
      return `"rest":{"count":"${8 - from}","from":"${NAMES[from]}","sha256":"${sha256}"},`;
    };
    const contentUpTo = (from: number) => {
      const members = NAMES.slice(0, from).map((name, index) => {
        const text = `"s:${VALUES[index]}"`;
        return `"${name}":${index < 3 ? digestOfValue(SALT, text) : text}`;
      });
      const attributes = from === 0 ? '' : `"attributes":{${members.join(',')}},`;
      return `${attributes}"body":${digestOfValue(SALT, `"s:${BODY}"`)},`;
    };
    // an empty list of attributes is reckoned as one that is there
    const lengths = [1, 2, 3, 4].map((from) => contentUpTo(from).length + restFrom(from).length + 1);
    for (const [index, length] of lengths.entries()) {
      const from = index + 1;
      expect(contentText(fieldsOf(), SALT, length + 1)).toEqual({ content: contentUpTo(from), rest: restFrom(from) });
      expect(contentText(fieldsOf(), SALT, length)).toEqual({
        content: contentUpTo(from - 1),
        rest: restFrom(from - 1),
      });
    }
  });
});
