import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { encodeControls } from '../../src/sanitize/encode-controls.js';

describe('encoding of dangerous characters', () => {
  it.each([
    ['a terminal escape', 'ok\u001b[31mred', 'ok\\u001b[31mred'],
    ['a forged line', 'a\r\nb', 'a\\u000d\\u000ab'],
    ['a C1 control sequence introducer', '\u009b31m', '\\u009b31m'],
    ['a line separator', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a bidirectional override', 'x\u202ey', 'x\\u202ey'],
    ['a tag character', 'x\u{e0041}', 'x\\udb40\\udc41'],
    ['a non-character of a higher plane', '\u{1ffff}', '\\ud83f\\udfff'],
    ['a lone high surrogate', 'a\ud83db', 'a\\ud83db'],
    ['a lone low surrogate', 'a\ude00', 'a\\ude00'],
    ['a log4j look-up', '$'.concat('{jndi:ldap://x}'), '\\u0024{jndi:ldap://x}'],
    ['its own introducer', '\\u001b', '\\u005cu001b'],
    ['a zero width space', 'pass\u200bword', 'pass\\u200bword'],
    ['a joiner between Latin letters', 'a\u200db', 'a\\u200db'],
    ['a byte order mark', '\ufeffa', '\\ufeffa'],
    ['a variation selector on a letter', 'a\ufe0f', 'a\\ufe0f'],
  ])('makes %s visible', (_name, raw, encoded) => {
    expect(encodeControls(raw)).toBe(encoded);
    expect(decodeControls(encoded)).toBe(raw);
  });

  it.each([
    ['plain text with a path', 'C:\\users\\ada $5 {x}'],
    ['a family emoji', '👨‍👩‍👧‍👦'],
    ['an emoji with a skin tone', '👩🏽‍💻'],
    ['a heart with its selector', '❤️'],
    ['a keycap', '1️⃣'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Sinhala with a joiner', 'ශ්\u200dරී'],
    ['accents and CJK', 'naïve 漢字 кириллица'],
  ])('leaves %s alone', (_name, text) => {
    expect(encodeControls(text)).toBe(text);
  });

  it('is exact for every string', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\\',
        '\\u',
        '\\u00',
        '\\u001b',
        '$',
        '{',
        '${',
        '\u001b',
        '\ud800',
        '\udc00',
        '\u200d',
        '\ufe0f',
        '👩',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        expect(decodeControls(encodeControls(text))).toBe(text);
      }),
      { numRuns: scaled(2_000) },
    );
  });

  it('leaves no dangerous character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...encodeControls(text)].filter(isForbidden)).toEqual([]);
        expect(encodeControls(text)).not.toContain('$'.concat('{'));
        expect(encodeControls(text).isWellFormed()).toBe(true);
      }),
      { numRuns: scaled(2_000) },
    );
  });

  it('does not escape introducers again in a record that was encoded before', () => {
    expect(encodeControls('\\u001b \u001b', { escapeIntroducer: false })).toBe('\\u001b \\u001b');
  });
});

/** Written apart from the table under test: what no log viewer should ever receive. */
function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) as number;
  const within = (first: number, last: number) => code >= first && code <= last;
  return (
    within(0, 0x1f) ||
    within(0x7f, 0x9f) ||
    within(0x2028, 0x202e) ||
    within(0x2060, 0x206f) ||
    code === 0xfeff ||
    within(0xe0000, 0xe0fff)
  );
}
