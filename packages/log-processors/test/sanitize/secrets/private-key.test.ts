import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

const LONGEST_KEY = 32_768;
const clean = (text: string) => createSanitizer({ bounds: { maxTextLength: 100_000 } }).sanitizeText(text);

describe('a private key', () => {
  it('goes with the line that ends it, whatever that says', () => {
    for (const line of [
      'read ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END KEY-----⟧, ok',
      'read ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END OF THE 2ND KEY-----⟧, ok',
      'read ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END---⟧, ok',
      'read ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END-----⟧-, ok',
      'read ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END⟧_, ok',
      'read ⟦PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-MAC: 0123456789abcdef⟧ ok',
      'read ⟦PuTTY-User-Key-File-2: ssh-rsa\nPrivate-MAC:0123456789abcdef⟧g',
      '⟦MIIE\nAb+/=\\n\n-----END RSA PRIVATE KEY-----⟧ ok',
      'x.⟦ Ab\n-----END PGP PRIVATE KEY BLOCK-----⟧ ok',
    ])
      expectHidden(line, 'private-key');
    for (const line of [
      '-----BEGIN CERTIFICATE-----\nMIIE\n',
      'Ab\n-----END CERTIFICATE-----',
      'Ab -----END of a PRIVATE KEY',
    ])
      expectHidden(line, 'none');
  });

  it('goes no further than 32,768 units when nothing ends it', () => {
    const begun = `-----BEGIN PRIVATE KEY-----${'+'.repeat(40_000)}`;
    expect(clean(begun)).toBe(`[REDACTED:private-key]${'+'.repeat(begun.length - LONGEST_KEY)}`);
    expect(clean(`x ${begun}_-----END OF IT`)).toBe(
      `x [REDACTED:private-key]${'+'.repeat(begun.length - LONGEST_KEY)}_-----END OF IT`,
    );
  });

  it('goes no further back than 32,768 units when nothing begins it', () => {
    const end = '-----END PRIVATE KEY-----';
    expect(clean(`${'+'.repeat(40_000)}${end}`)).toBe(`${'+'.repeat(40_000 - LONGEST_KEY)}[REDACTED:private-key]`);
    expect(clean(`${'+'.repeat(100)}${end} ok`)).toBe('[REDACTED:private-key] ok');
  });
});

describe('a JSON Web Key', () => {
  const KEY = 'Kd93kfL20xQm7xk29zHy4vWq8s';

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])('loses its member %s, before the type and behind it', (name) => {
    expectHidden(`{"kty":"RSA","${name}":"⟦${KEY}⟧","n":"AQAB"}`, 'json-web-key');
    expectHidden(`{"${name}" : "⟦${KEY}⟧", "kty":"RSA"}`, 'json-web-key');
  });

  it('keeps what is public, and what is no key', () => {
    for (const line of [
      `{"kty":"RSA","n":"${KEY}","e":"AQAB"}`,
      `{"kty":"RSA","d":"Kd93kfL20x"}`,
      `{"type":"RSA","d":"${KEY}"}`,
      `{"kty":"RSA"}${' '.repeat(4_200)}{"p":"${KEY}"}`,
      `{"p":"${KEY}"}${' '.repeat(2_200)}{"kty":"RSA"}`,
    ])
      expectHidden(line, 'none');
    expectHidden(`{"kty":"RSA"}${' '.repeat(3_900)}{"p":"⟦${KEY}⟧"}`, 'json-web-key');
    expectHidden(`{"p":"⟦${KEY}⟧"}${' '.repeat(1_900)}{"kty":"RSA"}`, 'json-web-key');
  });
});
