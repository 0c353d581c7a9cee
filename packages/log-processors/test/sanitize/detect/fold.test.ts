import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { fold } from '../../../src/sanitize/detect/fold.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();

describe('a text is read', () => {
  it.each([
    ['passw\u043erd', 'password'], // Cyrillic о
    ['\u0440\u0430ss', 'pass'],
    ['PASSW\u039fRD', 'PASSWORD'], // Greek Ο
    ['𝐩𝐚𝐬𝐬𝟏', 'pass1'],
    ['ⓟⓐⓢⓢ', 'pass'],
    ['ᴘᴀꜱꜱ', 'pass'],
    ['“a” ‘b’ «c»', `"a" 'b' "c"`],
    ['a │ b ║ c', 'a | b | c'],
    ['curl —user x –p y', 'curl --user x -p y'],
    ['12–14 – ok', '12-14 - ok'],
    ['pass\\u0077ord', 'password'],
    ['pass\\\\u0077ord', 'password'],
    ['pass\\u{77}ord', 'password'],
    ['p\\x61ss', 'pass'],
    ['p%61ss%5Fword', 'pass_word'],
    ['&#112;&#x61;ss', 'pass'],
    ['\\u5bc6\\u7801', '密码'],
  ])('%s as %s', (written, read) => {
    expect(fold(written).text).toBe(read);
  });

  it.each([
    'пароль',
    'ТОКЕН',
    'jwtтокен',
    'κωδικός',
    'naïve',
    '%20%3D%26%2F',
    '\\u000a\\u001b',
    '\\u005c',
    '50%',
    '&amp;',
  ])('as it is written: %s', (written) => {
    expect(fold(written).text).toBe(written);
  });

  it('with an escaped quotation mark as deep in escapes as it was', () => {
    expect(fold('\\u0022a\\\\\\u0022b').text).toBe('\\"a\\\\\\"b');
  });

  test('every unit knows where it came from', () => {
    const piece = fc.constantFrom(
      'a',
      '\\u0061',
      '%61',
      '&#97;',
      'а',
      '“',
      '–ab',
      '\u200b',
      '𝐚',
      '👩',
      '\ud800',
      ' ',
      '\\\\u0022',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const original = pieces.join('');
        const { text, starts } = fold(original);
        expect(starts).toHaveLength(text.length + 1);
        expect(starts[text.length]).toBe(original.length);
        for (let at = 1; at < starts.length; at++) {
          expect(starts[at]).toBeGreaterThanOrEqual(starts[at - 1] as number);
          expect(starts[at]).toBeLessThanOrEqual(original.length);
        }
      }),
    );
  });
});

describe('a disguised name', () => {
  it.each([
    'passw\u043erd=hunter2x',
    '"pass\\u0077ord":"hunter2x"',
    'p%61ssword=hunter2x&user=jo',
    '{\\u0022password\\u0022:\\u0022hunter2x\\u0022}',
    '{"\\u043f\\u0430\\u0440\\u043e\\u043b\\u044c":"hunter2x"}',
    'password: “hunter2x”',
    'mysqldump –password hunter2x shop',
  ])('hides nothing: %s', (line) => {
    expect(sanitizer.sanitizeText(line)).not.toContain('hunter2x');
  });

  it('leaves of a value with an escaped quotation mark nothing behind', () => {
    const line = '{"b":"{\\"password\\":\\"left\\\\\\"right\\",\\"user\\":\\"jo\\"}"}';
    expect(sanitizer.sanitizeText(line)).toMatch(
      /^\{"b":"\{\\"password\\":\\"\[REDACTED:named-secret\]\\",\\"user\\":\\"jo\\"\}"\}$/,
    );
  });

  it('takes no more than the value', () => {
    expect(
      sanitizer.sanitizeText('{\\u0022password\\u0022:\\u0022x1y2z3\\u0022,\\u0022user\\u0022:\\u0022jo\\u0022}'),
    ).toBe(
      '{\\u005cu0022password\\u005cu0022:\\u005cu0022[REDACTED:named-secret]\\u005cu0022,\\u005cu0022user\\u005cu0022:\\u005cu0022jo\\u005cu0022}',
    );
  });
});

describe('a sign of a value that looks like one that ends it', () => {
  it.each([
    ['{"pwd":"ab“c1”d9","user":"jo"}', '{"pwd":"[REDACTED:named-secret]","user":"jo"}'],
    ['{"pwd":"l’été-2026x"}', '{"pwd":"[REDACTED:named-secret]"}'],
    ['auth=l’ete2026x next', 'auth=[REDACTED:named-secret] next'],
    ['pwd=ab│c1d9', 'pwd=[REDACTED:named-secret]'],
    ['pwd=ab\\u0022c1d9', 'pwd=[REDACTED:named-secret]'],
    ['{"msg":"login pwd=ab\\u0026c1d9"}', '{"msg":"login pwd=[REDACTED:named-secret]"}'],
    ['password: “hunter2x”, ok', 'password: [REDACTED:named-secret], ok'],
  ])('leaves nothing of it behind: %s', (line, clean) => {
    expect(sanitizer.sanitizeText(line)).toBe(clean);
  });

  it('is looked at as often as the rules may, whichever way it is read', () => {
    const cleanWith = (maxCandidates: number, text: string) =>
      createSanitizer({ bounds: { maxCandidates } }).sanitizeText(text);
    const plain = "don't: pwd=hunter2x";
    const needed = [1, 2, 3, 4, 5, 6, 7, 8].find((most) => cleanWith(most, plain) === cleanWith(1_000, plain)) ?? 0;
    expect(needed).toBeGreaterThan(0);
    expect(cleanWith(needed, 'don’t: pwd=hunter2x')).toBe('don’t: pwd=[REDACTED:named-secret]');
  });
});
