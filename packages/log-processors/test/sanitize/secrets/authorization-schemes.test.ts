import { describe, it } from 'vitest';
import {
  basicCredentials,
  bearerCredentials,
  parameterCredentials,
} from '../../../src/sanitize/secrets/authorization-schemes.js';
import { expectFoundBy } from '../support/found-by.ts';

const RANDOM = 'k3XvT9qLm2Wz8RbY5cHd7Ns4';

describe('what stands behind the name of a scheme', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(bearerCredentials, 'authorization', lines);

  it('is found if it looks like a credential', () => {
    expectFound(
      ...['Bearer', 'negotiate', 'NTLM', 'SSWS', 'GenieKey', 'Splunk'].map((scheme) => `${scheme} ⟦abc123⟧ x`),
      ...['token', 'apikey', 'bot', 'x auth', 'auth default'].map((scheme) => `${scheme} ⟦${RANDOM}⟧ x`),
      ...['token', 'apikey', 'bot', 'x auth', 'session', 'auth default'].map((scheme) => `${scheme} abc123 x`),
      `x session ⟦${RANDOM}⟧`,
      'bearer or token abc123 x',
      `session: token ⟦${RANDOM.toLowerCase()}⟧`,
      'Bearer  \t⟦abc123⟧',
      'Bearer    abc123',
      'Bearer "⟦abc123⟧"',
      "Bearer '⟦a.b_c~d+e/f:1-2==⟧'",
      'Bearer abc12',
      'Bearer (abc123)',
      'Bearer secret',
      'Bearer authentication',
      'forbearer abc123',
      'for_bearer abc123',
      '\\nBearer ⟦abc123⟧',
      'Bearer ⟦Bearer-1⟧ Bearer ⟦abc123⟧',
    );
  });

  it('is no other field', () => {
    expectFound(
      'Bearer expires_in=3600',
      'Bearer domains="shop"',
      "Bearer domains='shop'",
      'Bearer scopeForThis=[x]',
      'Bearer ⟦scopeOf=⟧[x]',
      'Bearer scope-of-this={x}',
      'Bearer scopes=%x',
      'Bearer ⟦domain1=⟧x',
      'Bearer ⟦1domain=⟧x',
      'Bearer ⟦domain==⟧x',
      'Bearer ⟦realmsof=⟧',
      'Bearer ⟦realmsof=⟧, x',
      `Bearer ⟦${'abcd_'.repeat(5)}ab=⟧x`,
      'Bearer ⟦domainS=⟧x',
      'Bearer ⟦domain_=⟧x',
    );
  });

  it('is plainly random behind a word that prose has, too', () => {
    expectFound(
      `token ⟦${RANDOM.slice(0, 20)}⟧`,
      `token ${RANDOM.slice(0, 19)}`,
      `token ${RANDOM.replaceAll(/\d/g, 'x')}`,
      'token 48291375604829137560',
      `token ${RANDOM}:x`,
      `token ${RANDOM}/x`,
      `token ${'ab1ab1ab1'.repeat(3)}`,
      'token 0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      'token ⟦0b62c02c-5f1ee-4b7a-9c3d-2e8f7a6b5c4d⟧',
      'token ⟦x0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
      'token ⟦gb62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
      'token ⟦0b62c02c-gf1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
    );
  });

  it('is the cookie of a session in letters of both cases that does not end', () => {
    expectFound(
      `session ${RANDOM.slice(1)}`,
      `session ${RANDOM.toLowerCase()}`,
      `session ${RANDOM.toUpperCase()}`,
      `session ${'Abcdefgh1'.repeat(3)}`,
      ...['closed', 'expired', 'opened', 'started', 'ended', 'created', 'timed out', 'idle'].map(
        (word) => `session ${RANDOM} ${word}`,
      ),
      `session ⟦${RANDOM}⟧ was closed`,
      `session ⟦${RANDOM}⟧, closed`,
      `Session ⟦${RANDOM}⟧`,
      `x token ⟦${RANDOM}⟧ closed`,
    );
  });

  it('is no file that a bot writes', () => {
    expectFound(
      'bot 9f86d081884c7d659a2feaa0.bin',
      'bot ⟦9f86d081884c7d659a2feaa0.xyzzy⟧',
      'bot ⟦9f86d081884c7d659a2feaa0.b⟧',
      'bot ⟦9f86d081884c7d659a2feaa0.1bin⟧',
      'bot ⟦9f86d081884c7d65.9a2feaa0.bin⟧',
      'bot ⟦9f86d081884c7d659a2feaa0.bin~⟧',
      'bot: token ⟦9f86d081884c7d659a2feaa0.bin⟧',
      'bot ⟦9f86d081884c7d659a2feaa0.bin.bin⟧',
      'bot 9f86d081884c7d659a2feaa0.mp4',
    );
  });
});

