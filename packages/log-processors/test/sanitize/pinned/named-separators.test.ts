import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('what may stand between a name and its value', () => {
  it('a value is hidden; a line without a value stays', () => {
    for (const line of [
      ...['=', '==', '===', '=>', ':=', ':', '->', ': ', ' = ', '   =   ', ':: ', '.... ', '>', ' : '].map(
        (sign) => `x password${sign}⟦hunter2⟧ y`,
      ),
      ...['%3A', '%3d', '%3D', '&gt;', '=%20', '%20=', '"=', '`: ', '%22:', '&quot;: '].map(
        (sign) => `x password${sign}⟦hunter2⟧ y`,
      ),
      `password${' '.repeat(40)}= ⟦hunter2⟧`,
      `password${'.'.repeat(60)} ⟦hunter2⟧`,
      'password 1: ⟦hunter2⟧',
      '["password":protected]=>string(7) "⟦hunter2⟧"',
      '["password":"App\\User":private]=> string(7) "⟦hunter2⟧"',
      '[password:protected] => ⟦hunter2⟧',
      String.raw`[password:App\User:private] => ⟦hunter2⟧`,
      '[password:private] => ⟦hunter2⟧',
      '[password] => ⟦hunter2⟧',
      '(password)=⟦hunter2⟧',
      '<key>password</key><string>⟦hunter2⟧</string>',
      '<key>password</key>\n  <string>⟦hunter2⟧</string>',
      'password: {value: ⟦hunter2⟧}',
      'password(value=⟦hunter2⟧)',
      'password, value: ⟦hunter2⟧',
      '{"name":"password", "value": "⟦hunter2⟧"}',
      'name: password\n  value: ⟦hunter2⟧',
      'password val=⟦hunter2⟧',
      'password content: ⟦hunter2⟧',
      'password token_value=⟦hunter2⟧',
      'password tokenvalue=⟦hunter2⟧',
      'form-data; name="password"\r\n\r\n⟦hunter2 x⟧\r\n--x',
      'form-data; name="password"\\n\\n⟦hunter2⟧\\n--x',
      '--password ⟦hunter2⟧ x',
      '--db-password  ⟦hunter2⟧ x',
      ...['password', 'passwd', 'pass', 'pwd', 'token', 'secret', 'apikey', 'storepass', 'keypass'].map(
        (flag) => `tool -${flag} ⟦hunter2x⟧ x`,
      ),
      ...['password', 'passwd', 'pwd', 'passphrase', 'identified by', 'pre-shared-key', 'psk'].map(
        (name) => `ALTER USER u ${name} '⟦hunter2⟧'`,
      ),
      "PASSWORD N'⟦hunter2⟧'",
      "('password', '⟦hunter2x⟧')",
      '["--token", "⟦hunter2⟧"]',
      '["--token","⟦hunter2⟧"]',
      '["x-api-key", ["⟦hunter2Zq9!⟧"]]',
      '["password",\n  "⟦hunter2!⟧"]',
      "SET PASSWORD('⟦hunter2⟧')",
      "CREATE USER u IDENTIFIED WITH x BY '⟦hunter2⟧'",
      "CREATE USER u IDENTIFIED AS '⟦hunter2⟧'",
      'ApiKey("⟦hunter2!⟧")',
      'SecretString("⟦hunter2!⟧")',
      'Password( "⟦hunter2!⟧")',
      ...['is', 'was', 'is now', 'set to', 'changed to', 'reset to', 'updated to', 'to', 'was set to', 'is:'].map(
        (verb) => `the password ${verb} ⟦hunter2⟧ now`,
      ),
      ...['has been changed to', 'is reset to', 'was updated to', '='].map(
        (verb) => `the password ${verb} ⟦hunter2⟧ now`,
      ),
      'password for user ada is ⟦hunter2⟧ now',
      'password of the account ada: ⟦hunter2⟧ now',
      'password for ada: ⟦hunter2⟧',
      'password of login ada = ⟦hunter2⟧',
      '"password": "⟦x7x⟧" => "⟦y7y⟧"',
      'password: "⟦a1⟧" -> "⟦b2⟧"',
      'password: "⟦a1⟧" → "⟦b2⟧"',
    ])
      expectHidden(line, 'named-secret');
    // a line without a value stays
    for (const line of [
      '<password> must not be empty',
      '-x hunter2',
      'x -tokens hunter2',
      "('password', 'is required')",
      '["token", "expired"]',
      'vault.getSecret("shop/db1")',
      'x.ApiKey("hunter2!")',
      'ApiKey("word")',
      'getPassword("hunter2!")',
      'password is expired',
      'password for ada was rejected',
      'log("password: " + value)',
      'log("password:", value)',
      'f("password=");',
    ])
      expectHidden(line, 'none');
  });
});

describe('where a value ends', () => {
  it('is where the field ends', () => {
    for (const line of [
      ...['"', "'", '`', '%22', '&quot;', '\\"', '\\\\\\"'].map((quote) => `password=${quote}⟦two words⟧${quote} x`),
      String.raw`password="⟦a\"b⟧" x`,
      String.raw`password="⟦a\\⟧" x"`,
      String.raw`"{\"password\":\"⟦a\\\"b⟧\",x"`,
      'password="⟦never closed⟧\nnext',
      'password="⟦never closed⟧\\nnext',
      ...['"', "'", '`', '<', '>', '&', '{', '}', ';', '|', ' ', '\t', '\n'].map((end) => `password=⟦hunter2⟧${end}x`),
      ...['\\n', '\\r', '\\t', '\\"', '\\\\'].map((end) => `password=⟦hunter2⟧${end}x`),
      ...[', x=1', ',x=1', ') x', '] x', ')', ',', '),', '. ', '.', '!', '?', ': x'].map(
        (end) => `password=⟦hunter2⟧${end}`,
      ),
      'password=⟦hunter2,more⟧ x',
      'password=⟦hunter2)more⟧ x',
      'password=⟦hunter2]more⟧)',
      'password=⟦hunter.2!x⟧ x',
      'password%3D⟦hunter2⟧%26x%3D1',
      'password%3D⟦hunter2⟧%20x',
      'password%3D⟦hunter2⟧%22x',
      'password%3D⟦hunter2⟧%0Ax',
      'password=⟦hunter2%26x⟧ y',
      'Server=x; pwd={⟦a;b⟧};x',
      'Server=x;Password={⟦a;b⟧};x',
      'userPassword: ⟦{SSHA}abcdef12⟧ x',
      'password=⟦{bcrypt}$2a$10$x⟧ x',
      "password = N'⟦hunter2⟧'",
      "password = b'⟦hunter2⟧'",
      ...['crypt', 'md5', 'sha1', 'sha256', 'sha512', 'password', 'digest', 'encrypt', 'hash'].map(
        (call) => `password = ${call}('⟦hunter2⟧')`,
      ),
      ...['SecretStr', 'Secret', 'Some', 'Optional', 'Just'].map((call) => `password = ${call}("⟦hunter2⟧")`),
    ])
      expectHidden(line, 'named-secret');
  });
});
