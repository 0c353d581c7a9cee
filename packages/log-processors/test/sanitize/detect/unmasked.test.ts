import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import { fold } from '../../../src/sanitize/detect/fold.js';
import { encodeControls } from '../../../src/sanitize/encode-controls.js';

describe('a look-alike', () => {
  it.each([
    ['apike\u0443', 'apikey'],
    ['\u0430pikey', 'apikey'],
    ['z\u043e', 'zo'],
    ['\u0430a', 'aa'],
    ['Z\u039f', 'ZO'],
    ['p\u0430\u0455\u0455 x', 'pass x'],
    ['x_\u0430', 'x_\u0430'],
    ['{\u0430', '{\u0430'],
    ['@\u0430', '@\u0430'],
    ['\u0430\u0431c', '\u0430\u0431c'],
  ])('in a word of Latin letters is one of them: %s is %s', (written, read) => {
    expect(fold(written).text).toBe(read);
  });

  it('and an escape unmask a text; what is only invisible, or of another alphabet, does not', () => {
    for (const text of ['passw\u043erd', '“x”', 'p%61ss']) expect(fold(text).isUnmasked).toBe(true);
    for (const text of ['pass', 'pa\u200bss', 'пароль', 'ｐａｓｓ', '%20']) expect(fold(text).isUnmasked).toBe(false);
    expect(fold('p%61ss “x”', 'written').text).toBe('p%61ss “x”');
  });
});

describe('an escape that is already in a text', () => {
  it('is one if four hexadecimal digits follow its u', () => {
    for (const digit of '09afAF') expect(encodeControls(`\\u00${digit}1`)).toBe(`\\u005cu00${digit}1`);
    for (const other of ' /:@G`g') expect(encodeControls(`\\u00${other}1`)).toBe(`\\u00${other}1`);
    for (const text of ['\\u', '\\u12', '\\U0041', '\\x41']) expect(encodeControls(text)).toBe(text);
  });

  it('comes back as it was, as do tags and lone halves of pairs', () => {
    for (const text of ['\\u00AB', '\\u0041\u0007', '\u{e0041}x', '\ud800x', 'x\udc00', '😀\u{e0001}😀']) {
      expect(encodeControls(text)).toMatch(/^(?:[ -~]|😀)*$/u);
      expect(decodeControls(encodeControls(text)).replaceAll('\\u005c', '\\')).toBe(text);
    }
    expect(encodeControls('\u{e0041}')).toBe('\\udb40\\udc41');
  });
});
