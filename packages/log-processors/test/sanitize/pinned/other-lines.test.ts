import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a value on the line below its name', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'password:\n  ⟦hunter2⟧\nx',
      'password:\n⟦hunter2⟧',
      'password:\r\n  ⟦swordfish⟧',
      'password:\\n  ⟦swordfish⟧',
      'password =\n  ⟦swordfish⟧',
      'password =>\n  ⟦swordfish⟧',
      '"password":\n  "⟦two words⟧"',
      "'password':\n  '⟦two words⟧',",
      'the password is:\n  ⟦hunter2⟧',
      'password:\n\n\n  ⟦hunter2⟧',
      'password:\n  - ⟦hunter2⟧',
      'password: |\n  ⟦one two\n  three⟧\nx: 1',
      'password: >-\n  ⟦one two⟧\nx: 1',
      'password: |2-\n  ⟦one two⟧',
      'password: |\n  ⟦one\n    two⟧\nx',
      'a:\n  password:\n    ⟦swordfish⟧\n  b: 1',
    ])
      expectHidden(line, 'named-secret');
    // is none
    for (const line of [
      'password:\nswordfish',
      'password:\n  two words',
      'password:\n  abc',
      'password:\n  name1: x',
      'password:\n  name1=x',
      'password:\n  list1:',
      'password:\n  # hunter2',
      'password:\n  - swordfish',
      'password:\n  [hunter2',
      'password:\n\n\n\n  hunter2',
      'password:\n  /srv/hunter2',
      'password: |\nx: 1',
    ])
      expectHidden(line, 'none');
  });
});

describe('a name in another script before digits', () => {
  it('is hidden by its kind', () => {
    for (const [line, rule] of [
      ['電話 ⟦03-1234-5678⟧, x', 'phone'],
      ['電話番号：⟦03-1234-5678⟧', 'phone'],
      ['手机: ⟦13812345678⟧', 'phone'],
      ['手机号="⟦138 1234 5678⟧"', 'phone'],
      ['전화 ⟦02-123-4567⟧', 'phone'],
      ['身份证 ⟦11010519491231002X⟧', 'national-id'],
      ['我的身份证号 ⟦11010519491231002X⟧', 'national-id'],
      ['снилс ⟦112-233-445 95⟧', 'national-id'],
      ['инн ⟦500100732259⟧', 'national-id'],
      ['卡号 ⟦4242424242424242⟧', 'pan'],
    ] as const)
      expectHidden(line, rule);
  });

  it('is none', () => {
    for (const line of [
      '電話 123-456',
      '電話 1234567890123456',
      '注文 03-1234-5678',
      '身份证 12345',
      '卡号 12345678901',
      '電話 x 03-1234-5678',
    ])
      expectHidden(line, 'none');
  });
});

describe('a key, a token', () => {
  const HEADER = 'eyJhbGciOiJIUzI1NiJ9';
  it('of JSON is hidden', () => {
    for (const line of [
      `x ⟦${HEADER}.eyJzdWIiOiIxIn0.abc_-123⟧ y`,
      `x ⟦${HEADER}.eyJz⟧ y`,
      `x ⟦${HEADER}.a.b.c.d⟧ y`,
      `x ⟦${HEADER}..b.c.d⟧ y`,
      `x ⟦${HEADER}⟧ y`,
      'x ⟦eyJ0eXAiOiJKV1Qi⟧ y',
      'x ⟦ZXlKaGJHY2lPaUox.abcde⟧ y',
      `x\\n⟦${HEADER}.eyJz⟧`,
    ])
      expectHidden(line, 'json-web-token');
    // of JSON is none
    for (const line of [
      'x eyJhbGciOi y',
      'x eyJhbGciOiJIUz y',
      'x eyjhbGciOiJIUzI1NiJ9 y',
      'xeyJhbGciOiJIUzI1NiJ9 y',
      'x eyJfoobarbaz.abc y',
    ])
      expectHidden(line, 'none');
    // private, is hidden
    for (const line of [
      'x ⟦-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END PRIVATE KEY-----⟧ y',
      'x ⟦-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----⟧ y',
      'x ⟦-----BEGIN OPENSSH PRIVATE KEY-----\nMIIE abc⟧',
      'x ⟦---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nMIIE⟧',
      '⟦PuTTY-User-Key-File-2: ssh-rsa\nPrivate-MAC: 0a1b2c⟧ y',
      '⟦MIIE\nabcd\n-----END RSA PRIVATE KEY-----⟧ y',
    ])
      expectHidden(line, 'private-key');
    // public, is none
    for (const line of [
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
      '-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----',
    ])
      expectHidden(line, 'none');
  });

  const K = 'Zk3vQ9xT7mLp2RwB';
  const N = 'sXchgX0nNqRvb4tL';
  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'])('in the member %s of a JSON Web Key is hidden', (member) => {
    expectHidden(`{"kty":"RSA","${member}":"⟦${K}⟧","n":"${N}"}`, 'json-web-key');
    expectHidden(`{"${member}" : "⟦${K}⟧","kty":"RSA"}`, 'json-web-key');
    expectHidden(`{"kty":"RSA","${member}":"${K.slice(1)}"}`, 'json-web-key');
    // that a validator rejected is hidden
    for (const line of [
      "on field 'password': rejected value [⟦hunter2⟧]; x",
      "password\n  Input should be x [input_value='⟦hunter2⟧', input_type=str]",
      'db.password x input_value="⟦hunter2⟧"',
    ])
      expectHidden(line, 'rejected-value');
    // that a validator rejected is none
    for (const line of [
      "on field 'name': rejected value [hunter2]",
      "on field 'password': rejected value [null]",
      "name x input_value='hunter2'",
    ])
      expectHidden(line, 'none');
  });

  const MIXED = 'Zk3vQ9xT7mLp2RwB8sYdFg4HjK5nMq6C';
  it('of no other name is hidden if it is random', () => {
    for (const line of [`{"key":"⟦${MIXED}⟧"}`, `{'key' : '⟦${MIXED}⟧'}`, `{\\"key\\":\\"⟦${MIXED}⟧\\"}`])
      expectHidden(line, 'random-key');
  });

  it.each([
    MIXED.slice(1),
    MIXED.toLowerCase(),
    MIXED.toUpperCase(),
    'ZkvQxTmLpRwBsYdFgHjKnMqCaEiOuAbD',
    'Aa1'.repeat(11),
  ])('of no other name is none: %s', (value) => expectHidden(`{"key":"${value}"}`, 'none'));
});
