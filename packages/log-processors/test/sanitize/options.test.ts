import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/sanitize/findings.js';
import { isPseudonym, Pseudonyms } from '../../src/sanitize/pseudonym.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const key = Buffer.alloc(32, 7);

describe('an option that is wrong', () => {
  it.each<[options: object, message: string]>([
    [{ bounds: { maxShoe: 1 } }, 'bounds is "maxShoe"; allowed are maxDepth, maxNodes,'],
    [{ bounds: { maxDepth: 1.5 } }, 'bounds.maxDepth is 1.5; it must be a whole number from 1.'],
    [{ allow: { shoe: [] } }, 'allow is "shoe"; allowed are paths, keys, values.'],
    [{ personal: { email: 'hide' } }, 'personal.email is "hide"; allowed are mask, pseudonym, truncate, drop, keep.'],
    [{ profiles: ['web', 'xml'] }, 'profiles is "xml"; allowed are web, csv, template.'],
    [
      { shoe: 1 },
      'option is "shoe"; allowed are preset, personal, pseudonym, profiles, dryRun, bounds, telemetry, catalogue, rules, keys, values, allow.',
    ],
  ])('is named, with what is allowed: %j', (options, message) => {
    expect(() => createSanitizer(options)).toThrow(
      expect.objectContaining({ code: 'ERR_SANITIZE_OPTION', message: expect.stringContaining(message) }),
    );
  });

  it('is none of these', () => {
    const telemetry = { add: () => {}, reportOnce: () => {} };
    const catalogue = { render: () => undefined };
    const names = { rules: {}, keys: {}, values: [], allow: {} };
    const personal = { preset: 'strict', personal: {}, pseudonym: { keyId: 'k', key } } as const;
    const others = { profiles: [], dryRun: false, bounds: {}, telemetry, catalogue };
    expect(() => createSanitizer({ ...names, ...personal, ...others })).not.toThrow();
  });
});

describe('the key of pseudonyms', () => {
  it.each(['', 'x'.repeat(17), 'a-b', ' k', 'k ', 'k\n', 5])('has no id such as %j', (keyId) => {
    expect(() => new Pseudonyms({ keyId: keyId as string, key })).toThrow(
      expect.objectContaining({ code: 'ERR_SANITIZE_KEY', message: expect.stringContaining('1 to 16 letters') }),
    );
  });

  it('has at least 32 bytes and is a secret', () => {
    const short = Buffer.alloc(31, 7);
    const { publicKey } = generateKeyPairSync('ed25519');
    for (const wrong of [short, short.toString('base64'), createSecretKey(short), publicKey])
      expect(() => new Pseudonyms({ keyId: 'k', key: wrong })).toThrow(
        expect.objectContaining({ code: 'ERR_SANITIZE_KEY', message: expect.stringContaining('at least 32 bytes') }),
      );
    expect(new Pseudonyms({ keyId: 'x'.repeat(16), key: new Uint8Array(key) }).of('a', 'b')).toMatch(/^p_x{16}_/);
  });

  it('makes no difference of case, width and outer spaces', () => {
    const pseudonyms = new Pseudonyms({ keyId: 'k', key });
    const ada = pseudonyms.of('email', 'ada@é.org');
    for (const same of ['ADA@É.org ', ' ａｄａ@e\u0301.org']) expect(pseudonyms.of('email', same)).toBe(ada);
    for (const other of ['ada@e.org', 'ad a@é.org']) expect(pseudonyms.of('email', other)).not.toBe(ada);
  });

  it('is known by its pseudonyms', () => {
    expect(isPseudonym(`p_k1_${'a2'.repeat(8)}`)).toBe(true);
    for (const text of ['p__', 'p_k1_', 'p_k-1_', 'p_k1-', 'xp_k1_', 'p_kkkkkkkkkkkkkkkkk_'])
      expect(isPseudonym(`${text}${'a2'.repeat(8)}`)).toBe(text === 'p_k1_');
    for (const end of ['x', ' ', '2']) expect(isPseudonym(`p_k1_${'a2'.repeat(8)}${end}`)).toBe(false);
    expect(isPseudonym(`p_k1_${'A2'.repeat(8)}`)).toBe(false);
  });
});

describe('findings', () => {
  it('count what is in the body of an event once', () => {
    const sanitizer = createSanitizer();
    const { body } = sanitizer.sanitizeRecord({ eventName: 'a.b', body: 'password=hunter2', attributes: { a: 'b' } });
    expect(body).toBe('password=[REDACTED:named-secret]');
    expect(sanitizer.findings).toEqual({ 'named-secret': 1 });
  });

  it('keep a thousand lines and count on those they know', () => {
    const findings = new Findings();
    for (let path = 0; path < 1_001; path++) findings.addLine(`a${path}`, 'x');
    findings.addLine('a0', 'x');
    findings.addLine('a1000', 'x');
    findings.addLine('a0', 'y');
    expect(findings.lines()).toHaveLength(1_000);
    expect(findings.lines()[0]).toEqual({ path: 'a0', rule: 'x', count: 2 });
    expect(findings.snapshot()).toEqual({});
  });

  it('count though the listener throws', () => {
    const findings = new Findings(() => {
      throw new Error('boom');
    });
    findings.add('x');
    findings.add('x');
    expect(findings.snapshot()).toEqual({ x: 2 });
    expect(new Findings().snapshot()).toEqual({});
  });
});
