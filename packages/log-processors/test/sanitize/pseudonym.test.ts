import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Pseudonyms } from '../../src/sanitize/pseudonym.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const key = Buffer.alloc(32, 7);

describe('a pseudonym', () => {
  it('is the same in every service that shares the key, whatever form the key has', () => {
    const forms = [key, key.toString('base64'), createSecretKey(key)].map((form) =>
      new Pseudonyms({ keyId: 'k1', key: form }).of('email', 'Ada@Example.com '),
    );
    expect(new Set(forms).size).toBe(1);
    expect(forms[0]).toBe(new Pseudonyms({ keyId: 'k1', key }).of('email', 'ada@example.com'));
    expect(forms[0]).toMatch(/^p_k1_[a-z2-7]{16}$/);
  });

  it('is the first 80 bits of HMAC-SHA-256 over domain, kind, period and value', () => {
    expect(new Pseudonyms({ keyId: 'k1', key }).of('email', 'ada@example.com')).toBe('p_k1_ndo62o67quavwbrx');
  });

  it('differs by kind, key, key id and period', () => {
    let period = '2026-11';
    const pseudonyms = new Pseudonyms({ keyId: 'k1', key, period: () => period });
    pseudonyms.turn();
    const november = pseudonyms.of('email', 'ada@example.com');
    expect(pseudonyms.of('subject', 'ada@example.com')).not.toBe(november);
    expect(new Pseudonyms({ keyId: 'k1', key: randomBytes(32) }).of('email', 'ada@example.com')).not.toBe(november);
    period = '2026-12';
    pseudonyms.turn();
    expect(pseudonyms.of('email', 'ada@example.com')).not.toBe(november);
  });

  it('stands for a person in free text, in attributes and in the session', () => {
    const sanitizer = createSanitizer({ pseudonym: { keyId: 'k1', key } });
    const ada = new Pseudonyms({ keyId: 'k1', key }).of('email', 'ada@example.com');
    expect(sanitizer.sanitizeText('login of ada@example.com')).toBe(`login of ${ada}`);
    expect(sanitizer.sanitizeValue('audit.actor.id', 'ada@example.com')).toBe(ada);
    expect(sanitizer.sanitizeValue('session.id', 's3ss10n-abcdef')).toMatch(/^p_k1_/);
    expect(sanitizer.sanitizeValue('session.id', ada)).toBe(ada);
  });

  it('becomes a mask when there is no key, and never stands beside a truncated card', () => {
    expect(createSanitizer().sanitizeText('login of ada@example.com')).toBe('login of [REDACTED:email]');
    expect(createSanitizer().sanitizeValue('session.id', 's3ss10n-abcdef')).toBe('[REDACTED:session]');
    const truncating = createSanitizer({ pseudonym: { keyId: 'k1', key }, personal: { pan: 'truncate' } });
    expect(truncating.sanitizeText('card 4242 4242 4242 4242')).toBe('card 424242******4242');
  });
});
