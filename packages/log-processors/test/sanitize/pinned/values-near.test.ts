import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a value that only a space parts from its name', () => {
  it('is hidden as a whole; another word, or one behind another sign, is none', () => {
    for (const line of [
      'requirepass ⟦hunter⟧ x',
      'enable secret ⟦hunter⟧ then the password policy',
      'requirepass ⟦passby⟧',
      'requirepass ⟦bypass⟧',
      `requirepass ⟦hunter⟧ ${'x '.repeat(120)}`,
      'credential jo/⟦hunter22x⟧',
      'new password ⟦hunter22x⟧',
      'new password ⟦x9hash7y⟧ x',
      'new password ⟦9x-hunter22⟧ x',
      'new password ⟦abcdef123⟧ x',
      'aws_secret_access_key ⟦Zk3v-0b62c02c-5f1e-4b7a9c3d⟧ x',
      'secret_key ⟦Zk3v/a1b2c3d4e5F6g7h8⟧ x',
      'secret_key ⟦9Kz-my-shop-app-x7k2p9⟧ x',
      'secret_key ⟦my-shop-Zk3vQ9xT7mLp⟧ x',
      '["pin", ⟦4711⟧ ]',
      'session id ⟦a1b2c3d4e5f6g7h8⟧ x',
      `aws configure set aws_session_token ⟦${'Zk3vQ9xT7mLp2RwB8sYd/aZ'.repeat(20)}⟧`,
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'snmp community (see rfc3584 there)',
      'credentials in app/config22x x',
      'using password (see wiki22x)',
      'new password crypt-x9y x',
      'new password http://x.y/9 x',
      'new password abc123 x',
      'new password hunter22 x',
      '["pin of", 4711]',
      'token id a1b2c3d4e5f6g7h8 x',
      'sid id a1b2c3d4e5f6g7h8 x',
      'the algolia key 01234567890123456789012345678901 x',
      'the algolia key abcdefabcdefabcdefabcdefabcdefab x',
      'the algolia key (see 0123456789abcdef0123456789abcdef)',
    ])
      expectHidden(line, 'none');
  });

  it('is the vendor’s that is named', () => {
    for (const line of [
      'loggly token ⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧ x',
      'loggly token ⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧.',
    ])
      expectHidden(line, 'loggly-credential');
    expectHidden('the algolia key ⟦0123456789abcdef0123456789abcdef⟧ x', 'algolia-credential');
  });
});

describe('a value on the next line', () => {
  it('is all of its line or block; another field, a remark and a line that is no deeper are none', () => {
    for (const line of [
      'password:\n  ⟦9xQ!a=b7⟧',
      'password:\n  ⟦hun[ter2⟧',
      'password:\n  ⟦hunter/2x⟧',
      'password:\n⟦9x-swordfish⟧',
      'password: |\n  ⟦- hunter2\n  - hunter3⟧\nx',
      '"x": 1, password:\n  ⟦hunter2⟧',
      'password:\n  ⟦ab"cd9⟧',
      'password:\n  ⟦hunter2⟧  \nx',
      'password:\n  ⟦abcd⟧',
      'password: |\n  ⟦a1b2c3\n\n  d4e5f6⟧\nx',
      'password: |\n  ⟦a1b2c3\n  d4e5f6⟧',
      'password:\n- ⟦hunter2x⟧\n',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'password:\n  "user": "jo77"',
      'password:\n  "user" : "jo77"',
      'password:\n  abc',
      'password:\nWARNING',
      'password:\n  expired',
      `  password:\n  swordfish\n${'x '.repeat(100)}`,
      '  password:\n  swordfish',
      'password:\n  - swordfish\n',
    ])
      expectHidden(line, 'none');
  });
});
