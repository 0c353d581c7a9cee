import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('a type behind the name of a secret', () => {
  it('is no value', () => {
    for (const type of [
      ...[
        'int64',
        'uint8',
        'u32',
        'f64',
        'bigint',
        'float32',
        'bool',
        'boolean',
        'bytea',
        'text',
        'mediumtext',
        'uuid',
      ],
      ...[
        'varchar(255)',
        'VARCHAR2(40)',
        'nvarchar(8) NOT NULL',
        'char(64)',
        'decimal(10,2)',
        'String,',
        'string;',
        'String?',
      ],
      ...['Option<String>', 'Vec<u8>', 'list[str]', 'str | None', '[]byte', '*string', '&str', 'SecretString', 'null'],
    ])
      expectHidden(`password: ${type}`, 'none');
    for (const value of ['int64x', 'uint9', 'texts7', 'char9', 'objective', 'strings', 'vector', 'text-7', 'bool1'])
      expectHidden(`password: ⟦${value}⟧`, 'named-secret');
  });
});

describe('a long value', () => {
  it('is hidden to its end', () => {
    for (const length of [8_191, 8_192, 8_193, 20_000]) {
      expectHidden(`{"password":"⟦${long(length)}⟧","x":1}`, 'named-secret');
      expectHidden(`password=⟦${long(length)}⟧ x`, 'named-secret');
      expectHidden(`{\\"password\\":\\"⟦${long(length)}⟧\\"}`, 'named-secret');
    }
    expectHidden(`password="⟦${long(9_000)}⟧\nx`, 'named-secret');
    expectHidden(`ALGOLIA_KEY=⟦${long(9_000)}⟧ x`, 'algolia-credential');
  });

  it('of ODBC lies between braces', () => {
    for (const line of [`x;pwd={⟦${long(300)}⟧};x`, 'x;pwd={⟦a}}b;c⟧};x', 'x;Password={⟦a;b⟧', 'x;pwd={⟦a;b⟧\ny'])
      expectHidden(line, 'named-secret');
    expectHidden('x;pwd={}', 'none');
  });

  it('may stand far from the name in the same object', () => {
    for (const line of [
      `{"value":"⟦${long(2_000)}⟧","name":"password"}`,
      `{"value":"⟦sunflower⟧","a":"${long(2_000)}","name":"password"}`,
      `{"name":"password","a":"${long(2_000)}","value":"⟦sunflower⟧"}`,
      '"value":"⟦sunflower⟧","name":"password"}',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      `"value":"sunflower","a":"${long(400)}","name":"password"`,
      `{"value":"sunflower","a":"${long(2_500)}","name":"password"}`,
      `{"value":"sunflower"},{"a":"${long(400)}","name":"password"}`,
    ])
      expectHidden(line, 'none');
  });

  it('may go on behind a bracket', () => {
    for (const line of [
      'apiKey=⟦a7}vS8bZlju⟧ x',
      'apiKey=⟦a7>Ilp5{x9y⟧ x',
      '{password=⟦hunter2⟧}{user=jo}',
      '{password=⟦hunter2⟧}user x',
      '<b>password=⟦hunter2⟧</b2>',
    ])
      expectHidden(line, 'named-secret');
  });
});

describe('what only stands in a secret’s place', () => {
  it('is left', () => {
    for (const line of [
      'api_key=YOUR_API_KEY, please edit',
      'api_key=CHANGE-ME',
      'access_token: **REDACTED**',
      'access_token: __MASKED__',
      'loaded secrets: keys=[DB_PASSWORD, JWT_SECRET] hidden',
      'Cookie: theme=dark; lang=en-GB',
      'Set-Cookie: lang=de; Path=/; Max-Age=31536000',
      'Set-Cookie: currency=EUR; Secure; HttpOnly',
    ])
      expectHidden(line, 'none');
    for (const line of [
      'api_key=⟦YOURS⟧',
      'api_key=⟦YOUR_K3Y⟧',
      'access_token: ⟦**REDACTED9**⟧',
      'Cookie: ⟦theme=dark; sid=abc⟧',
      'Cookie: ⟦theme=9dark⟧',
      `Cookie: ⟦lang=${'a'.repeat(17)}⟧`,
      'Set-Cookie: ⟦lang=de; Token=/⟧',
    ])
      expectHidden(line, 'named-secret');
  });
});

describe('a number in a list of arguments', () => {
  const args = (value: unknown) => createSanitizer().sanitizeValue('args', value);

  it('is hidden behind the option for a code', () => {
    expect(args(['x', '--pin', 4711])).toEqual(['x', '--pin', '[REDACTED:secret-key]']);
    expect(args(['-otp', 482_913])).toEqual(['-otp', '[REDACTED:secret-key]']);
    for (const left of [
      ['--pin', 471],
      ['--port', 4711],
      ['---pin', 4711],
      ['--pin-count', 4711],
    ])
      expect(args(left)).toEqual(left);
  });
});

describe('a version in its own field', () => {
  it('is no address', () => {
    const sanitizer = createSanitizer();
    for (const name of ['service.version', 'appVersion', 'os_release', 'firmware'])
      expect(sanitizer.sanitizeValue(name, '84.23.17.9')).toBe('84.23.17.9');
    expect(sanitizer.sanitizeValue('service.version', 'v84.23.17.9')).toBe('v84.23.17.9');
    expect(sanitizer.sanitizeValue('service.version', 'from 84.23.17.9:80')).toBe('from [REDACTED:ip]:80');
    for (const name of ['service.conversion', 'version.peer'])
      expect(sanitizer.sanitizeValue(name, '84.23.17.9')).toBe('[REDACTED:ip]');
    expect(
      createSanitizer({ rules: { 'service.version': 'mask' } }).sanitizeValue('service.version', '84.23.17.9'),
    ).toBe('[REDACTED:user-rule]');
  });
});

describe('a key of unknown use', () => {
  it('is hidden where it is quoted and as random as base64, or printed from a keytab', () => {
    for (const line of [
      'expected key "⟦YW0erwQtt35RrJ/psumzckRzyg5qntwH4HtjVRYnWMM=⟧" x',
      String.raw`{"msg":"bad key \"⟦YW0erwQtt35RrJ/psumzckRzyg5qntwH4HtjVRYnWMM=⟧\""}`,
      '  encrypt = "⟦YW0erwQtt35RrJ/psumzckRzyg5qntwH4HtjVRYnWMM=⟧"',
      "encrypt='⟦YW0erwQtt35RrJpsumzckRzyg5qntwH4⟧'",
      `keytab entry key 0x⟦${'0123456789abcdef'.repeat(4)}⟧ for x`,
      `key 0x⟦${'0123456789abcdef'.repeat(2)}⟧ etype aes256`,
    ])
      expectHidden(line, 'random-key');
    for (const line of [
      'cache key "YW0erwQtt35RrJ/psumzckRzyg5qntwH4HtjVRYnWMM="',
      'public key "YW0erwQtt35RrJ/psumzckRzyg5qntwH4HtjVRYnWMM="',
      'bad key "YW0erwQtt35RrJpsumzckRzyg5qntwH"',
      'bad key "yw0erwqtt35rrjpsumzckrzyg5qntwh4htjvry"',
      'encrypt = "aes256-gcm"',
      'encrypt = false',
      `key 0x${'0123456789abcdef'.repeat(4)} of map`,
      `keytab entry key 0x${'0123456789abcde'.repeat(2)}`,
    ])
      expectHidden(line, 'none');
  });
});
