import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const KEY = 'Zk3vQ9xT7mLp2RwB8sYd';
const BASIC = 'YWRhOmh1bnRlcjI=';

describe('a credential behind its scheme, with no header’s name', () => {
  it('is hidden; is none', () => {
    for (const line of [
      ...['Bearer', 'bearer', 'Negotiate', 'NTLM', 'SSWS', 'GenieKey', 'Splunk', 'token', 'Bot'].map(
        (scheme) => `sent ${scheme} ⟦${KEY}⟧ away`,
      ),
      `Bearer   "⟦${KEY}⟧"`,
      `Bearer '⟦${KEY}⟧'`,
      `Bearer ⟦${KEY}==⟧ x`,
      'Bearer ⟦a.b_c~1+/:-x⟧ x',
      'Bearer ⟦hunte2⟧ x',
      `x auth ⟦${KEY}⟧ x`,
      `auth default ⟦${KEY}⟧`,
      `x\\nBearer ⟦${KEY}⟧`,
      `a Basic ⟦${BASIC}⟧ x`,
      `Basic   '⟦${BASIC}⟧'`,
      'Basic ⟦YTpi⟧ x',
      `SharedKey ⟦account:${KEY}⟧ x`,
      `SharedKey ⟦${'a'.repeat(64)}:${KEY}==⟧ x`,
      `SharedKey ⟦abc:${KEY}⟧`,
      'Digest ⟦username="ada", realm="x", response="y"⟧\nx',
      'x OAuth ⟦oauth_token="a", oauth_x="b"⟧ c',
      'x OAuth ⟦realm="a b"⟧ c',
      'x Hawk ⟦id="a", ts="1"⟧ c',
    ])
      expectHidden(line, 'authorization');
    // is none
    for (const line of [
      'the bearer of news came',
      'Bearer token',
      'Bearer    hunter2x',
      'Bearer hunt2',
      `xBearer ${KEY}`,
      `token ${KEY.slice(1)}`,
      'token kabcdefghijkLmnopqrst',
      'token 12345678901234567890',
      `token a/${KEY}`,
      `token a:${KEY}`,
      'token 0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      'token aaaaaaaaaaaaaaaaaaa1',
      'Basic YWJj',
      'a basic understanding',
      `xBasic ${BASIC}`,
      `Basic     ${BASIC}`,
      'SharedKey account:short',
      `SharedKey ab:${KEY}`,
      'digest username',
      'digest realm="x"',
      'x OAuth state="a"',
      'xHawk id="a"',
      'Hawk x=y',
    ])
      expectHidden(line, 'none');
  });
});

describe('a code in a redirect or a link', () => {
  const CODE = 'a1B2c3D4e5';
  it('is hidden; is none', () => {
    for (const line of [
      ...['?code=', '&code=', '?ticket=', '&ticket=', '?t=', '&oobCode=', '?oobCode=', '&hash='].map(
        (start) => `GET /x${start}⟦${CODE}⟧&x=1`,
      ),
      ...['?magic='].map((start) => `GET /x${start}⟦${CODE}⟧ x`),
      ...['reset-password', 'reset_password', 'password-reset', 'password/reset', 'verify-email', 'magic-link'].map(
        (path) => `GET /${path}/⟦${KEY}⟧ x`,
      ),
      ...['invite', 'invitation', 'activate', 'activation', 'confirm', 'confirm-email'].map(
        (path) => `GET /${path}/⟦${KEY}⟧?x`,
      ),
      ...['?appid=', '&appid=', '?key=', '&key='].map((start) => `GET /x${start}⟦${KEY}⟧&x`),
      '/x?code=⟦4/0AX4XfWh-_.~%2F+x⟧&x',
      `/invite/x/⟦${KEY}⟧`,
      `/invite/a/b/c/d/⟦${KEY}⟧/login`,
    ])
      expectHidden(line, 'redirect-code');
    // is none
    for (const line of [
      '/x?code=a1B2c3D4e',
      '/x?code=1234567890',
      '/x?code=abcdefghij',
      '/x?code=aaaaaaaaa1',
      `/invite/${KEY.slice(1)}`,
      '/invite/65a1b2c3d4e5f60718293a4b',
      '/invite/0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      `/invite/${KEY}.html`,
      `/invite/a/b/c/d/e/${KEY}`,
      '/invite/how-to-get-started-in-2024',
      '/x?key=a1B2c3D4e5',
    ])
      expectHidden(line, 'none');
  });
});

