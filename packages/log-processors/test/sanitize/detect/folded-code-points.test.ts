import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/sanitize/detect/fold.js';

const folded = (text: string): string => fold(text).text;
const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, n) => first + n);
const textOf = (codePoints: readonly number[]): string => String.fromCodePoint(...codePoints);

describe('a disguised text is read as', () => {
  it.each([
    ['Arabic', '٠١٢٣٤٥٦٧٨٩'],
    ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
    ['NKo', '߀߁߂߃߄߅߆߇߈߉'],
    ['Devanagari', '०१२३४५६७८९'],
    ['Bengali', '০১২৩৪৫৬৭৮৯'],
    ['Gurmukhi', '੦੧੨੩੪੫੬੭੮੯'],
    ['Gujarati', '૦૧૨૩૪૫૬૭૮૯'],
    ['Odia', '୦୧୨୩୪୫୬୭୮୯'],
    ['Tamil', '௦௧௨௩௪௫௬௭௮௯'],
    ['Telugu', '౦౧౨౩౪౫౬౭౮౯'],
    ['Kannada', '೦೧೨೩೪೫೬೭೮೯'],
    ['Malayalam', '൦൧൨൩൪൫൬൭൮൯'],
    ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
    ['Lao', '໐໑໒໓໔໕໖໗໘໙'],
    ['Tibetan', '༠༡༢༣༤༥༦༧༨༩'],
    ['Burmese', '၀၁၂၃၄၅၆၇၈၉'],
    ['Khmer', '០១២៣៤៥៦៧៨៩'],
    ['full-width', '０１２３４５６７８９'],
  ])('digits: %s', (_, digits) => {
    expect(folded(digits)).toBe('0123456789');
  });

  it('digits: all five mathematical alphabets, and nothing beside them', () => {
    expect(folded(textOf(range(0x1d7ce, 0x1d7ff)))).toBe('0123456789'.repeat(5));
    expect(folded(textOf([0x1d7cd, 0x1d800]))).toBe(textOf([0x1d7cd, 0x1d800]));
  });

  it('ASCII: all full-width signs, and nothing beside them', () => {
    expect(folded(textOf(range(0xff01, 0xff5e)))).toBe(textOf(range(0x21, 0x7e)));
    expect(folded(textOf([0xff00, 0xff5f]))).toBe(textOf([0xff00, 0xff5f]));
  });

  it('spaces, hyphens and line breaks', () => {
    expect(folded(textOf([0xa0, ...range(0x2000, 0x200a), 0x202f, 0x205f, 0x3000]))).toBe(' '.repeat(15));
    expect(folded(textOf([...range(0x2010, 0x2015), 0x2212, 0xfe63]))).toBe('-'.repeat(8));
    expect(folded(textOf([0x85, 0x2028, 0x2029]))).toBe('\n\n\n');
    expect(folded('\u1fff\u2016')).toBe('\u1fff\u2016');
  });

  it('nothing, where it cannot be seen', () => {
    const invisible = [0x00ad, 0x200b, 0x200c, 0x200d, 0x202e, 0x2060, 0xfe0f, 0xfeff, 0xe0000, 0xe0041, 0xe0fff];
    expect(folded(textOf(invisible))).toBe('');
    expect(folded(textOf([...range(0, 8), 0x0b, 0x0c, ...range(0x0e, 0x1f), 0x7f]))).toBe('');
    expect(folded(textOf([0xdffff, 0xe1000]))).toBe(textOf([0xdffff, 0xe1000]));
  });

  it('itself, where nothing is disguised', () => {
    const plain = `${textOf(range(0x20, 0x7e))}\t\n\r é ß ж 漢字 한글 \u0659\u17ea 😀`;
    expect(folded(plain)).toBe(plain);
    expect(folded('\ud800x\udc00')).toBe('\ud800x\udc00');
  });
});

describe('where each unit of a folded text came from', () => {
  it('is known behind what was taken out and behind pairs', () => {
    const { text, starts } = fold('a\u200b１😀\u{e0041}\u{1d7ce}b');
    expect(text).toBe('a1😀0b');
    expect([...starts]).toEqual([0, 2, 3, 4, 7, 9, 10]);
  });

  it('is known in a text that is put together in several parts', () => {
    const { text, starts } = fold(`\u200b${'x'.repeat(20_000)}`);
    expect(text).toBe('x'.repeat(20_000));
    expect([starts[0], starts[19_999], starts[20_000], starts.length]).toEqual([1, 20_000, 20_001, 20_001]);
  });
});
