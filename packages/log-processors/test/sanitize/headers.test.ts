import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const { sanitizeText } = boundSanitizer();
const CREDENTIAL = 'Zk3vQ9xT7mLp2RwB8sYd';

describe('an Authorization header in a text', () => {
  it.each([
    'Basic',
    'Bearer',
    'Token',
    'Negotiate',
    'NTLM',
    'ApiKey',
    'Api-Key',
    'DeepL-Auth-Key',
    'Key',
    'JWT',
    'SSWS',
    'GenieKey',
    'Splunk',
    'Discord',
    'Bot',
    'OAuth2',
    'Kerberos',
  ])('of the scheme %s hides its credential and nothing behind it', (scheme) => {
    const clean = sanitizeText(`Authorization: ${scheme} ${CREDENTIAL} status=200`);
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).toMatch(/ status=200$/);
  });

  it.each([
    `Digest username="ada", realm="r", response="${CREDENTIAL}"`,
    `OAuth oauth_consumer_key="k", oauth_signature="${CREDENTIAL}"`,
    `Hawk id="dh37", ts="1353832234", mac="${CREDENTIAL}"`,
    `HMAC id=a, signature=${CREDENTIAL}`,
    `Signature keyId="a", signature="${CREDENTIAL}"`,
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLQ/20261123/eu/s3/aws4_request, Signature=${CREDENTIAL}`,
    `SharedAccessSignature sr=a&sig=${CREDENTIAL}&se=1&skn=b`,
    `GOOG4-RSA-SHA256 Credential=a/b, Signature=${CREDENTIAL}`,
    `MAC id="a", nonce="b", mac="${CREDENTIAL}"`,
    `Snowflake Token="${CREDENTIAL}"`,
    `Token token="${CREDENTIAL}", email="a"`,
    `SCRAM-SHA-256 data=${CREDENTIAL}`,
  ])('with parameters hides all of them up to the end of its line: %s', (value) => {
    const clean = sanitizeText(`Authorization: ${value}\nAccept: */*`);
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).toContain('Accept: */*');
  });

  it.each(["'", '`', '"'])('ends at the %s that surrounds it', (quote) => {
    const clean = sanitizeText(`curl -H ${quote}Authorization: Bearer ${CREDENTIAL}${quote} https://example.com/path`);
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).toContain(`${quote} https://example.com/path`);
  });

  it.each([': ', '=', ' = ', '=> ', ': ['])('may stand behind %j', (separator) => {
    expect(sanitizeText(`authorization${separator}Bearer ${CREDENTIAL}`)).not.toContain(CREDENTIAL);
    expect(sanitizeText(`Authorisation${separator}Basic ${CREDENTIAL}`)).not.toContain(CREDENTIAL);
  });
});

describe('a Cookie header in a text', () => {
  it('hides all of its pairs, and what has nothing to do with it stays', () => {
    const clean = sanitizeText(`Cookie: a=${CREDENTIAL}; theme=dark; sid=${CREDENTIAL} GET /index.html`);
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).not.toContain('dark');
    expect(clean).toMatch(/ GET \/index\.html$/);
  });

  it('hides what stands behind an expiry, which has spaces and a comma', () => {
    const clean = sanitizeText(
      `Set-Cookie: sid=${CREDENTIAL}; Expires=Wed, 21 Oct 2026 07:28:00 GMT; next=${CREDENTIAL} done`,
    );
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).toMatch(/ done$/);
  });

  it.each([']', '}', ')', "'", '`', '\\n'])('ends at %s', (end) => {
    const clean = sanitizeText(`Cookie: sid=${CREDENTIAL}${end} rest of the line`);
    expect(clean).not.toContain(CREDENTIAL);
    expect(clean).toContain('rest of the line');
  });
});

describe('the signature of a webhook', () => {
  it('is hidden with its time', () => {
    const signature = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
    const clean = sanitizeText(`Stripe-Signature: t=1764324000,v1=${signature},v0=${signature} accepted`);
    expect(clean).not.toContain(signature);
    expect(clean).toMatch(/ accepted$/);
  });
});

function boundSanitizer(): { readonly sanitizeText: (text: string) => string } {
  const sanitizer = createSanitizer();
  return { sanitizeText: (text) => sanitizer.sanitizeText(text) };
}