describe('Basic credentials', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const expectFound = (...lines: string[]) => expectFoundBy(basicCredentials, 'authorization', lines);

  it('decode to a user and a password', () => {
    expectFound(
      `Basic ⟦${base64('jo:hunter2')}⟧ ok`,
      `BASIC  \t⟦${base64('jo:x1')}⟧`,
      `basic "⟦${base64('jo m:hunter2')}⟧"`,
      `basic '⟦${base64('jö:hunter22')}⟧'`,
      `basic ⟦${base64(':hu')}⟧`,
      `basic ⟦${base64('jo??>:a')}⟧`,
      `basic ⟦${base64('jo??>:a').replaceAll('/', '_').replaceAll('+', '-')}⟧`,
      `basic ${base64('hunter2x')}`,
      `basic ${base64('\njo:hunter2')}`,
      `basic ${base64('\x7fjo:hunter2')}`,
      `basic    ${base64('jo:hunter2')}`,
      `basic (${base64('jo:hunter2')})`,
      `basic {x ${base64('jo:hunter2')}`,
      `nonbasic ${base64('jo:hunter2')}`,
      'basic auth',
      'basic Om',
      `basic ⟦${base64('jo:hunter2')}⟧ basic ⟦${base64('jo:hunter3')}⟧`,
    );
  });
});

describe('a list of parameters', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(parameterCredentials, 'authorization', lines);

  it('is found behind the schemes that have one', () => {
    expectFound(
      'Digest ⟦username="jo", realm="a b", response="6629fae4"⟧ ok',
      'Digest ⟦realm=x, response=a1⟧',
      'Digest realm="a b", xresponse="1"',
      'Digest realm="a b", usernames="1"',
      'Digest realm="a b"',
      `Digest ⟦realm="${'x'.repeat(490)}", response=a1⟧`,
      `Digest realm="${'x'.repeat(500)}", response=a1`,
      'AWS4-HMAC⟦-SHA256 Credential=AKIA/2026/s3, Signature=fe5f80⟧',
      'GOOG4-⟦RSA-SHA256 Credential=a⟧',
      'GOOG4-⟦HMAC-SHA256 Credential=a, Signature=b⟧',
      'OAuth ⟦oauth_consumer_key="x", oauth_token="y"⟧\nnext',
      'OAuth ⟦realm="x"⟧',
      'Hawk ⟦id="x", mac="y z"⟧" end',
      'Hawk ⟦keyId="x"⟧',
      'Hawk ⟦AccessKeyId-1x="x"⟧',
      'Hawk ⟦SHA-256 id="x"⟧',
      'Hawk ⟦ id="x"⟧',
      'Hawk ⟦SHA-256  id="x"⟧',
      'Hawk scope="x"',
      'Hawk x; id="x"',
      'Hawk a b id="x"',
      'Hawk id',
      'nighthawk id="x"',
      `Hawk ⟦id${'x'.repeat(40)}="x"⟧`,
      `Hawk id${'x'.repeat(41)}="x"`,
    );
  });

  it('ends with its last parameter', () => {
    expectFound(
      'OAuth ⟦id=a,\t b=c⟧ d e=f',
      "OAuth ⟦id=a⟧' b=c",
      'OAuth ⟦id="hawk id=x"⟧',
      'OAuth ⟦id=⟧"a',
      'OAuth ⟦id=⟧"a\n"',
      `OAuth ⟦id="${'a'.repeat(1024)}"⟧`,
      `OAuth ⟦id=⟧"${'a'.repeat(1025)}"`,
      'OAuth ⟦id=a hawk-id=c⟧ hawk ⟦id=d⟧',
    );
  });

  it('is the account and the signature of a shared key', () => {
    expectFound(
      'SharedKey ⟦shop-1:k3XvT9qLm2Wz8RbY5c+/==⟧ ok',
      'SharedKey shop:k3XvT9qLm2Wz8RbY5cH',
      'SharedKey sh:k3XvT9qLm2Wz8RbY5c+/==',
      'SharedKey (shop:k3XvT9qLm2Wz8RbY5c+/==)',
      'SharedKey shop k3XvT9qLm2Wz8RbY5c+/==',
      'SharedKey id=x',
      'xSharedKey shop:k3XvT9qLm2Wz8RbY5c+/==',
      'sharedkey ⟦shop:k3XvT9qLm2Wz8RbY5c+/==⟧ SharedKey ⟦shop:k3XvT9qLm2Wz8RbY5c+/==⟧',
    );
  });
});
