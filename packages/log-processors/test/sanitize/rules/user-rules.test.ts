import { describe, expect, it } from 'vitest';
import { PathPattern } from '../../../src/sanitize/rules/path-pattern.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

describe('rules of the user', () => {
  it('act on paths, with ** for any depth', () => {
    const sanitizer = createSanitizer({
      rules: { 'client.address': 'truncate', '**.nickname': 'mask', 'cart.*.note': 'drop', 'a["b-c"][0]': 'mask' },
    });
    expect(sanitizer.sanitizeAttributes({ 'client.address': '203.0.113.77' })).toEqual({
      'client.address': '203.0.113.0/24',
    });
    expect(sanitizer.sanitizeValue('client.address', '2001:db8:1:2::3')).toBe('2001:db8:1::/48');
    expect(sanitizer.sanitizeValue('user', { deep: { nickname: 'zed' } })).toEqual({
      deep: { nickname: '[REDACTED:user-rule]' },
    });
    expect(sanitizer.sanitizeValue('cart', { first: { note: 'x', n: 1 } })).toEqual({ first: { n: 1 } });
  });

  it('take a whole object or list, and single places in a list', () => {
    const sanitizer = createSanitizer({
      rules: { card: 'mask', 'log.trail': 'drop', 'list[*].x': 'mask', 'ids[0]': 'mask', profile: 'keep' },
    });
    expect(
      sanitizer.sanitizeAttributes({ card: { brand: 'visa', holder: { first: 'Jo' } }, log: { trail: ['a'], n: 1 } }),
    ).toEqual({
      card: '[REDACTED:user-rule]',
      log: { n: 1 },
    });
    expect(sanitizer.sanitizeValue('list', [{ x: 'p', y: 'q' }, { x: 'r' }])).toEqual([
      { x: '[REDACTED:user-rule]', y: 'q' },
      { x: '[REDACTED:user-rule]' },
    ]);
    expect(sanitizer.sanitizeValue('ids', ['a', 'b'])).toEqual(['[REDACTED:user-rule]', 'b']);
    expect(sanitizer.sanitizeValue('profile', { mail: 'ada@example.com' })).toEqual({ mail: 'ada@example.com' });
  });

  it('give the same pseudonym to a record that goes through two sanitizers', () => {
    const pseudonym = { keyId: 'k1', key: Buffer.alloc(32, 7) };
    const sanitizer = createSanitizer({ pseudonym, rules: { 'user.id': 'pseudonym' } });
    const once = sanitizer.sanitizeAttributes({ 'user.id': 'u-17' });
    expect(once['user.id']).toMatch(/^p_k1_/);
    expect(sanitizer.sanitizeAttributes(once)).toEqual(once);
  });

  it('give a number the pseudonym of its digits, and no other value that is not text', () => {
    const pseudonym = { keyId: 'k1', key: Buffer.alloc(32, 7) };
    const sanitizer = createSanitizer({ pseudonym, rules: { id: 'pseudonym' } });
    const written = sanitizer.sanitizeValue('id', '12345');
    expect(written).toMatch(/^p_k1_[a-z2-7]{16}$/);
    expect(sanitizer.sanitizeValue('id', 12_345)).toBe(written);
    expect(sanitizer.sanitizeValue('id', 12_345n)).toBe(written);
    expect(sanitizer.sanitizeValue('id', Buffer.from('12345'))).toBe('[REDACTED:user-rule]');
    expect(createSanitizer({ rules: { id: 'pseudonym' } }).sanitizeValue('id', 12_345)).toBe('[REDACTED:user-rule]');
  });

  it('report a path in a list once, whatever the place', () => {
    const sanitizer = createSanitizer({ dryRun: true, rules: { 'list[*].x': 'mask' } });
    const list = [{ x: 'p' }, { x: 'q' }];
    expect(sanitizer.sanitizeValue('list', list)).toEqual(list);
    expect(sanitizer.report).toEqual([{ path: 'list[*].x', rule: 'user-rule', count: 2 }]);
  });

  it('act on names anywhere and leave allowed ones', () => {
    const sanitizer = createSanitizer({
      keys: { '*_badge': 'mask' },
      allow: { keys: ['public_token'], values: ['sk_test_[A-Za-z0-9]+'] },
    });
    expect(sanitizer.sanitizeValue('x', { staff_BADGE: 'b-17' })).toEqual({ staff_BADGE: '[REDACTED:user-rule]' });
    expect(sanitizer.sanitizeValue('public_token', 'abc123def456')).toBe('abc123def456');
    expect(sanitizer.sanitizeText('uses sk_test_4eC39HqLyjWDarjtT1zdp7dc')).toBe(
      'uses sk_test_4eC39HqLyjWDarjtT1zdp7dc',
    );
  });

  it('find values by patterns in linear time', () => {
    const sanitizer = createSanitizer({ values: [{ name: 'employee', pattern: 'EMP-\\d{6}' }] });
    expect(sanitizer.sanitizeText('by EMP-123456 and EMP-654321')).toBe(
      'by [REDACTED:employee] and [REDACTED:employee]',
    );
    expect(sanitizer.findings).toEqual({ employee: 2 });
  });

  it.each([
    [{ preset: 'lax' }, 'ERR_SANITIZE_OPTION', 'preset is "lax"; allowed are strict, balanced, developer.'],
    [{ unknown: 1 }, 'ERR_SANITIZE_OPTION', 'option is "unknown"'],
    [{ personal: { emails: 'mask' } }, 'ERR_SANITIZE_OPTION', 'personal is "emails"'],
    [{ bounds: { maxDepth: 0 } }, 'ERR_SANITIZE_OPTION', 'bounds.maxDepth is 0'],
    [{ profiles: ['sql'] }, 'ERR_SANITIZE_OPTION', 'profiles is "sql"'],
    [{ rules: { 'a.b': 'hash' } }, 'ERR_SANITIZE_RULE', 'rules["a.b"] has the action "hash"'],
    [{ rules: { 'headers.x-*': 'drop' } }, 'ERR_SANITIZE_RULE', 'for parts of names use `keys`'],
    [{ rules: { 'headers["x-*"]': 'drop' } }, 'ERR_SANITIZE_RULE', 'The path "headers[\\"x-*\\"]" has "x-*"'],
    [{ rules: { 'a.**b': 'drop' } }, 'ERR_SANITIZE_RULE', 'has "**b"'],
    [{ rules: { '***': 'drop' } }, 'ERR_SANITIZE_RULE', 'has "***"'],
    [{ rules: { 'a..b': 'drop' } }, 'ERR_SANITIZE_RULE', 'has a dot without a name beside it'],
    [{ rules: { '.a': 'drop' } }, 'ERR_SANITIZE_RULE', 'has a dot without a name beside it'],
    [{ rules: { 'a.': 'drop' } }, 'ERR_SANITIZE_RULE', 'has a dot without a name beside it'],
    [{ rules: { '$.a': 'drop' } }, 'ERR_SANITIZE_RULE', 'leave out `$.`'],
    [{ rules: { 'a[': 'mask' } }, 'ERR_SANITIZE_RULE', 'malformed at character 2'],
    [{ rules: { 'a.__proto__': 'mask' } }, 'ERR_SANITIZE_RULE', 'must not name __proto__'],
    [{ values: [{ name: 'x', pattern: '(?=a)' }] }, 'ERR_SANITIZE_RULE', 'values[0] (x)'],
    [{ values: [{ name: 'x', pattern: 'a*' }] }, 'ERR_SANITIZE_RULE', 'matches the empty text'],
    [{ pseudonym: { keyId: 'k', key: 'c2hvcnQ=' } }, 'ERR_SANITIZE_KEY', 'at least 32 bytes'],
  ])('%j is refused with %s', (options, code, message) => {
    expect(() => createSanitizer(options as never)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('only report in a dry run, without values', () => {
    const sanitizer = createSanitizer({ dryRun: true });
    const record = { attributes: { password: 'hunter2', note: 'mail ada@example.com\u001b' } };
    expect(sanitizer.sanitizeRecord(record).attributes).toEqual(record.attributes);
    expect(sanitizer.report).toEqual([
      { path: 'password', rule: 'secret-key', count: 1 },
      { path: 'note', rule: 'email', count: 1 },
    ]);
  });
});

describe('paths', () => {
  it('reach through more wildcards than one', () => {
    expect(new PathPattern('*.*.*.secret').matches(['a', 'b', 'c', 'secret'])).toBe(true);
    expect(new PathPattern('**.secret').matches(['secret'])).toBe(true);
    expect(new PathPattern('a.**').matches(['a', 'b', 'c'])).toBe(true);
    expect(new PathPattern('a.b').matches(['a', 'b', 'c'])).toBe(false);
  });
});
