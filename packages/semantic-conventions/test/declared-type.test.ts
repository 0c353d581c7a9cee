import { describe, expect, it } from 'vitest';
import { hasDeclaredType } from '../src/declared-type.js';

describe('the declared type of an attribute', () => {
  it.each([
    ['http.response.status_code', 403, '403'],
    ['file.size', 1, 1.5],
    ['security.auth.mfa', true, 'true'],
    ['user.roles', ['admin'], 'admin'],
    ['security.reason', 'x', 1],
  ])('of %s admits %j and not %j', (name, right, wrong) => {
    expect([hasDeclaredType(name, right), hasDeclaredType(name, wrong)]).toEqual([true, false]);
  });

  it('leaves attributes alone that the vocabulary does not know', () => {
    expect(hasDeclaredType('shop.basket', 1.5)).toBe(true);
    expect(hasDeclaredType('constructor', 'x')).toBe(true);
  });
});
