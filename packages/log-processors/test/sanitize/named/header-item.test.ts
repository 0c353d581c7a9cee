import { describe, expect, it } from 'vitest';
import { secretOfHeader } from '../../../src/sanitize/named/header-item.js';

/** Of `Acme ⟦a1b2c3d4⟧` what stands in the brackets must be found, of a literal without brackets nothing. */
function expectFound(name: string, literals: readonly string[]): void {
  const found = literals.map((literal) => {
    const text = literal.replaceAll(/[⟦⟧]/g, '');
    const before = `'${name}', '`;
    const extent = secretOfHeader(`${before}${text}'`, name, {
      start: before.length,
      end: before.length + text.length,
      assigned: true,
    });
    if (extent === undefined) return text;
    const [start, end] = [extent.start - before.length, extent.end - before.length];
    return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
  });
  expect(found).toEqual(literals);
}

describe('the credentials of a listed header', () => {
  it('are what stands behind a scheme that no rule knows', () => {
    expectFound('authorization', [
      'Acme ⟦9f86d081⟧',
      'Acme-Key_2 ⟦a1.b2~c3+d4/e5=-_⟧',
      `A${'x'.repeat(32)} ⟦a1b2c3d4⟧`,
      'MyDigest ⟦a1b2c3d4⟧',
      `XBearer ⟦${'a1b2c'.repeat(4)}⟧`,
      `Bearer ⟦${'a1b2c'.repeat(4).slice(1)}⟧`,
      'Token ⟦a1b2c3d4⟧',
      'XBasic ⟦am86aHVudGVyMg==⟧',
      'Basic ⟦am86aHVudGVyMg==.x⟧',
      'Basic ⟦a1b2c3d4e5f6⟧',
      'AWS4 ⟦a1b2c3d4⟧',
    ]);
    expectFound('cookie-authorization', ['Acme ⟦a1b2c3d4⟧']);
  });

  it('are left to their own rules, and words to nobody', () => {
    expectFound('Proxy-Authorization', [
      ...[
        'Digest',
        'OAuth',
        'Hawk',
        'HMAC',
        'Signature',
        'SCRAM-SHA-256',
        'AWS4-HMAC-SHA256',
        'AWS',
        'SharedKey',
        'MAC',
      ]
        .concat('SharedAccessSignature', 'GOOG4-RSA-SHA256', 'Snowflake', 'digest')
        .map((scheme) => `${scheme} a1b2c3d4e5`),
      ...['Bearer', 'Negotiate', 'NTLM', 'SSWS', 'GenieKey', 'Token', 'ApiKey', 'Splunk', 'Bot', 'bearer'].map(
        (scheme) => `${scheme} ${'a1b2c'.repeat(4)}`,
      ),
      'Basic am86aHVudGVyMg==',
      'basic am86aHVudGVyMjM=',
      'Basic am86aHVudGVyMjM0',
      '9Acme a1b2c3d4',
      'A a1b2c3d4',
      `A${'x'.repeat(33)} a1b2c3d4`,
      'Acme  a1b2c3d4',
      'Acme a1b2c3d4 x',
      'Acme a1b2c3d',
      'Acme2 abcdefghij',
      'Acme 1234567890',
      'Acme abcdefg1',
      'Acme abcdefghij123',
    ]);
  });
});

describe('the cookies of a listed header', () => {
  it('are found from the first to the last that is no word and no attribute', () => {
    expectFound('Set-Cookie', [
      'sid=⟦a1b2c3d4⟧',
      'theme=dark; sid=⟦a1b2c3d4e5⟧; path=/',
      'theme=dark;sid=⟦a1b2c3d4e5⟧;lang=en',
      'a=⟦a1b2c3d4; theme=dark; b=9-abcdefg12⟧; x=y',
      'my-path=⟦a1b2c3d4⟧',
      'path2=⟦a1b2c3d4⟧',
      '$v.x-1=⟦abcdefg1234⟧',
      'a=⟦a1b2c3d4=⟧',
    ]);
    expectFound('cookie', ['sid=⟦a1b2c3d4⟧']);
  });

  it('are not, where all are words, attributes or short', () => {
    expectFound('set-cookie', [
      'sid=a1b2c3d',
      'sid=12345678',
      'sid=abcdefghij',
      'sid=abcdefg1',
      'sid=abcdefg123',
      'sid=a1b2c3d4 x',
      'sid=a1b2"c3d4',
      's!d=a1b2c3d4',
      ...['path', 'domain', 'expires', 'max-age', 'samesite', 'priority', 'Path'].map(
        (name) => `x=y; ${name}=a1b2c3d4`,
      ),
      `${'s'.repeat(65)}=a1b2c3d4`,
    ]);
  });
});
