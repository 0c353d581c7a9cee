import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('a name in a text', () => {
  it('and what belongs to it; without a value of its own', () => {
    for (const line of [
      `${'a'.repeat(87)}_password=⟦hunter2⟧`,
      'x\\npassword=⟦hunter2⟧',
      'x\\rpassword=⟦hunter2⟧',
      'x\\tpassword=⟦hunter2⟧',
      ...['%20', '%22', '%26', '%2C', '%2F', '%3A', '%3F', '%0A', '%0d', '%7B', '%5b'].map(
        (encoded) => `x${encoded}password=⟦hunter2⟧`,
      ),
      'passwörter.password=⟦hunter2⟧',
      'x-api-key: ⟦Zk3vQ9xT⟧',
      '$password = "⟦hunter2⟧"',
      'pin=⟦4711⟧',
      '{"mfa":{"code":"⟦482913⟧"}}',
      "{'mfa' => {'code' => '⟦482913⟧'}}",
      'verification code: ⟦482913⟧',
      'one time password: ⟦482913⟧',
      'api key: ⟦Zk3vQ9xT⟧',
      'two-factor code: ⟦482913⟧',
      'session id: ⟦a1b2c3d4e5f6g7h8⟧',
      'Session ID=⟦a1b2c3d4e5f6g7h8⟧',
      `password=⟦${long(300)}⟧`,
      `token=⟦${long(300)}⟧`,
      `password:\n  ⟦${long(300)}⟧`,
      'password: ⟦user=jo1⟧ method=x',
      'auth:⟦user=jo1⟧ method=x',
      'auth: ⟦user=jo1⟧ method',
      ...['cvv', 'cvv2', 'cvc', 'cvc2', 'cvn', 'csc'].map((name) => `${name}: ⟦123⟧ of`),
      'password: ⟦!vaultx1⟧',
      'пароль: ⟦неверный1⟧',
      'пароль: ⟦hunter2⟧',
      `backup codes: ${Array.from({ length: 33 }, (_, at) => `⟦a1b${at + 10}⟧`).join(' ')} a1b99 a1b98`,
      'backup codes: ⟦1a2b⟧, ⟦3c4d⟧;⟦5e6f-7g8h-9i0j-k1l2⟧ words',
      'user="jo" pass="⟦two words⟧"',
      "'user': 'jo', 'pass': '⟦two words⟧'",
      'uid=jo pw="⟦two words⟧"',
      'account: jo, pass="⟦two words⟧"',
    ])
      expectHidden(line, 'named-secret');
    // without a value of its own
    for (const line of [
      `${'a'.repeat(88)}_password=hunter2`,
      'the passwörter came',
      '{"x":{"code":"482913"}}',
      'exit code: 482913',
      'pin: 123 of',
      'otp: 123 of',
      'пароль: неверный',
      '密码：错误',
      'user=jo pass: failed',
      'user=jo\npass="two words"',
      'superuser=jo pass="two words"',
      'username x pass="two words"',
      `user=jo ${'x'.repeat(64)} pass="two words"`,
      'user=jo bypass="two words"',
      'pass="two words"',
    ])
      expectHidden(line, 'none');
    // that is the user of a URL leaves the password to the URL’s rule
    expectHidden('https://x-access-token:⟦hunter2⟧@git.example/x', 'url-password');
    // that is a vendor’s gives the vendor’s rule
    expectHidden('ALGOLIA_KEY=⟦0123456789abcdef0123456789abcdef⟧ x', 'algolia-credential');
  });
});
