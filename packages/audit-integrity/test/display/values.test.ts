import { describe, expect, it } from 'vitest';
import { type CanonicalMap, readCanonicalText } from '../../src/canonical-reader.js';
import { quoted } from '../../src/canonical-record.js';
import { below, flattened, isSameDocumentValue, isShownAs, overfilled } from '../../src/display/document-value.js';
import { jsonIsSigned, signedTextOfJson } from '../../src/display/json-of-value.js';
import { digestOfValue } from '../../src/signed-value.js';

const signedMap = (text: string): CanonicalMap => readCanonicalText(text, 100_000);
const same = (text: string) => text;
const MAP = '{"m":{"flag":"b:true","list":{"a":{"0":"i:1","1":"i:2"}},"name":"s:Ada","size":"d:1.5"}}';
const AS_JSON = '{"flag":true,"list":[1,2],"name":"Ada","size":1.5}';

describe('a map that a store shows as JSON', () => {
  it('is the signed one in any order of its members and with any white space', () => {
    expect(jsonIsSigned(signedMap(MAP), AS_JSON, same)).toBe(true);
    expect(jsonIsSigned(signedMap(MAP), '{ "size":1.5,\n"name":"Ada","list":[1, 2],"flag":true }', same)).toBe(true);
  });

  it.each([
    ['another text', AS_JSON.replace('Ada', 'Eve')],
    ['another number', AS_JSON.replace('1.5', '1.25')],
    ['another truth', AS_JSON.replace('true', 'false')],
    ['a number as text', AS_JSON.replace('1.5', '"1.5"')],
    ['a truth as text', AS_JSON.replace('true', '"true"')],
    ['a text as number', AS_JSON.replace('"Ada"', '1')],
    ['null in a place', AS_JSON.replace('"Ada"', 'null')],
    ['null for a list', AS_JSON.replace('[1,2]', 'null')],
    ['a text for a list', AS_JSON.replace('[1,2]', '"1,2"')],
    ['a map for a list', AS_JSON.replace('[1,2]', '{"0":1,"1":2}')],
    ['a list for the map', '[true,[1,2],"Ada",1.5]'],
    ['a list in another order', AS_JSON.replace('[1,2]', '[2,1]')],
    ['a list with one more', AS_JSON.replace('[1,2]', '[1,2,3]')],
    ['a list with one less', AS_JSON.replace('[1,2]', '[1]')],
    ['a member more', AS_JSON.replace('{', '{"more":1,')],
    ['a member less', AS_JSON.replace('"flag":true,', '')],
    ['a member of another name', AS_JSON.replace('flag', 'flog')],
    ['null', 'null'],
    ['a text', '"Ada"'],
    ['no JSON', '{'],
    ['nothing', ''],
  ])('is not the signed one with %s', (_, json) => {
    expect(jsonIsSigned(signedMap(MAP), json, same)).toBe(false);
  });

  it('has texts and names as the store keeps them, but numbers of lists as they are', () => {
    const kept = (text: string) => text.toUpperCase();
    expect(jsonIsSigned(signedMap('{"m":{"a":"s:x"}}'), '{"A":"X"}', kept)).toBe(true);
    expect(jsonIsSigned(signedMap('{"m":{"a":"s:x"}}'), '{"a":"X"}', kept)).toBe(false);
    expect(jsonIsSigned(signedMap('{"m":{"a":"s:x"}}'), '{"A":"x"}', kept)).toBe(false);
    expect(jsonIsSigned(signedMap('{"m":{"a":"x:YQ=="}}'), '{"A":"YQ=="}', kept)).toBe(true);
    expect(jsonIsSigned(signedMap('{"a":{"0":"s:x"}}'), '["X"]', (text) => `${text}!`.replace('x!', 'X'))).toBe(true);
  });
});

describe('the signed text of a JSON value', () => {
  it('says the type of each part, members in canonical order', () => {
    expect(signedTextOfJson('{"b":[1,true],"a":"é","c":1.5}')).toBe(
      '{"m":{"a":"s:\\u00e9","b":{"a":{"0":"i:1","1":"b:true"}},"c":"d:1.5"}}',
    );
  });

  it.each([['null'], ['[null]'], ['{"a":null}'], ['"\\ud800"'], ['{"\\ud800":1}'], ['{']])('is none for %s', (json) => {
    expect(signedTextOfJson(json)).toBeUndefined();
  });

  it('is none for what nests deeper than can be sealed', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(signedTextOfJson(nested(41))).toBeTypeOf('string');
    expect(signedTextOfJson(nested(42))).toBeUndefined();
  });
});

