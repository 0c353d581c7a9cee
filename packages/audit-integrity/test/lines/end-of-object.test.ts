import { describe, expect, it } from 'vitest';
import { endOfObject } from '../../src/lines/end-of-object.js';

describe('the end of a JSON object', () => {
  it.each<readonly [string, number, number]>([
    ['{}', 0, 2],
    ['{},{}', 0, 2],
    ['{},{}', 3, 5],
    ['{"a":{"b":{}}}}', 0, 14],
    ['{"a":[{},{}]}]', 0, 13],
    ['{"}":"{"}', 0, 9],
    [String.raw`{"\"}":1}`, 0, 9],
    [String.raw`{"\\":1}"}`, 0, 8],
    [String.raw`{"\\\"}":1}`, 0, 11],
    [String.raw`{"a":"\\"}`, 0, 10],
    ['{"é}":"€"}', 0, Buffer.byteLength('{"é}":"€"}')],
  ])('of %s from %i is %i', (text, at, end) => {
    expect(endOfObject(Buffer.from(text), at)).toBe(end);
  });

  it.each<readonly [string, number]>([
    ['', 0],
    ['{}', 1],
    ['{}', 2],
    ['[{}]', 0],
    ['"{}"', 0],
    ['{', 0],
    ['{{}', 0],
    ['{"a":{}', 0],
    ['{"a', 0],
    ['{"a":"}', 0],
    [String.raw`{"a\"}`, 0],
    ['{"}', 0],
  ])('of %s from %i is nowhere', (text, at) => {
    expect(endOfObject(Buffer.from(text), at)).toBe(-1);
  });
});
