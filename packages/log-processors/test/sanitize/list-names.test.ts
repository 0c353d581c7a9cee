import { types } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  areEntries,
  isValueMember,
  mayFollowName,
  mayStandInList,
  namesInPair,
} from '../../src/sanitize/list-names.js';

describe('a member that holds what its neighbour names', () => {
  const VALUES = ['value', 'val', 'v', 'values', 'content', 'data', 'originalValue', 'rawValue', 'defaultValue'];

  it.each([...VALUES, 'newValue', 'oldValue', 'input', 'Value', 'OriginalValue', 'Input'])('is called %s', (name) => {
    expect(isValueMember(name)).toBe(true);
  });

  it.each(['', 'VALUE', 'valued', 'name', 'original_value'])('is not called "%s"', (name) => {
    expect(isValueMember(name)).toBe(false);
  });

  const NAMES = ['name', 'key', 'k', 'header', 'field', 'fieldName', 'param', 'parameter', 'attribute', 'variable'];

  it.each([...NAMES, 'property', 'id', 'label', 'path', 'instancePath', 'type', 'Name', 'InstancePath'])(
    'stands beside one that is called %s',
    (name) => {
      expect(pairOf({ [name]: 'password', value: 'x' })).toEqual(['password']);
    },
  );

  it('is called by all its names, if they are texts of up to 128 units', () => {
    expect(pairOf({ name: 'a', key: 'b', value: 'x' })).toEqual(['a', 'b']);
    expect(pairOf({ name: 7, key: 'b', value: 'x' })).toEqual(['b']);
    expect(pairOf({ name: 'n'.repeat(128), value: 'x' })).toEqual(['n'.repeat(128)]);
    expect(pairOf({ name: 'n'.repeat(129), value: 'x' })).toBeUndefined();
    expect(pairOf({ name: 7, value: 'x' })).toBeUndefined();
    expect(pairOf({ title: 'a', value: 'x' })).toBeUndefined();
    expect(pairOf({ name: 'a', text: 'x' })).toBeUndefined();
    expect(pairOf({ value: 'x' })).toBeUndefined();
  });

  it('is one of at most twelve members', () => {
    const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`other${at}`, at]));
    expect(pairOf({ name: 'a', value: 'x', ...others(10) })).toEqual(['a']);
    expect(pairOf({ name: 'a', value: 'x', ...others(11) })).toBeUndefined();
  });
});

describe('a list of entries', () => {
  it.each([
    [
      [
        ['a', 1],
        ['b', 2],
      ],
      true,
    ],
    [
      [
        ['a', 1],
        ['n'.repeat(128), 2],
      ],
      true,
    ],
    [
      [
        ['a', 1],
        ['n'.repeat(129), 2],
      ],
      false,
    ],
    [
      [
        ['a', 1],
        ['b', 2, 3],
      ],
      false,
    ],
    [[['a', 1], ['b']], false],
    [
      [
        ['a', 1],
        [7, 2],
      ],
      false,
    ],
    [[['a', 1], 'b2'], false],
    [[new Proxy(['a', 1], {})], false],
    [[], true],
  ])('has names and values only: %j', (items, isOne) => {
    expect(areEntries(items, items.length, types.isProxy)).toBe(isOne);
  });

  it('is read as far as its length goes', () => {
    expect(areEntries([['a', 1], 'b'], 1, types.isProxy)).toBe(true);
  });
});

describe('an item behind what may be its name', () => {
  const KEY = 'Kd93kfL20x!';

  it.each([
    ['password', KEY, ['password', KEY], true],
    ['password', KEY, ['a', 'password', KEY], true],
    ['password:', KEY, ['a', 'password:', KEY, 'b'], true],
    ['password=', 'lager1234', ['a', 'b', 'password=', 'lager1234'], true],
    ['password: ', 'lager1234', ['a', 'password: ', 'lager1234'], true],
    ['password', 'lager1234', ['a', 'password', 'lager1234'], true],
    ['password', 'lager12', ['a', 'password', 'lager12'], false],
    ['password', 'lager12', ['password', 'lager12'], true],
    ['password', 'lager12', ['password', 'lager12', 'accept', 'text/html'], true],
    ['password', 'lager12', ['password', 'lager12', 'accept', 'html'], false],
    ['password', 'lager12', ['password', 'lager12', 'accept', ''], false],
    ['password', 'lager12', ['password', 'lager12', 'accept', 7], false],
    ['password', 'lager12', ['accept', 'text/html', 'password', 'lager12'], true],
    ['password', 'lager12', ['x', 'accept', 'password', 'lager12', 'text/html', 'y'], false],
    ['2password', KEY, ['2password', KEY], false],
    ['p', KEY, ['p', KEY], false],
    ['pass/word', KEY, ['pass/word', KEY], false],
    ['$pass_word.key-1', KEY, ['$pass_word.key-1', KEY], true],
    [`p${'a'.repeat(64)}`, KEY, [`p${'a'.repeat(64)}`, KEY], false],
  ] as const)('%s, %s in %j: %s', (before, value, items, isValue) => {
    expect(mayFollowName(before, value, items, items.indexOf(value as never), undefined)).toBe(isValue);
  });

  it.each([
    ['headers', true],
    ['rawHeaders', true],
    ['request.headers', true],
    ['trailers', true],
    ['RAWHEADERS', true],
    ['headers2', false],
    ['2headers', false],
    ['header', false],
    [undefined, false],
  ])('is one as each second of a list of headers: %s', (list, isValue) => {
    const items = ['cookie', 'abc', 'host', 'x'];
    expect(mayFollowName('cookie', 'abc', items, 1, list)).toBe(isValue);
    expect(mayFollowName('abc', 'host', items, 2, list)).toBe(false);
    expect(mayFollowName('cookie', 'abc', ['cookie', 'abc', 'host'], 1, list)).toBe(false);
  });

  it.each([
    ['pin', 4711, true],
    ['--pin', 4711, true],
    ['-pin', 4711n, true],
    ['pin:', 4711, true],
    ['pin', 471, false],
    ['pin', 47.11, false],
    ['pin', 12345678901234567890n, false],
    ['pin', 1234567890123456789n, true],
    ['---pin', 4711, false],
    ['p-', 4711, true],
    ['2pin', 4711, false],
  ])('may be a number of four digits to nineteen: %s, %s', (before, value, isValue) => {
    expect(mayFollowName(before, value, [before, value], 1, undefined)).toBe(isValue);
  });

  it.each([
    [KEY, true],
    ['lager1234', true],
    ['lager123', false],
    ['lager-raum2', false],
    ['lager-raum_2', true],
    ['LAGER12', false],
    ['lager', false],
    ['12lager34', true],
    ['lager12x', true],
  ])('is no word of a list: %s', (value, isValue) => {
    expect(mayStandInList(value)).toBe(isValue);
  });

  it('looks at no more than 64 items of the list for other pairs', () => {
    const words = Array.from({ length: 62 }, () => 'word');
    expect(
      mayFollowName('password', 'lager12', ['password', 'lager12', ...words.slice(2), 'a', 'x/y'], 1, undefined),
    ).toBe(true);
    expect(mayFollowName('password', 'lager12', ['password', 'lager12', ...words, 'a', 'x/y'], 1, undefined)).toBe(
      false,
    );
  });
});

function pairOf(value: object): readonly string[] | undefined {
  return namesInPair(value, Object.keys(value));
}
