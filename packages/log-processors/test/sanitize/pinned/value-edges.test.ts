import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('between a name and its value', () => {
  it('may stand what a value is hidden behind; other signs say that none follows', () => {
    for (const line of [
      'form-data; name="password"\n\n⟦hunter2 x⟧\n--x',
      'name="password"\r\n\r\n⟦123⟧\r\n',
      "PASSWORD  '⟦hunter2⟧'",
      "PASSWORD( '⟦hunter2⟧')",
      "IDENTIFIED WITH caching_sha2 BY '⟦hunter2⟧'",
      'the password is : ⟦hunter2⟧ now',
      '"password" :⟦swordfish⟧ is x',
      'password> ⟦hunter2⟧ x',
      '<password => ⟦hunter2⟧, user => x>',
      '<password>[⟦hunter2⟧] x',
      'ApiKey( "⟦hunter2!Z⟧")',
      'SecretText("⟦hunter2!⟧")',
      'PasswordHash("⟦$2a$10$abc⟧")',
      'password: "⟦a1⟧"=>"⟦b2⟧"',
      'keytool -importkeystore -srcstorepass ⟦changeit⟧ -destkeypass ⟦changeit⟧ x',
      '-deststorepass ⟦changeit⟧ -srckeypass ⟦changeit⟧ x',
    ])
      expectHidden(line, 'named-secret');
    // other signs say that none follows
    for (const line of [
      '<password> </password>',
      '<password>  must not be empty',
      'print("password", ")")',
      'f("password: "));',
      'f("", "password", "swordfish")',
      'ApiKey("shop1")',
      'ApiKey("address1")',
      'ApiKey("user:profile")',
    ])
      expectHidden(line, 'none');
  });
});

describe('a value', () => {
  it('ends with its field', () => {
    for (const line of [
      `("password", "⟦${long(300)}⟧")`,
      `["password", "⟦${long(300)}⟧"]`,
      `ApiKey("⟦${long(300)}!⟧")`,
      `token:\n  ⟦${long(300)}⟧`,
      'password=⟦hunter2%26x%3Dz⟧ y',
      '--password ⟦hunter2%26x⟧ y',
      "password=⟦x⟧ md5('y')",
      "password = rb'⟦hunter2⟧'",
      "x = 1; the password = N'⟦hunter2⟧'",
      '{Server=x;pwd=⟦hunter2⟧}',
      'Server=x;pwd=⟦hunter2⟧;x={a b};',
      'Server=x; pwd= {⟦a b;c⟧};x',
      'x;pwd={⟦swordfish⟧} is x',
      'password="⟦x1 + y2⟧"',
      'password="⟦)hunter2⟧"',
      String.raw`password=&quot;⟦a1b2\⟧&quot; x`,
      'password=⟦ab⟧;x={SSHA}z',
      String.raw`password=⟦hun\ker2⟧ x`,
      'password=⟦hunter2,more⟧',
      'password=⟦hunter2⟧|12345',
      String.raw`password="⟦never\closed⟧`,
    ])
      expectHidden(line, 'named-secret');
  });
});
