import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const ruled = createSanitizer({
  rules: { drop: 'drop', mask: 'mask', truncate: 'truncate', keep: 'keep', 'deep.mask': 'mask', 'deep.drop': 'drop' },
});
const RULE = '[REDACTED:user-rule]';

describe('a rule for a name', () => {
  it.each([
    ['drop', 'x', undefined],
    ['drop', 7, undefined],
    ['drop', 7n, undefined],
    ['drop', new Uint8Array([1]), undefined],
    ['mask', 'x', RULE],
    ['mask', 7, RULE],
    ['mask', 7n, RULE],
    ['mask', new Uint8Array([1]), RULE],
    ['truncate', 7, RULE],
    ['keep', 'password=Kd93kfL20x', 'password=Kd93kfL20x'],
    ['keep', 'a\u001bb', 'a\\u001bb'],
    ['keep', 7, 7],
    ['keep', 7n, '7'],
    ['keep', new Uint8Array([1]), new Uint8Array([1])],
    ['deep', { mask: { a: 1 }, drop: [1], other: 'x' }, { mask: RULE, other: 'x' }],
    ['deep', { mask: 'x', drop: 'y' }, { mask: RULE }],
    ['other', 7n, '7'],
    ['other', 7, 7],
  ])('decides about %s: %o becomes %o', (name, value, clean) => {
    expect(ruled.sanitizeValue(name, value)).toEqual(clean);
  });

  it('keeps a text no longer than others may be', () => {
    const sanitizer = createSanitizer({ rules: { keep: 'keep' }, bounds: { maxTextLength: 4, maxRecordLength: 6 } });
    expect(sanitizer.sanitizeAttributes({ keep: 'abcd' })).toEqual({ keep: 'abcd' });
    expect(sanitizer.sanitizeAttributes({ keep: 'abcdef', x: 'ghi' })).toEqual({
      keep: 'abcd[CUT:2 characters]',
      x: 'gh[CUT:1 characters]',
    });
  });

  it('changes nothing under a dry run, and is counted', () => {
    const dry = createSanitizer({ rules: { drop: 'drop', mask: 'mask' }, dryRun: true });
    expect(dry.sanitizeAttributes({ drop: 7, mask: { a: 'x' } })).toEqual({ drop: 7, mask: { a: 'x' } });
    expect(dry.findings).toEqual({ 'user-rule': 2 });
    expect(dry.report).toEqual([
      { path: 'drop', rule: 'user-rule', count: 1 },
      { path: 'mask.a', rule: 'user-rule', count: 1 },
    ]);
  });
});

describe('a number', () => {
  const strict = createSanitizer({ preset: 'strict' });
  const balanced = createSanitizer();

  it.each([
    ['user.id', 4711, '[REDACTED:subject]'],
    ['session.id', 4711, '[REDACTED:session]'],
    ['session.id', 4711n, '[REDACTED:session]'],
    ['client.address', 4711, 4711],
    ['user.hash', 4711, 4711],
    ['user.hash', 4711n, '4711'],
    ['password', 47110815, '[REDACTED:secret-key]'],
    ['otp', 482913, '[REDACTED:secret-key]'],
    ['card', 4539012345678988, '[REDACTED:pan]'],
    ['card', 4539012345678989, 4539012345678989],
    ['order', 4539012345678988, 4539012345678988],
  ])('is judged by its name: %s of %o becomes %o', (name, value, clean) => {
    expect(strict.sanitizeValue(name, value)).toEqual(clean);
  });

  it('of a name that the preset keeps, or that names nobody, stays', () => {
    expect(strict.sanitizeValue('session.id', 'unknown')).toBe('unknown');
    expect(strict.sanitizeValue('user.name', 'anonymous')).toBe('anonymous');
    expect(strict.sanitizeValue('user.name', 'localhost')).toBe('localhost');
    expect(strict.sanitizeValue('user.name', 'xsystem')).toBe('[REDACTED:subject]');
    expect(strict.sanitizeValue('user.name', 'systems')).toBe('[REDACTED:subject]');
    expect(strict.sanitizeValue('user.name', 'ada@shop.example')).toBe('[REDACTED:email]');
    expect(strict.sanitizeValue('user.name', 'ada@shop')).toBe('[REDACTED:subject]');
    expect(strict.sanitizeValue('user.name', 'a da@shop.example')).toBe('[REDACTED:subject]');
    expect(balanced.sanitizeValue('user.id', 4711)).toBe(4711);
  });

  it.each([
    ['app.version', '11.22.33.44', '11.22.33.44'],
    ['appVersion', 'v11.22.33.44', 'v11.22.33.44'],
    ['release', '11.22.33.44', '11.22.33.44'],
    ['app.version', '203.0.113.9 ', '[REDACTED:ip] '],
    ['app.version', 'x203.0.113.9, 203.0.113.9', 'x203.0.113.9, [REDACTED:ip]'],
    ['place', '203.0.113.9', '[REDACTED:ip]'],
    ['conversion', '203.0.113.9', '[REDACTED:ip]'],
  ])('with dots is a version below its name: %s of %s becomes %s', (name, value, clean) => {
    expect(balanced.sanitizeValue(name, value)).toBe(clean);
  });
});

describe('bytes', () => {
  const sanitizer = createSanitizer();
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

  it('go as a whole if their text or their name is a secret’s', () => {
    expect(sanitizer.sanitizeValue('data', bytes('password=Kd93kfL20x'))).toBe('[REDACTED:bytes]');
    expect(sanitizer.sanitizeValue('password', bytes('Kd93kfL20x'))).toBe('[REDACTED:secret-key]');
    expect(sanitizer.sanitizeValue('data', bytes('hello'))).toEqual(bytes('hello'));
    const view = bytes('password=Kd93kfL20x hello').subarray(20);
    expect(sanitizer.sanitizeValue('data', view)).toEqual(bytes('hello'));
  });
});
