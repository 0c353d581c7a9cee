import { describe, expect, it } from 'vitest';
import type { SanitizeBounds } from '../../src/sanitize/bounds.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const within = (bounds: Partial<SanitizeBounds>) => createSanitizer({ bounds });

describe('what just fits is whole, and one more is cut', () => {
  it('levels', () => {
    const { sanitizeValue } = bound({ maxDepth: 2 });
    expect(sanitizeValue({ a: { b: 1 } })).toEqual({ a: { b: 1 } });
    expect(sanitizeValue({ a: { b: { c: 1 } } })).toEqual({ a: { b: '[CUT:too deep]' } });
    expect(sanitizeValue([[1]])).toEqual([[1]]);
    expect(sanitizeValue([[[1]]])).toEqual([['[CUT:too deep]']]);
  });

  it('values, nested ones included', () => {
    const { sanitizeValue } = bound({ maxNodes: 4 });
    expect(sanitizeValue([1, 2, 3])).toEqual([1, 2, 3]);
    expect(sanitizeValue([1, 2, 3, 4])).toEqual([1, 2, 3, '[CUT:1 more values]']);
    expect(sanitizeValue({ a: 1, b: 2, c: 3 })).toEqual({ a: 1, b: 2, c: 3 });
    expect(sanitizeValue({ a: 1, b: 2, c: 3, d: 4 })).toEqual({ a: 1, b: 2, c: 3, '[CUT]': '[CUT:too many values]' });
    expect(sanitizeValue(new Map([['a', [1, 2]]]))).toEqual({ a: [1, 2] });
    expect(sanitizeValue(new Set([1, 2, 3, 4]))).toEqual([1, 2, 3, '[CUT:1 more values]']);
  });

  it('attributes', () => {
    const sanitizer = within({ maxAttributes: 2 });
    expect(sanitizer.sanitizeAttributes({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
    expect(sanitizer.findings).toEqual({});
    expect(sanitizer.sanitizeAttributes({ a: 1, b: 2, c: 3 })).toEqual({
      a: 1,
      b: 2,
      'otelseal.sanitize.cut': '[CUT:1 more attributes]',
    });
    expect(sanitizer.findings).toEqual({ 'too-many-attributes': 1 });
  });

  it('units of a name', () => {
    const sanitizer = within({ maxKeyLength: 4 });
    expect(sanitizer.sanitizeAttributes({ abcd: 1, efghi: 2 })).toEqual({ abcd: 1, 'efgh[CUT:name]': 2 });
  });

  it('units of a text', () => {
    const sanitizer = within({ maxTextLength: 4 });
    expect(sanitizer.sanitizeText('abcd')).toBe('abcd');
    expect(sanitizer.findings).toEqual({});
    expect(sanitizer.sanitizeText('abcde')).toBe('abcd[CUT:1 characters]');
    expect(sanitizer.findings).toEqual({ 'too-long': 1 });
  });

  it('bytes', () => {
    const { sanitizeValue } = bound({ maxTextLength: 4 });
    expect(sanitizeValue(new Uint8Array(4))).toEqual(new Uint8Array(4));
    expect(sanitizeValue(new Uint8Array(5))).toBe('[CUT:5 bytes]');
    expect(sanitizeValue(new ArrayBuffer(4))).toEqual(new Uint8Array(4));
  });

  it('units of a stack trace', () => {
    const sanitizer = within({ maxTextLength: 24 });
    const stack = 'Error: x\n    at f (a:1:1)';
    expect(stack).toHaveLength(25);
    expect(sanitizer.sanitizeAttributes({ 'exception.stacktrace': stack.slice(0, 24) })).toEqual({
      'exception.stacktrace': stack.slice(0, 24),
    });
    expect(sanitizer.sanitizeAttributes({ 'exception.stacktrace': stack })).toEqual({
      'exception.stacktrace': `${stack.slice(0, 24)}[CUT:1 characters]`,
    });
  });

  it('units of all texts of a record, whatever attribute they are in', () => {
    const sanitizer = within({ maxRecordLength: 10 });
    expect(sanitizer.sanitizeAttributes({ a: 'xxxxx', b: 'yyyyy' })).toEqual({ a: 'xxxxx', b: 'yyyyy' });
    expect(sanitizer.sanitizeAttributes({ a: 'xxxxx', b: 'yyyyyy', c: 'z' })).toEqual({
      a: 'xxxxx',
      b: 'yyyyy[CUT:1 characters]',
      c: '[CUT:1 characters]',
    });
  });
});

describe('a long text', () => {
  const long = `${'a'.repeat(40_000)}${'b'.repeat(40_000)}`;

  it('shows seven eighths of the bound from its beginning and one from its end', () => {
    expect(within({ maxTextLength: 4_096 }).sanitizeText(long)).toBe(
      `${'a'.repeat(3_584)}[CUT:75904 characters]${'b'.repeat(512)}`,
    );
  });

  it('shows its beginning only where the bound is too small for both', () => {
    expect(within({ maxTextLength: 4_095 }).sanitizeText(long)).toBe(`${'a'.repeat(4_095)}[CUT:75905 characters]`);
  });
});

describe('a bound', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '4'])('cannot be %s', (maxDepth) => {
    expect(() => within({ maxDepth: maxDepth as number })).toThrow(
      expect.objectContaining({ code: 'ERR_SANITIZE_OPTION', message: expect.stringContaining('bounds.maxDepth') }),
    );
  });

  it('may be 1', () => {
    expect(within({ maxDepth: 1 }).sanitizeValue('v', [1])).toEqual([1]);
  });
});

function bound(bounds: Partial<SanitizeBounds>): { readonly sanitizeValue: (value: unknown) => unknown } {
  const sanitizer = within(bounds);
  return { sanitizeValue: (value) => sanitizer.sanitizeValue('value', value) };
}
