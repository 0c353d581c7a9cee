import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { passwordTag } from '../src/password-tag.js';

describe('the tag of a password', () => {
  it('is 16 bits, the same for the same password of an account however the account is spelled', () => {
    const tag = passwordTag('ada@example.com', 'Winter2026!');
    expect(Number.isInteger(tag) && Number(tag) >= 0 && Number(tag) < 65_536).toBe(true);
    expect(passwordTag(' Ada@Example.com ', 'Winter2026!')).toBe(tag);
  });

  it('tells passwords and accounts apart', () => {
    const tags = new Set(Array.from({ length: 100 }, (_, n) => passwordTag('ada@example.com', `guess ${n}`)));
    expect(tags.size).toBeGreaterThan(95);
    const users = new Set(Array.from({ length: 100 }, (_, n) => passwordTag(`user ${n}`, 'Winter2026!')));
    expect(users.size).toBeGreaterThan(95);
  });

  it('takes as long for a password of a megabyte as for one of a thousand characters', () => {
    expect(passwordTag('ada', 'x'.repeat(1_000_000))).toBe(passwordTag('ada', 'x'.repeat(1_024)));
  });

  it.each([undefined, null, 7, {}])('does not throw for %o', (value) => {
    expect(passwordTag(value as never, value as never)).toBeUndefined();
  });

  it('is the same in both module formats', () => {
    const require = createRequire(import.meta.url);
    const commonJs = require('@otelseal/security-events') as { passwordTag: typeof passwordTag };
    expect(commonJs.passwordTag('ada', 'secret')).toBe(passwordTag('ada', 'secret'));
  });
});
