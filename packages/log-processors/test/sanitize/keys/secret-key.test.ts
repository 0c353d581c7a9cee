import { describe, expect, it } from 'vitest';
import { secretKeyVerdict } from '../../../src/sanitize/keys/secret-key.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

describe('names of secrets', () => {
  it.each([
    'password',
    'userPassword',
    'user_password',
    'user-password',
    'USER_PASSWORD',
    'db.password',
    'newPassword2',
    'passwordConfirm',
    'mysqlpassword',
    'MYSQL_PWD',
    'passphrase',
    'apiKey',
    'api_key',
    'X-Api-Key',
    'x-api-key',
    'stripeAPIKey',
    'OPENAI_API_KEY',
    'apikey',
    'clientSecret',
    'client_secret',
    'STRIPE_SECRET_LIVE',
    'aws_secret_access_key',
    'secretAccessKey',
    'accessToken',
    'refresh_token',
    'id-token',
    'csrfToken',
    'authorization',
    'Proxy-Authorization',
    'http.request.header.authorization',
    'cookie',
    'Set-Cookie',
    'http.response.header.set-cookie',
    'privateKey',
    'ssh_private_key',
    'JSESSIONID',
    'sessionId',
    'connectionString',
    'credentials',
    'dbCredentials',
    'mnemonic',
  ])('%s holds one', (name) => {
    expect(secretKeyVerdict(name)).toBe('certain');
  });

  it.each(['cvv', 'card.cvc', 'otpCode', 'verification_code', 'pin'])('%s holds a code', (name) => {
    expect(secretKeyVerdict(name)).toBe('code');
  });

  it.each(['token', 'pass', 'auth', 'sig', 'sid', 'session'])('%s holds one if the value looks so', (name) => {
    expect(secretKeyVerdict(name)).toBe('likely');
  });

  it.each([
    'author',
    'authority',
    'authors',
    'expires',
    'tokenizer',
    'tokenCount',
    'max_tokens',
    'gen_ai.usage.input_tokens',
    'usage.total_tokens',
    'password_expires_at',
    'passwordPolicy',
    'passwordless',
    'secretary',
    'secret_name',
    'keyboard',
    'key',
    'primaryKey',
    'partition_key',
    'publicKey',
    'cache-key',
    'idempotency_key',
    'monkey',
    'compass',
    'bypass',
    'passenger',
    'passport_type',
    'authMethod',
    'auth.type',
    'session.type',
    'cookie_consent',
    'spinning',
    'pinned',
    'shopping',
    'signal',
    'signature_algorithm',
    'token_type',
    'pass_count',
    'assignment',
    'design',
    'classpath',
    'encompass',
    'surpass',
    'trespass',
    'exp',
    'Unexpected error',
    'event.outcome',
    'trace_id',
    'client.address',
    'http.route',
    'password_reset_requested',
    'hasPassword',
  ])('%s holds none', (name) => {
    expect(secretKeyVerdict(name)).toBe('none');
  });

  it('redact values of every type, also below the name', () => {
    const { sanitizeValue, findings } = bound();
    expect(sanitizeValue('password', 'hunter2')).toBe('[REDACTED:secret-key]');
    expect(sanitizeValue('pin', 1234)).toBe('[REDACTED:secret-key]');
    expect(sanitizeValue('cookies', { theme: 'dark', list: ['a'] })).toEqual({
      theme: '[REDACTED:secret-key]',
      list: ['[REDACTED:secret-key]'],
    });
    expect(sanitizeValue('login', { user: 'ada', password: 'x' })).toEqual({
      user: 'ada',
      password: '[REDACTED:secret-key]',
    });
    expect(findings()).toEqual({ 'secret-key': 5 });
  });

  it('leave values that cannot be secrets', () => {
    const { sanitizeValue } = bound();
    expect(sanitizeValue('password', '')).toBe('');
    expect(sanitizeValue('password', null)).toBeNull();
    expect(sanitizeValue('password', true)).toBe(true);
    expect(sanitizeValue('token', '}')).toBe('}');
    expect(sanitizeValue('pass', 12)).toBe(12);
    expect(sanitizeValue('auth', 'basic')).toBe('basic');
    expect(sanitizeValue('auth', 'dXNlcjpwYXNz')).toBe('[REDACTED:secret-key]');
  });
});

function bound() {
  const sanitizer = createSanitizer();
  return { sanitizeValue: sanitizer.sanitizeValue.bind(sanitizer), findings: () => sanitizer.findings };
}
