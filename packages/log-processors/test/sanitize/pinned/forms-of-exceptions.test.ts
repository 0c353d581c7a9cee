import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectAllHidden } from '../support/hidden-parts.ts';

describe('what is excepted has the form of the programs that write it', () => {
  it('a result is behind a code, an error or a result before it', () => {
    expectAllHidden('one-time-code', ['Verification code result: ⟦482913⟧', 'Votre code resulting: ⟦482913⟧']);
    expectAllHidden('none', [
      'Votre error code vers: 482913',
      'Votre result code vers: 482913',
      'Votre err-code vers: 482913',
    ]);
  });

  it('an authenticator gives no reason with six digits', () => {
    expectAllHidden('one-time-code', [
      'authenticator reason code: ⟦482913⟧',
      'login otp_reason_code: ⟦482913⟧',
      'sign in, verification reason code: ⟦482913⟧ x',
    ]);
    expectAllHidden('none', [
      'authenticator reason code: 4829',
      'authenticator reason code: 4829137',
      'authenticator reason code: 482913.5',
      'authenticator error code: 482913',
      'authenticator exit code: 482913',
      'authenticator, reason code: 482913',
    ]);
  });

  it('five letters of a controller stand behind the token of an account', () => {
    expectAllHidden('named-secret', [
      'secret=⟦abc/def-x7k2z⟧',
      'secret="⟦shop/web-x7k2z⟧"',
      'secret=⟦shop/web-tokens-x7k2z⟧',
    ]);
    expectAllHidden('none', [
      'secret=shop/web',
      'secret="shop/web-token-x7k2z"',
      'secret="shop/old-sa-dockercfg-x7k2z"',
    ]);
  });

  it('a comment on a column holds no word of letters and digits but algorithms', () => {
    expectAllHidden('named-secret', [
      "COMMENT ON COLUMN users.password IS '⟦default password hunter2⟧';",
      "COMMENT ON COLUMN users.password IS '⟦7hunter⟧';",
      "COMMENT ON COLUMN users.password IS '⟦at first Sommer!24⟧';",
      "COMMENT ON COLUMN users.password IS '⟦argon2id, once argon2idx⟧';",
    ]);
    expectAllHidden('none', [
      "COMMENT ON COLUMN users.password IS 'bcrypt or argon2id or sha512, see RFC9106 and docs/2';",
      "COMMENT ON COLUMN users.password IS 'of 2026 and v2 base64';",
    ]);
  });

  it('counts of a command of Redis are counts', () => {
    expectAllHidden('named-secret', [
      'cmdstat_auth=⟦hunter2x9Q⟧',
      'cmdstat_auth:⟦calls=x9⟧,usec=4',
      'my_auth:⟦calls=412⟧,usec=4',
    ]);
    expectAllHidden('none', [
      'cmdstat_auth:calls=412,usec=4418',
      'x_cmdstat_auth=calls=412',
      '"cmdstat_auth":{"calls":412}',
    ]);
    const sanitizer = createSanitizer();
    expect(sanitizer.sanitizeValue('redis.cmdstat_auth', 'calls=412,usec=4418')).toBe('calls=412,usec=4418');
    expect(sanitizer.sanitizeValue('redis.cmdstat_auth', 'hunter2x9Q')).toBe('[REDACTED:named-secret]');
  });

  it('a word that says how a secret is has no digits', () => {
    expectAllHidden('named-secret', ['dbPassword is ⟦exposed9⟧', 'dbPassword: ⟦expired9⟧', 'dbPassword is ⟦exposed٣⟧']);
    expectAllHidden('none', ['dbPassword is exposed', 'dbPassword is exposed!', 'dbPassword is exposed…']);
  });

  it('a test of Go took some time', () => {
    expectAllHidden('named-secret', [
      'PASS: ⟦TestX/hunter2x9Q⟧',
      '--- PASS: ⟦TestX/hunter2x9Q⟧',
      'x PASS: ⟦TestX/hunter2x9Q⟧ (0.00s)',
      '--- PASS: ⟦TestX/hunter2x9Q⟧ (0.0s)',
    ]);
    expectAllHidden('none', ['--- PASS: TestX/rejects_x9Q (0.00s)', '    --- PASS: TestX/rejects_x9Q (123456.78s)']);
  });

  it('places of tools are measured in metres, not in pixels', () => {
    const sanitizer = createSanitizer();
    for (const unit of ['px', 'pt'])
      expect(sanitizer.sanitizeText(`position=52.5244,13.4105 ${unit}`)).toBe(`position=52.5,13.4 ${unit}`);
    expectAllHidden('none', [
      'position=52.5244,13.4105 mm',
      'position=52.5244,13.4105 cm',
      'position=52.5244,13.4105 m',
    ]);
  });
});