describe('a document', () => {
  it('is read by paths, lists as several values of one', () => {
    const document = { a: { b: [1, { c: true }, [2]], d: null, e: undefined }, 'x.y': 'z' };
    expect(Object.fromEntries(flattened(document))).toEqual({ 'a.b': [1, 2], 'a.b.c': [true], 'x.y': ['z'] });
  });

  it.each([[null], [undefined], ['text'], [5], [[{ a: 1 }]]])('that is %j holds nothing', (part) => {
    expect(flattened(part).size).toBe(0);
  });

  it('shows what lies too deep as a value that nothing equals', () => {
    const nested = (levels: number) => {
      let value: unknown = 'end';
      for (let level = 0; level < levels; level += 1) value = { a: value };
      return [...flattened(value).values()].flat();
    };
    expect(nested(42)).toEqual(['end']);
    expect(nested(43)).toEqual([Number.NaN]);
  });

  it('has below a path what begins with it and a dot', () => {
    const all = flattened({ ab: { c: 1 }, 'ab.d': 2, abc: { c: 3 } });
    expect(Object.fromEntries(below('ab', all))).toEqual({ c: [1], d: [2] });
  });
});

describe('a signed value in a document', () => {
  const shows = (signed: string, document: object, raw?: unknown) => {
    const value = signed.startsWith('{') ? signedMap(signed) : signed;
    return isSameDocumentValue(value, 'salt', 'v', flattened(document), raw);
  };

  it.each([
    ['s:x', 'x'],
    ['x:YQ==', '61'],
    ['b:true', true],
    ['i:5', 5],
    ['i:9007199254740993', 9007199254740993n],
    ['d:1.5', 1.5],
    ['d:0.1', Math.fround(0.1)],
  ])('%s is shown as %s and as no other type', (signed, shown) => {
    expect(shows(signed, { v: shown })).toBe(true);
    expect(shows(signed, { v: typeof shown === 'string' ? 7 : String(shown) })).toBe(false);
    expect(shows(signed, { v: [shown, shown] })).toBe(false);
    expect(shows(signed, {})).toBe(false);
    expect(isShownAs(signed, shown)).toBe(true);
  });

  it.each([
    ['s:x', 'y'],
    ['b:true', false],
    ['i:5', 6],
    ['d:1.5', 1.25],
  ])('%s is not shown as %s', (signed, shown) => {
    expect(shows(signed, { v: shown })).toBe(false);
    expect(isShownAs(signed, shown)).toBe(false);
  });

  it('that is a list may lose order and repetition, never a value, and gains none', () => {
    const list = '{"a":{"0":"i:1","1":"i:2","2":"i:1"}}';
    expect(shows(list, { v: [2, 1] })).toBe(true);
    expect(shows(list, { v: [1] })).toBe(false);
    expect(shows(list, { v: [1, 2, 3] })).toBe(false);
    expect(shows(list, { v: ['1', '2'] })).toBe(false);
    expect(shows(list, {})).toBe(false);
    expect(shows('{"a":{}}', {})).toBe(true);
  });

  it('that is a map may have its members as texts, and is overfilled by other members', () => {
    const map = '{"m":{"a":"i:1","b":{"m":{"c":"b:true"}}}}';
    expect(shows(map, { v: { a: 1, b: { c: true } } })).toBe(true);
    expect(shows(map, { v: { a: '1', 'b.c': 'true' } })).toBe(true);
    expect(shows(map, { v: { a: 1 } })).toBe(false);
    expect(shows(map, { v: { a: 1, b: { c: true, d: 1 } } })).toBe(true);
    expect(shows(map, { v: { a: 1, b: { c: [true, false] } } })).toBe(false);
    const filled = (value: object) =>
      overfilled(signedMap(`{"v":${map}}`), flattened({ v: value }), (name) => (name === 'v' ? value : undefined));
    expect([...filled({ a: 1, b: { c: true } })]).toEqual([]);
    expect([...filled({ a: 1, b: { c: true, d: 1 } })]).toEqual(['v']);
    expect(shows(map, { v: { a: 1, b: { c: true } }, vw: 1 })).toBe(true);
    expect(shows('{"m":{}}', { v: 'x' })).toBe(false);
  });

  it('that is a digest is the value that it was made of', () => {
    const digestOf = (text: string) => digestOfValue('salt', text).slice(1, -1);
    expect(shows(digestOf(quoted('s:long')), { v: 'long' })).toBe(true);
    expect(shows(digestOf(quoted('s:long')), { v: 'lang' })).toBe(false);
    expect(shows(digestOf(quoted('s:long')), { v: ['long', 'long'] })).toBe(false);
    expect(shows(digestOf('"x:YQ=="'), { v: '61' })).toBe(true);
    expect(shows(digestOf('{"a":{"0":"i:9007199254740993"}}'), { v: [9007199254740993n] }, [9007199254740993n])).toBe(
      false, // a number beyond 2^53 is no integer for JSON's own reader
    );
    expect(shows(digestOf('{"a":{"0":"i:1"}}'), { v: [1] }, [1])).toBe(true);
    expect(shows(digestOf('{"a":{"0":"i:1"}}'), { v: [1] })).toBe(false);
  });
});
