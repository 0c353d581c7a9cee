import { describe, expect, it } from 'vitest';
import { fold, foldedUnit } from '../../../src/sanitize/detect/fold.js';

describe('a unit', () => {
  it('is read as its twin at both ends of each range, and as itself beside it', () => {
    const rows: readonly (readonly [unit: number, readAs: number | undefined])[] = [
      ...[0x09, 0x0a, 0x0d, 0x20, 0x41, 0x7e, 0x80 + 0x60].map((unit) => [unit, unit] as const),
      [0x00, undefined],
      [0xff01, 0x21],
      [0xff5e, 0x7e],
      [0xff5f, 0xff5f],
      ...[0x00a0, 0x2000, 0x200a, 0x202f, 0x205f, 0x3000].map((unit) => [unit, 0x20] as const),
      [0x24b5, 0x24b5],
      [0x24b6, 0x61],
      [0x24cf, 0x7a],
      [0x24d0, 0x61],
      [0x24e9, 0x7a],
      [0x24ea, 0x24ea],
      ...[0x2028, 0x2029, 0x85].map((unit) => [unit, 0x0a] as const),
      ...[0x200b, 0x200d, 0xfe0f, 0x202e].map((unit) => [unit, undefined] as const),
      [0x065f, 0x065f],
      [0x0660, 0x30],
      [0x0669, 0x39],
      [0x066a, 0x066a],
      [0x09e6, 0x30],
      [0x1049, 0x39],
      [0x17e0, 0x30],
      [0x17e9, 0x39],
      [0x17ea, 0x17ea],
      [0x4e00, 0x4e00],
    ];
    expect(rows.map(([unit]) => [unit, foldedUnit(unit)])).toEqual(rows);
  });
});

describe('a text', () => {
  it('is read letter by letter, each from where it stands', () => {
    const rows: readonly (readonly [text: string, readAs: string, starts: readonly number[]])[] = [
      ['a\u{1d7ce}b', 'a0b', [0, 1, 3, 4]],
      ['\u{1d7ff}\u{1d400}\u{1d7cd}', '9A\u{1d7cd}', [0, 2, 4, 5, 6]],
      ['\u{1f600}x', '\u{1f600}x', [0, 1, 2, 3]],
      ['a\u{e0000}\u{e0fff}b', 'ab', [0, 5, 6]],
      ['\u{e1000}x', '\u{e1000}x', [0, 1, 2, 3]],
      ['\u{1d3ff}x\u{1d800}', '\u{1d3ff}x\u{1d800}', [0, 1, 2, 3, 4, 5]],
      ['\u{1d6a8}x', '\u{1d6a8}x', [0, 1, 2, 3]],
      ['a\u200bb', 'ab', [0, 2, 3]],
      ['\u2013password', '--password', [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
      [' \u2014pw', ' --pw', [0, 1, 1, 2, 3, 4]],
      ['x\u2013pw', 'x-pw', [0, 1, 2, 3, 4]],
      ['\u2013p1', '-p1', [0, 1, 2, 3]],
      ['\u2010pw', '-pw', [0, 1, 2, 3]],
      ['-pw', '-pw', [0, 1, 2, 3]],
      ['\\u0022x', '\\"x', [0, 0, 6, 7]],
      ['\\\\u0027x', "\\\\'x", [0, 0, 0, 7, 8]],
      ['p%61y', 'pay', [0, 1, 4, 5]],
    ];
    expect(rows.map(([text]) => [text, fold(text).text, [...fold(text).starts]])).toEqual(rows);
    expect(fold('x'.repeat(20_000)).text).toBe('x'.repeat(20_000));
  });
});
