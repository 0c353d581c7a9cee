import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const KEY = 'Zk3vQ9xT7mLp2RwB8sYd';

describe('a credential behind the name of a scheme', () => {
  it('is hidden; is none', () => {
    for (const line of [
      `token "⟦${KEY}⟧"`,
      'token ⟦zz0b62c02c-5f1e-4b7a-9c3d⟧ x',
      `SharedKey   x; SharedKey ⟦account:${KEY}⟧`,
      `SHAREDKEY ⟦account:${KEY}⟧`,
      `DIGEST ⟦username="ada", response="y"⟧`,
      'AWS4-HMAC⟦-SHA256 Credential=a/b, SignedHeaders=host;date, Signature=abc⟧ x',
      'aws4-hmac⟦-sha256 credential=a/b⟧',
      'GOOG4-⟦RSA-SHA256 Credential=a⟧ x',
      'OAuth ⟦oauth_consumer_key="a b",  oauth_nonce=1⟧ x y=',
      'Hawk ⟦id=1⟧"',
    ])
      expectHidden(line, 'authorization');
    for (const line of [
      'the bearer of a token hunter2x',
      'Basic AWFiOmNk',
      'hawk and the id=5',
      `digest ${'x'.repeat(600)} response=`,
      'Hawk "id=1"',
    ])
      expectHidden(line, 'none');
  });
});

describe('a code in a link', () => {
  it('is hidden; is none', () => {
    for (const line of [
      '/invite/⟦zz65a1b2c3d4e5f60718293a4b⟧',
      '/invite/⟦65a1b2c3d4e5f60718293a4bzz⟧',
      '/invite/⟦zz0b62c02c-5f1e-4b7a-9c3d⟧',
      '/invite/⟦Zk3vQ9xT7m-ab-cd-ef-g1⟧',
      '/invite/⟦ab-cd-ef-gh-Zk3vQ9xT7m⟧',
      '/PASSWORD/RESET/⟦Zk3vQ9xT7mLp2RwB8sYd⟧',
      '/x?code=⟦a1B2c3D4e5⟧ and ?key=short1',
    ])
      expectHidden(line, 'redirect-code');
    for (const line of [
      '/invite/a1_b2_c3_d4_e5_f6_g7_h8.x',
      '/invite/ab-cd-ef-gh_ij-kl-mn-2024',
      '/x?appid=a1B2c3D4e5',
    ])
      expectHidden(line, 'none');
  });
});

describe('a one-time code in a sentence', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'Your code is ⟦FB-482913⟧',
      'Your code is ⟦123⟧ for the card',
      'Your code is: ⟦1234⟧ (card)',
      'Your code : ⟦123⟧ of the card',
      'Enter code ⟦482913⟧ for verification',
      'Enter code ⟦482913⟧ for confirmation',
      'Enter code ⟦482913⟧ for authentication',
      'Enter code ⟦482913⟧, never share it',
    ])
      expectHidden(line, 'one-time-code');
    expectHidden('the CVV code is ⟦123⟧.', 'named-secret'); // printed on a card, good for more than one time
    for (const line of [
      'card code: 12',
      'card code: 123.5',
      'your code 482913.5',
      'exit code=482913 of login',
      'response code: 4829 for shop',
      'code 482913 sent, that is your code',
      'it 48 is your code',
      'the weather is your code',
    ])
      expectHidden(line, 'none');
  });
});

describe('a random value under the name key', () => {
  const MIXED = 'Zk3vQ9xT7mLp2RwB8sYdFg4HjK5nMq6C';
  it('is hidden; is none', () => {
    for (const line of [`{"key"   :   "⟦${MIXED}⟧"}`, `{"key":"⟦${MIXED}+_=⟧"}`]) expectHidden(line, 'random-key');
    for (const line of [`{"key":1,"b":"${MIXED}"}`, `{"key" "x":"${MIXED}"}`, `{"key":"${MIXED} x"}`])
      expectHidden(line, 'none');
  });
});

describe('a credential in base64', () => {
  it('is hidden with its equals signs, also before a quote; a field behind the scheme is none', () => {
    for (const line of [
      'sent "Bearer ⟦c3VuZmxvd2VyIG1hcGxlIDEyMzQ1Njc4OTA=⟧"',
      "['Bearer ⟦c3VuZmxvd2VyIG1hcGxlIDEyMzQ1Njc4OTAxMg==⟧']",
      '{"said":"Bearer ⟦c3VuZmxvd2VyMTIz=⟧"}',
    ])
      expectHidden(line, 'authorization');
    for (const line of [
      'Bearer expires_in=3600',
      'Bearer realm="shop"',
      "answered with Bearer errorDescription='expired'",
      'Bearer scopes=[orders]',
    ])
      expectHidden(line, 'none');
  });
});
