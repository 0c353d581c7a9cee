import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const KEY = 'Zk3vQ9xT7mLp2RwB8sYd';

describe('just beside what is left alone', () => {
  it('a code in a path is hidden; a one-time code is hidden; a line without one stays', () => {
    for (const line of [
      '/invite/⟦65a1b2c3d4e5f60718293a4b1⟧',
      '/invite/⟦x65a1b2c3d4e5f60718293a4b⟧',
      '/invite/⟦x0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
      '/invite/⟦9how-to-get-started-in-2024⟧',
      '/invite/⟦how-to-get-started-in-2024A⟧',
    ])
      expectHidden(line, 'redirect-code');
    // a one-time code is hidden
    for (const line of [
      'Your code ⟦ABC-482913⟧',
      'Use code ⟦482913⟧ to verify',
      'Use code ⟦482913⟧, confirming x',
      'Use code ⟦482913⟧ in your authenticator',
      'Use code ⟦482913⟧ for access',
      'Use code ⟦482913⟧, it expires in 5 min',
      '⟦ABC-482913⟧ is your code',
      '(⟦482913⟧ is your code',
    ])
      expectHidden(line, 'one-time-code');
    // a line without one stays
    for (const line of [
      `Use code 482913 ${'x'.repeat(64)} to verify`,
      `verify ${'x'.repeat(64)} use code 482913`,
      'Your code ABCD-482913',
      'Use code 482913 to veri',
      '482913 x is your code',
      'a Basic AWE6Yg== x',
    ])
      expectHidden(line, 'none');
  });
});

describe('the edges of a header', () => {
  const K40 = `${KEY}${KEY}`.slice(0, 33);
  it('are where its credential ends', () => {
    for (const line of [
      `Authorization: ⟦${KEY}⟧; x`,
      ...[' ', ',', ';', ']', ')', '}', '"', "'", '`'].map((end) => `Authorization: ⟦Bearer ${KEY}⟧${end}x`),
      `Authorization: ⟦Bearer ${KEY}⟧\\nx`,
      `Authorization: ⟦bearer ${KEY}⟧ x`,
      `${'x '.repeat(16)}Authorization: ⟦Bearer ${KEY}⟧ x`,
      `x-authorization: ⟦Bearer ${KEY}⟧ x`,
      `authorization": ⟦Bearer ${KEY}⟧ x`,
      `GET /?authorization_token=⟦${KEY}⟧&x=1 y`,
      `Authorization:\\n  ⟦Bearer ${KEY}⟧ x`,
      `Authorization: ⟦Bearer ${K40}\n  ${KEY}⟧`,
      `Authorization: ⟦Bearer ${K40.slice(1)}⟧\n  ${KEY}`,
      `Authorization: ⟦Bearer ${KEY}${KEY}⟧, x\n  ${KEY}`,
      'Authorization=⟦swordfish⟧ is x',
      'Authorization:⟦swordfish⟧ is x',
      `Authorization: ⟦${'abcde'.repeat(5)}⟧ is x`,
      `X-Signature: ⟦t=1764324000,v1=${KEY}⟧ x`,
      `X-Signature: ⟦t=1764324000,v1=${KEY.slice(0, 16)}⟧ x`,
      `X-Signature: ⟦sha1=${KEY}${KEY}⟧ x`,
      `X-Signature: ⟦${KEY}⟧ t=1764324000,v1=1234567890abcdef`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are those of the list of its parameters', () => {
    for (const line of [
      ...['SCRAM-SHA-256', 'AWS4-HMAC-SHA256', 'GOOG4-RSA-SHA256', 'Digest ', 'Token  token=x,'].map(
        (scheme) => `Authorization: ⟦${scheme} a=b, c=${KEY}⟧\nx`,
      ),
      `Authorization: ⟦Key ${KEY}⟧ AWS x`,
      `Authorization: ⟦Digest a="b", c="${KEY}"⟧\\nx`,
      `Authorization: ⟦Digest a="b";\n c="${KEY}"⟧\nx`,
      `Authorization: ⟦Digest a="b", \n c="${KEY}"⟧\nx`,
      `Authorization: ⟦Digest a=" b", c="${KEY}"⟧\nx`,
      'Authorization: ⟦Digest a="b",⟧\nx: y',
      'Authorization: ⟦Digest a=b,c⟧\n  at x',
      `curl -H "Authorization: ⟦Digest a=b, c=${KEY}⟧" x`,
      `\`curl -H Authorization: ⟦Digest a=b, c=${KEY}⟧\` x`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('are those of all cookies', () => {
    for (const line of [
      `Cookie:⟦a=${KEY}⟧ x`,
      `Cookie=⟦a=${KEY}; b=2⟧\nx`,
      `Cookies: ⟦a=${KEY}; b=2⟧\nx`,
      `Cookie: ⟦a=${KEY}; b=2⟧, x`,
      `Cookie: ⟦a=${KEY};\\n b=2⟧ x`,
      `Cookie: ⟦a=${KEY}\\x; b=2⟧\nx`,
      `Cookie: ⟦a="${KEY}"; b=2⟧\nx`,
      `"Cookie: ⟦a="${KEY}"; b=2⟧" x`,
      `"Cookie: \\"⟦a=${KEY}; b=2⟧\\""`,
      `Cookie: ⟦a=${KEY}⟧ and 21 Oct 2026`,
      `Set-Cookie: ⟦a=${KEY}; Expires=Wed, 21 Oct 2026 07:28:00⟧ x`,
      `Set-Cookie: ⟦a=${KEY}; Expires=Wed, 21 Oct 2026⟧ x`,
      `Set-Cookie: ⟦a=${KEY}; Expires=Wed 21 Oct 2026 07:28:00 GMT; Path=/⟧ x`,
    ])
      expectHidden(line, 'named-secret');
  });

  it('hold no remark about it', () => {
    for (const line of [
      'Authorization ok: next step done',
      'Authorization: required for x',
      `Authorization: ${'abcdef'.repeat(4)} is x`,
    ])
      expectHidden(line, 'none');
  });
});