describe('a one-time code', () => {
  it('is hidden; is none', () => {
    for (const line of [
      ...['Use', 'Enter', 'Entered', 'With'].map((verb) => `${verb} code ⟦482913⟧ to sign in`),
      'Your code ⟦482913⟧',
      'Your code is ⟦4829⟧.',
      'Your code is: ⟦482 913⟧',
      'Your code : ⟦G-482-913⟧',
      'Use the code ⟦48291375⟧ to log in',
      'Your code is ⟦482-91375⟧',
      'Ihr Code lautet ⟦482913⟧',
      'Der Code ist ⟦482913⟧',
      'card code: ⟦123⟧',
      'the cvv: code is ⟦1234⟧',
      '⟦482913⟧ is your verification code',
      '⟦482-913⟧ is your code',
      '⟦G-482913⟧ is your login code',
      '⟦482 913⟧ is the OTP',
      'Use ⟦AB12CD⟧ as your pin',
      '⟦AB12CD34⟧ is your passcode',
      '⟦48291375⟧ is your password',
      '⟦4829⟧ is your Passwort',
    ])
      expectHidden(line, 'one-time-code');
    // is none
    for (const line of [
      'exit code: 482913',
      'error code=482913 in login',
      'Use code 482913 at checkout',
      'Your code 48291',
      'Your code 482913x',
      'Your code 482913.5',
      'Your code 482913-1',
      'ABCDEF is your verification code',
      'AB12C is your verification code',
      'x482913 is your verification code',
      '482913 is your order',
      '-482913 is your code',
    ])
      expectHidden(line, 'none');
  });
});

describe('the bare header', () => {
  it('is hidden as a whole', () => {
    for (const line of [
      `Authorization: ⟦Bearer ${KEY}⟧ x`,
      `authorisation=⟦Token ${KEY}⟧, x`,
      `Authorization => ⟦Basic ${BASIC}⟧; x`,
      `Authorization: [⟦Bearer ${KEY}⟧]`,
      `Authorization:\n  ⟦Bearer ${KEY}⟧\nx`,
      `Authorization: ⟦Bearer\n  ${KEY}⟧\nx`,
      `Authorization: ⟦Bearer ${KEY}${KEY}${KEY}\n  ${KEY}\n\t${KEY}⟧\nx: y`,
      `Authorization: ⟦Digest a="b",\n  response="${KEY}"⟧\nx: y`,
      `curl -H 'Authorization: ⟦Digest a=b, c=${KEY}⟧' x`,
      `curl -H "Authorization: ⟦Digest a="b", c="${KEY}"⟧" x`,
      `Cookie: ⟦a=${KEY}; b=2⟧\nx`,
      `Cookie: ⟦a=${KEY};\n  b=2⟧\nx`,
      `Set-Cookie: ⟦a=${KEY}; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Path=/⟧ x`,
      `Set-Cookie: ⟦a=${KEY}; Expires=Wed, 21-Oct-26 07:28:00⟧ x`,
      `{Cookie=⟦a=${KEY}; b=2⟧}`,
      `[Cookie: ⟦a=${KEY}; b=2⟧]`,
      `(Cookie: ⟦a=${KEY}; b=2⟧)`,
      `-H 'Cookie: ⟦a=${KEY}; b=2⟧' x`,
      `-H "Cookie: ⟦a=${KEY}; b=2⟧" x`,
      `Cookie: ⟦a=${KEY}; b=2⟧\\r\\nx`,
      `X-Hub-Signature: ⟦t=1764324000,v1=${KEY},v0=${KEY}⟧ x`,
      `X-Hub-Signature: ⟦t=176432,v1=${KEY}⟧,`,
    ])
      expectHidden(line, 'named-secret');
  });
});
