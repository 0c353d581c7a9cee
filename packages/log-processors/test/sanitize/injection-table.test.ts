import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../src/sanitize/decode-controls.js';
import { encodeControls } from '../../src/sanitize/encode-controls.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

/*
 * What must not reach a terminal, a viewer or a parser, written down apart from the table under test: classes and code points
 * of Unicode 16 (general categories Cc, Cf, Zl, Zp, Default_Ignorable_Code_Point, Noncharacter_Code_Point) and of known attacks.
 */
const ENCODED: readonly (readonly [name: string, ranges: readonly (readonly [first: number, last: number])[]])[] = [
  [
    'C0 controls and DEL',
    [
      [0x00, 0x08],
      [0x0b, 0x1f],
      [0x7f, 0x7f],
    ],
  ],
  ['line feed and tabulator outside a stack trace', [[0x09, 0x0a]]],
  ['C1 controls', [[0x80, 0x9f]]],
  ['line and paragraph separators', [[0x2028, 0x2029]]],
  [
    'bidirectional controls',
    [
      [0x61c, 0x61c],
      [0x200e, 0x200f],
      [0x202a, 0x202e],
      [0x2066, 0x2069],
    ],
  ],
  [
    'invisible characters',
    [
      [0xad, 0xad],
      [0x34f, 0x34f],
      [0x115f, 0x1160],
      [0x17b4, 0x17b5],
      [0x180b, 0x180f],
      [0x200b, 0x200b],
      [0x2060, 0x2065],
      [0x206a, 0x206f],
      [0x3164, 0x3164],
      [0xfe00, 0xfe0e],
      [0xfeff, 0xfeff],
      [0xffa0, 0xffa0],
    ],
  ],
  ['tags and variation selectors of the supplement', [[0xe0000, 0xe0fff]]],
  [
    'joiners and the emoji selector between Latin letters',
    [
      [0x200c, 0x200d],
      [0xfe0f, 0xfe0f],
    ],
  ],
  ['annotations', [[0xfff9, 0xfffb]]],
  [
    'non-characters of the basic plane',
    [
      [0xfdd0, 0xfdef],
      [0xfffe, 0xffff],
    ],
  ],
  [
    'non-characters of the other planes',
    Array.from({ length: 16 }, (_, plane) => [(plane + 1) * 0x10000 + 0xfffe, (plane + 1) * 0x10000 + 0xffff] as const),
  ],
  ['lone surrogates', [[0xd800, 0xdfff]]],
];

function* codePoints(ranges: readonly (readonly [first: number, last: number])[]): Generator<number> {
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) yield code;
}

const asEscapes = (text: string) =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

describe('the table of what attacks a reader of logs', () => {
  it.each(ENCODED)('%s are spelled out, every one, and come back', (_name, ranges) => {
    const wrong = [...codePoints(ranges)].filter((code) => {
      const text = `a${String.fromCodePoint(code)}b`;
      const encoded = encodeControls(text);
      return encoded !== `a${asEscapes(String.fromCodePoint(code))}b` || decodeControls(encoded) !== text;
    });
    expect(wrong.map((code) => code.toString(16))).toEqual([]);
  });

  it('the introducer of a look-up is spelled out wherever it stands, so that none can be put together', () => {
    const opening = '$'.concat('{');
    for (const rest of ['jndi:ldap://x}', `${opening}lower:j}ndi:x}`, `date:x} $${opening}x}`, 'env:X:-y}b', ''])
      expect([rest, encodeControls(opening + rest).includes(opening)]).toEqual([rest, false]);
    expect(encodeControls('$5 {x} $ {')).toBe('$5 {x} $ {');
  });

  it('the introducer of an escape is spelled out, so that nobody can pass a text for an encoded one', () => {
    expect(encodeControls('\\u000a')).toBe('\\u005cu000a');
    expect(encodeControls('\\U000a \\u00 \\x0a %0a &#10; \\n')).toBe('\\U000a \\u00 \\x0a %0a &#10; \\n');
  });
});

describe('what people write stays', () => {
  it.each([
    ['emoji with joiners and skin tones', '👩🏽‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🧑‍🤝‍🧑 ❤️‍🔥'],
    ['flags and keycaps', '🇩🇪 🇧🇷 #️⃣ 5️⃣'],
    ['Arabic, Persian and Urdu with joiners', 'سلام می‌خواهم ہے‌'.trim().replace(/\u200c$/, '')],
    ['Hindi, Bengali, Tamil, Malayalam and Sinhala with joiners', 'क्‍ष क्‌ष র‍্য ன்‍ன ന്‍ ക്‍ഷ ශ්‍රී'],
    ['Hebrew, Thai, Korean, Chinese, Japanese', 'שלום สวัสดี 안녕하세요 你好 こんにちは'],
    ['accents, also combining ones', 'naïve cafe\u0301 Łódź Đặng'],
    ['mathematics and currencies', '∑ ≤ € ₹ ½ Ω'],
  ])('%s', (_name, text) => {
    expect(encodeControls(text)).toBe(text);
    expect(createSanitizer().sanitizeText(text)).toBe(text);
  });
});

describe('names of attributes', () => {
  it('are encoded like values, and two that become one get a mark', () => {
    const clean = createSanitizer().sanitizeAttributes({ 'a\nb': 1, 'a\\u000ab': 2, __proto__x: 3 });
    expect(clean).toEqual({ 'a\\u000ab': 1, 'a\\u005cu000ab': 2, __proto__x: 3 });
    const masked = createSanitizer().sanitizeAttributes({ 'ada@example.com': 1, 'bob@example.com': 2 });
    expect(Object.values(masked)).toEqual([1, 2]);
    expect(Object.keys(masked)[0]).toBe('[REDACTED:email]');
    expect(Object.keys(masked)[1]).toMatch(/^\[REDACTED:email\].+/);
  });
});
