import { describe, expect, it } from 'vitest';
import { lastName, PathPattern, withoutIndexes, writtenPath } from '../../../src/sanitize/rules/path-pattern.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

describe('a path of a rule', () => {
  it.each([
    ['a.b', ['a', 'b'], true],
    ['a.b', ['a.b'], true],
    ['a.b.c', ['a.b', 'c'], true],
    ['a["b-c"].d', ['a', 'b-c', 'd'], true],
    ["a['b.c']", ['a', 'b', 'c'], true],
    ['a[12].b', ['a', '[12]', 'b'], true],
    ['a[12].b', ['a', '[1]', 'b'], false],
    ['a[*].b', ['a', '[7]', 'b'], true],
    ['[*].b', ['[7]', 'b'], true],
    ['a[*]', ['a'], false],
    ['a.*', ['a', 'b', 'c'], false],
    ['a.**.c', ['a', 'c'], true],
    ['a.**.c', ['a', 'b', 'b', 'c'], true],
    ['a.**.c', ['a', 'b'], false],
    ['a[x', ['a', '[x'], undefined],
    ['a]', ['a]'], undefined],
    ['a["b]', ['a'], undefined],
    ['a[]', ['a'], undefined],
    ['', [], undefined],
    ['..', [], undefined],
    ['a.constructor', ['a'], undefined],
    ['prototype', ['a'], undefined],
    ['a["__proto__"]', ['a'], undefined],
    ['my_constructor.prototypes', ['my_constructor', 'prototypes'], true],
    ['a', ['[a]'], false],
  ] as const)('%s names %j: %s', (pattern, path, expected) => {
    if (expected === undefined)
      expect(() => new PathPattern(pattern)).toThrow(expect.objectContaining({ code: 'ERR_SANITIZE_RULE' }));
    else expect(new PathPattern(pattern).matches(path)).toBe(expected);
  });

  it.each([
    ['a', ['a', 'b'], true],
    ['a.b', ['a'], false],
    ['a.b', ['a', 'b', '[0]', 'c'], true],
    ['a.b', ['a', 'c', 'b'], false],
    ['a.**', ['a'], true],
    ['**.b', ['a', 'b', 'c'], true],
    ['**.b', ['a', 'c'], false],
  ] as const)('%s holds what is at %j: %s', (pattern, path, expected) =>
    expect(new PathPattern(pattern).covers(path)).toBe(expected),
  );

  it('says where it is malformed', () => {
    expect(() => new PathPattern('ab.c]d')).toThrow('The path "ab.c]d" is malformed at character 5.');
    expect(() => new PathPattern('.')).toThrow('The path "." has a dot without a name beside it.');
  });
});

describe('the path of a value', () => {
  it('has a last name, and a form without places in lists', () => {
    expect([['a', 'b'], ['a', '[0]'], ['[0]'], []].map(lastName)).toEqual(['b', 'a', '', '']);
    expect(withoutIndexes(['a', '[12]', 'b', '[x]'])).toEqual(['a', 'b', '[x]']);
    const plain = ['a', 'b'];
    expect(withoutIndexes(plain)).toBe(plain);
    expect(
      [
        ['a', '[12]', 'b', '[3]'],
        ['[1]', 'x'],
        ['a.b', '[x]'],
      ].map(writtenPath),
    ).toEqual([...['a[*].b[*]', '[*].x', 'a.b.[x]']]);
    expect(writtenPath(['x'.repeat(300)])).toHaveLength(256);
  });
});

describe('a name of a rule', () => {
  const masked = (key: string, name: string) =>
    createSanitizer({ keys: { [key]: 'mask' } }).sanitizeValue('x', { [name]: 'v' });

  it.each([
    ['badge', 'badge', true],
    ['badge', 'BADGE', true],
    ['badge', 'mybadge', false],
    ['badge', 'badges', false],
    ['*badge', 'mybadge', true],
    ['badge*', 'badges', true],
    ['b*d*e', 'bxdye', true],
    ['b*d*e', 'bxdyf', false],
    ['a.b(c)[d]{e}|$^?+', 'a.b(c)[d]{e}|$^?+', true],
    ['a.b', 'axb', false],
    ['a*b', `a${'x'.repeat(200)}b`, true],
  ])('%s means %s: %s', (key, name, expected) => {
    expect(masked(key, name)).toEqual({ [name]: expected ? '[REDACTED:user-rule]' : 'v' });
  });

  it.each([
    ['', 'is empty or repeats its *'],
    ['a**', 'is empty or repeats its *'],
    ['*a*b*c*', 'has more than three *'],
    ['a*b*c*d*e', 'has more than three *'],
  ])('cannot be %j', (key, message) => {
    expect(() => createSanitizer({ keys: { [key]: 'mask' } })).toThrow(
      expect.objectContaining({ code: 'ERR_SANITIZE_RULE', message: expect.stringContaining(message) }),
    );
  });

  it('may have three *, and the last rule that matches wins, paths before names', () => {
    expect(masked('*a*b*', 'xaxbx')).toEqual({ xaxbx: '[REDACTED:user-rule]' });
    const sanitizer = createSanitizer({ keys: { 'n*': 'mask', note: 'drop' }, rules: { 'x.note': 'keep' } });
    expect(sanitizer.sanitizeAttributes({ note: 'a', name: 'b', x: { note: 'c' } })).toEqual({
      name: '[REDACTED:user-rule]',
      x: { note: 'c' },
    });
  });
});

describe('a pattern of a rule', () => {
  const cleaned = (pattern: string, text: string) =>
    createSanitizer({ values: [{ name: 'found', pattern }] }).sanitizeText(text);

  it('replaces what it matches, and nothing where it matches nothing', () => {
    expect(cleaned('EMP-\\d+', 'EMP-1, EMP-23; emp-4')).toBe('[REDACTED:found], [REDACTED:found]; emp-4');
    expect(cleaned('\\b|x', 'axb')).toBe('a[REDACTED:found]b');
  });

  it('lets stay only what it matches whole', () => {
    const sanitizer = createSanitizer({ allow: { values: ['hunter\\d'] } });
    expect(sanitizer.sanitizeText('password=hunter2')).toBe('password=hunter2');
    expect(sanitizer.sanitizeText('password=hunter22')).toBe('password=[REDACTED:named-secret]');
    expect(
      createSanitizer({ allow: { values: ['.*@example\\.org'] } }).sanitizeText('a@example.org b@example.com'),
    ).toBe('a@example.org [REDACTED:email]');
  });

  it.each([
    [{ name: 'x' }, 'values[0] (x) has no pattern'],
    [{ name: '', pattern: 'x' }, 'values[0].name must be 1 to 64'],
    [{ name: 'a_b', pattern: 'x' }, 'values[0].name must be'],
    [{ name: 'ab_', pattern: 'x' }, 'values[0].name must be'],
    [
      { name: 'ab', pattern: 'x', action: 'hide' },
      'values[0] (ab) has the action "hide"; allowed are mask, pseudonym, truncate, drop, keep.',
    ],
    [{ name: 'a'.repeat(65), pattern: 'x' }, 'values[0].name must be'],
    [{ name: 5, pattern: 'x' }, 'values[0].name must be'],
  ])('needs a name and a pattern: %j', (rule, message) => {
    expect(() => createSanitizer({ values: [rule as never] })).toThrow(
      expect.objectContaining({ code: 'ERR_SANITIZE_RULE', message: expect.stringContaining(message) }),
    );
  });
});
