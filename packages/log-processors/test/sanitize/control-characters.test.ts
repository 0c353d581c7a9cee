import { describe, expect, it } from 'vitest';
import {
  emojiSelectorIsOrdinary,
  isDangerousAstral,
  joinerIsOrdinary,
  UNIT,
  UNIT_CLASSES,
} from '../../src/sanitize/control-characters.js';

const classOf = (unit: number) => UNIT_CLASSES[unit];

describe('the class of a unit', () => {
  it.each([
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x200b, 0x200b],
    [0x200e, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xfdd0, 0xfdef],
    [0xfe00, 0xfe0e],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff0, 0xfffb],
    [0xfffe, 0xffff],
  ])('is dangerous from %i to %i, and not beside it', (first, last) => {
    for (let unit = first; unit <= last; unit++) expect(classOf(unit)).toBe(UNIT.dangerous);
    expect(classOf(last + 1)).not.toBe(UNIT.dangerous);
    if (first > 0 && first !== 0xfffe) expect(classOf(first - 1)).not.toBe(UNIT.dangerous);
  });

  it.each([
    [0x20, UNIT.plain],
    [0x7e, UNIT.plain],
    [0x200a, UNIT.plain],
    [0x200c, UNIT.joiner],
    [0x200d, UNIT.joiner],
    [0xfe0f, UNIT.emojiSelector],
    [0x5c, UNIT.backslash],
    [0x24, UNIT.dollar],
    [0xd7ff, UNIT.plain],
    [0xd800, UNIT.highSurrogate],
    [0xdbff, UNIT.highSurrogate],
    [0xdc00, UNIT.lowSurrogate],
    [0xdfff, UNIT.lowSurrogate],
    [0xe000, UNIT.plain],
    [0xfffc, UNIT.plain],
    [0xfffd, UNIT.plain],
  ])('of %i is %i', (unit, expected) => {
    expect(classOf(unit)).toBe(expected);
  });

  it.each([
    [0xdffff, true],
    [0xdfffd, false],
    [0xe0000, true],
    [0xe0fff, true],
    [0xe1000, false],
    [0x1fffe, true],
    [0x1ffff, true],
    [0x1fffd, false],
    [0x10ffff, true],
    [0x1f600, false],
  ])('is asked of a pair by its code point: %i is dangerous: %s', (codePoint, expected) => {
    expect(isDangerousAstral(codePoint)).toBe(expected);
  });
});

describe('a joiner that nobody sees', () => {
  const ordinary = (text: string) => joinerIsOrdinary(text, text.search(/[\u200c\u200d]/));

  it.each([
    '👩\u200d💻',
    '🏳\ufe0f\u200d🌈',
    '👍🏽\u200d💻',
    'ب\u200cب',
    'ܐ\u200dܐ',
    'ߊ\u200cߊ',
    'ᠠ\u200dᠠ',
    'क\u200cक',
    'ক\u200cক',
    'ਕ\u200cਕ',
    'ક\u200cક',
    'କ\u200cକ',
    'க\u200cக',
    'క\u200cక',
    'ಕ\u200cಕ',
    'ക\u200cക',
    'ක\u200cක',
    'क\u094d\u200d',
    'ক\u09cd\u200d',
    'ਕ\u0a4d\u200dx',
    'ક\u0acd\u200d',
    'କ\u0b4d\u200d',
    'க\u0bcd\u200d',
    'క\u0c4d\u200d',
    'ಕ\u0ccd\u200d',
    'ക\u0d4d\u200d',
    'ක\u0dca\u200c',
  ])('stays in emoji and in scripts that join: %s', (text) => {
    expect(ordinary(text)).toBe(true);
  });

  it.each([
    '\u200dx',
    'a\u200db',
    'ب\u200cx',
    'x\u200cب',
    'ب\u200c',
    '👩\u200d',
    '👩\u200dx',
    '👩\u200c💻',
    'x\ufe0f\u200dx',
    'क\u0941\u200dx',
  ])('goes anywhere else: %s', (text) => {
    expect(ordinary(text)).toBe(false);
  });

  it('is asked at its place, behind a pair, too', () => {
    expect(joinerIsOrdinary('😀😀\u200d😀', 4)).toBe(true);
    expect(joinerIsOrdinary('\udc00\u200d😀', 1)).toBe(false);
    expect(joinerIsOrdinary('x\udc00\u200d😀', 2)).toBe(false);
  });
});

describe('a selector of emoji', () => {
  const ordinary = (text: string) => emojiSelectorIsOrdinary(text, text.indexOf('\ufe0f'));

  it.each(['❤\ufe0f', '🏳\ufe0f', '1\ufe0f\u20e3', '#\ufe0f\u20e3', '*\ufe0f\u20e3'])('stays behind one: %s', (text) => {
    expect(ordinary(text)).toBe(true);
  });

  it.each(['\ufe0f', 'x\ufe0f', 'x\ufe0f\u20e3', '1\ufe0f', '1\ufe0fx', '-\ufe0f\u20e3'])(
    'goes elsewhere: %s',
    (text) => {
      expect(ordinary(text)).toBe(false);
    },
  );
});
