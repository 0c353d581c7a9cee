import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const long = (length: number) => 'pA7q'.repeat(Math.ceil(length / 4)).slice(0, length);

describe('a value that only a space parts from its name', () => {
  it('is hidden', () => {
    for (const line of [
      'requirepass ⟦hunter⟧',
      'masterauth ⟦hu⟧',
      '//registry.example/:_authToken ⟦hunter⟧',
      'machine git.example login ada password ⟦hunter⟧',
      'enable secret ⟦hunter⟧',
      'enable secret 5 ⟦hunter⟧',
      'enable password 7 ⟦hunter⟧',
      'username ada password ⟦hunter⟧',
      'username ada privilege 15 secret ⟦hunter⟧',
      'username ada secret 5 ⟦hunter⟧',
      'snmp-server community ⟦hunter⟧',
      'crypto isakmp key ⟦hunter⟧',
      'CREATE USER u IDENTIFIED BY ⟦hunter⟧',
      'alter user u identified by ⟦hunter⟧;',
      'grant all on x to u identified by ⟦hunter⟧',
      `requirepass ⟦${long(128)}⟧`,
      'snmp community ⟦c0mm⟧ rejected',
      'snmp-community string ⟦c0mm⟧ rejected',
      'snmp community "⟦c0mm⟧" rejected',
      'snmp community ⟦monitor⟧ ro',
      'snmp community ⟦monitor⟧ read-write x',
      `snmp community ⟦${long(64)}⟧ x`,
      'credentials jo/⟦hunter22x⟧',
      'creds jo:⟦hun7⟧ x',
      String.raw`credentials CORP\jo/⟦hunter22x⟧ x`,
      `credentials ${'a'.repeat(64)}/⟦${long(128)}⟧`,
      'password ⟦kv-Get-77x⟧',
      'password ⟦kv-get-77!⟧, x',
      'the passphrase ⟦aB3aB3.⟧',
      'Passwort ⟦aB3aB3⟧; x',
      'kennwort ⟦aB3aB3⟧ ) x',
      `password ⟦${'aB3x'.repeat(16)}⟧`,
      'with password ⟦hunter22x⟧ on x',
      'using passphrase ⟦hunter22x⟧ x',
      'temporary password ⟦hunter22x⟧ x',
      'initial passwd ⟦hunter22x⟧, x',
      'generated passwort ⟦hunter22x⟧ x',
      'default password ⟦hunter22x⟧ x',
      'new password ⟦h4unte⟧ x',
      'new password ⟦hunter123⟧ x',
      `new password ⟦${long(64)}⟧ x`,
      'aws_secret_access_key ⟦wJalrXUtnFEMIK7MDENG⟧ x',
      'session id ⟦a1b2c3d4e5f6g7h8⟧ x',
      'aws_secret_access_key ⟦a1b2c3d4e5f6g7h8⟧ x',
      'CVV ⟦123⟧',
      'OTP ⟦482913⟧ x',
      'otp code ⟦48291375⟧ x',
      'PIN #⟦4711⟧ x',
      '["pin", ⟦4711⟧]',
      "['otp',⟦48291375⟧, 1]",
    ])
      expectHidden(line, 'named-secret');
  });

  it('is none', () => {
    for (const line of [
      'requirepass h',
      'xrequirepass hunter',
      'CREATE USER u IDENTIFIED externally',
      'CREATE USER u IDENTIFIED globally',
      'username password',
      'snmp community rejected',
      'snmp community c0m rejected',
      'snmp community 1234 rejected',
      'snmp community 10.2kb rejected',
      'credentials jo/hunters x',
      'credentials jo/1234567 x',
      'credentials jo/hu7 x',
      'credentials jo/hunter22x/y x',
      'password kv-Get-xx',
      'password KV-GET-77',
      'password kv-get-77',
      'password aB3aB',
      'password aB3aB3 and x',
      'password aB3.json',
      'with password hunters on x',
      'new password h4unt x',
      'new password sha256-x1 x',
      'new password v2hunter x',
      'new password 2026-11-x x',
      'new password policy-12 x',
      'new password /etc/x1 x',
      'token a1b2c3d4e5f6g7h x',
      'secret_key aaaaaaaaaaaaaaa1 x',
      'secret_key 1234567890123456 x',
      'secret_key abcdefghijklmnop x',
      'secret_key a1b2c3d4e5f6g7h8.x',
      'secret_key 0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      'secret_key /a1b2c3d4e5f6g7h8 x',
      'secret_key my-shop/app-tls-x7k2p9 x',
      'otp 48291375x',
      'otp 482913-1',
      'otp 482913.5',
      'OTP 12',
      'OTP 123456789',
      '["pin", 471]',
      '["pin", 4711 x]',
    ])
      expectHidden(line, 'none');
  });
});

describe('a value in the next cell', () => {
  it('is hidden', () => {
    for (const line of [
      'password \t\t\t\t ⟦hunter2⟧',
      '| password | ⟦hunter2⟧ |',
      '| db password | ⟦hunter2⟧ | x |',
      'password    ⟦hunter2⟧',
      'a: 1\n  password    ⟦hunter2⟧\nx',
      'x\n| password | ⟦hunte2⟧ |',
      'db.password\t⟦hunter2⟧',
      '| pin | ⟦4711⟧ |',
      '| pin | ⟦48291375⟧ |',
      '| token | ⟦a1b2c3d4e5f6g7h8⟧ |',
      '| api_key | ⟦Zk3vQ9xT⟧ |',
    ])
      expectHidden(line, 'named-secret');
  });

  it('is none', () => {
    for (const line of [
      '| password | hunt2 |',
      '| password | hunters |',
      '| password | 1234567 |',
      '| password | (?:hunter2 |',
      '| password | [^hunter2 |',
      '| password | varchar(255) |',
      '| password | 2026-11-29 |',
      '| password | v1.2.3 |',
      '| password | app.conf |',
      '| api_key | shop-tls-7x2 |',
      '| pin | 471 |',
      '| pin | 123456789 |',
      '| token | a1b2c3d4e5f6g7h |',
      'a word of password    hunter2',
      'password    hunter2 x',
      'a b c d password | hunter2 |',
    ])
      expectHidden(line, 'none');
  });
});
