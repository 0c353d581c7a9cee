import { describe, expect, it } from 'vitest';
import { readCanonicalText } from '../../src/canonical-reader.js';
import { isShownText, isSignedValue, mapTextOf, storedValueText } from '../../src/display/stored-value.js';
import type { StoredValue } from '../../src/index.js';
import { digestOfValue } from '../../src/signed-value.js';

const list = (...values: unknown[]) => ({ arrayValue: { values } });
const map = (...entries: [key: unknown, value: unknown][]) => ({
  kvlistValue: { values: entries.map(([key, value]) => ({ key, value })) },
});
const text = (stringValue: string) => ({ stringValue });
const isSigned = (signed: string, stored: unknown): boolean =>
  isSignedValue(signed.startsWith('{') ? readCanonicalText(signed, 10_000) : signed, 'salt', stored as StoredValue);

const PAIRS: readonly [signed: string, stored: object][] = [
  ['s:Ada', text('Ada')],
  ['s:', text('')],
  ['i:5', { intValue: '5' }],
  ['i:-5', { intValue: -5 }],
  ['i:0', { intValue: 0 }],
  ['b:true', { boolValue: true }],
  ['b:false', { boolValue: false }],
  ['d:1.5', { doubleValue: 1.5 }],
  ['x:YQ==', { bytesValue: 'YQ==' }],
  ['x:', { bytesValue: '' }],
  ['{"a":{}}', list()],
  ['{"a":{}}', { arrayValue: {} }],
  ['{"a":{"0":"i:1","1":"s:x"}}', list({ intValue: '1' }, text('x'))],
  ['{"m":{}}', { kvlistValue: {} }],
  ['{"m":{"a":"i:1","b":{"a":{"0":"s:x"}}}}', map(['b', list(text('x'))], ['a', { intValue: 1 }])],
];

describe('an OTLP value', () => {
  it.each(PAIRS)('%s is signed and shown as %j', (signed, stored) => {
    expect(isSigned(signed, stored)).toBe(true);
    expect(storedValueText(stored)).toBe(signed.startsWith('{') ? signed : `"${signed}"`);
  });

  it('is no other one', () => {
    const crossed = PAIRS.flatMap(([signed]) =>
      PAIRS.filter(([other]) => other !== signed).map(([, stored]) => [signed, stored] as const),
    );
    expect(crossed.filter(([signed, stored]) => isSigned(signed, stored))).toEqual([]);
  });

  it.each(PAIRS)('%s is nothing that claims another type besides', (signed, stored) => {
    for (const more of [{ stringValue: 'x' }, { intValue: '1' }, { kvlistValue: {} }, { arrayValue: {} }]) {
      if (Object.keys(more)[0] === Object.keys(stored)[0]) continue;
      expect(isSigned(signed, { ...stored, ...more })).toBe(false);
      expect(storedValueText({ ...stored, ...more })).toBeUndefined();
    }
  });

  it.each([
    ['a text of the same end', 's:Ada', text('xAda')],
    ['a shorter text', 's:Ada', text('Ad')],
    ['a text with its tag', 's:Ada', text('s:Ada')],
    ['a number more', 'i:5', { intValue: '55' }],
    ['a list with one less', '{"a":{"0":"i:1","1":"i:2"}}', list({ intValue: 1 })],
    ['a list with one more', '{"a":{"0":"i:1"}}', list({ intValue: 1 }, { intValue: 2 })],
    ['a list in another order', '{"a":{"0":"i:1","1":"i:2"}}', list({ intValue: 2 }, { intValue: 1 })],
    ['a list that was signed with odd places', '{"a":{"00":"i:1"}}', list({ intValue: 1 })],
    ['a map with one twice', '{"m":{"a":"i:1","b":"i:1"}}', map(['a', { intValue: 1 }], ['a', { intValue: 1 }])],
    ['a map with one more', '{"m":{"a":"i:1"}}', map(['a', { intValue: 1 }], ['b', { intValue: 1 }])],
    ['a map with another name', '{"m":{"a":"i:1"}}', map(['b', { intValue: 1 }])],
    ['a nest that was signed with two parts', '{"a":{},"m":{}}', list()],
    ['a nest that was signed with another letter', '{"q":{}}', { kvlistValue: {} }],
    ['a nest that was signed as a text', '{"a":"x"}', list()],
    ['nothing', 's:Ada', undefined],
    ['nothing for a list', '{"a":{}}', undefined],
    ['null for a map', '{"m":{}}', null],
    ['a value without a type', 's:', {}],
  ])('is not shown by %s', (_, signed, stored) => {
    expect(isSigned(signed, stored)).toBe(false);
  });

  it('that is long is shown when its digest is the signed one, as a whole value only', () => {
    const digest = digestOfValue('salt', '"s:long"').slice(1, -1);
    expect(isSigned(digest, text('long'))).toBe(true);
    expect(isSigned(digest, text('lang'))).toBe(false);
    expect(isSigned(`{"a":{"0":"${digest}"}}`, list(text('long')))).toBe(false);
    expect(isSigned(`{"m":{"a":"${digest}"}}`, map(['a', text('long')]))).toBe(false);
  });
});

describe('what cannot have been signed', () => {
  it.each([
    ['a lone surrogate', text('\ud800')],
    ['a text that is none', { stringValue: 5 }],
    ['a fraction as integer', { intValue: 1.5 }],
    ['an integer with a zero before it', { intValue: '05' }],
    ['an integer with a sign too many', { intValue: '+5' }],
    ['an integer of 21 digits', { intValue: '1'.repeat(21) }],
    ['a truth as text', { boolValue: 'true' }],
    ['a double as text', { doubleValue: '1.5' }],
    ['bytes that are no base64', { bytesValue: 'Y-' }],
    ['bytes that are no text', { bytesValue: 5 }],
    ['a list that is none', { arrayValue: { values: {} } }],
    ['a list of nothing', { arrayValue: null }],
    ['a list with a hole', list(null)],
    ['a number in a list', { intValue: ['5'] }],
    ['bytes in a list', { bytesValue: ['YQ=='] }],
    ['bytes that are null', { bytesValue: null }],
    ['a map that is none', { kvlistValue: 'x' }],
    ['a map with a name that is none', map([5, text('x')])],
    ['a map with a lone surrogate as name', map(['\udc00', text('x')])],
    ['a map with a name twice', map(['a', text('x')], ['a', text('x')])],
    ['a map with a member that is none', map(['a', {}])],
    ['an unknown type', { stringValueStrindex: 1 }],
    ['no object', 'x'],
    ['null', null],
  ])('has no text: %s', (_, stored) => {
    expect(storedValueText(stored)).toBeUndefined();
  });

  it('has no text: what nests too deep', () => {
    const nested = (levels: number): object => (levels === 0 ? text('x') : list(nested(levels - 1)));
    expect(storedValueText(nested(20))).toBeTypeOf('string');
    expect(storedValueText(nested(21))).toBeUndefined();
  });
});

describe('a text that a store shows', () => {
  it('is the text alone', () => {
    expect(isShownText({ stringValue: 'a' }, 'a')).toBe(true);
    expect(isShownText({ stringValue: 'b' }, 'a')).toBe(false);
    expect(isShownText({ stringValue: 'a', intValue: 1 }, 'a')).toBe(false);
    expect(isShownText(undefined, 'a')).toBe(false);
  });
});

describe('the canonical text of a map', () => {
  it('is the one that it was read from', () => {
    const given = '{"a":"s:\\u00e9\\"","b":{"m":{"c":"i:1","d":{}}}}';
    expect(mapTextOf(readCanonicalText(given, 1_000))).toBe(given);
  });
});
