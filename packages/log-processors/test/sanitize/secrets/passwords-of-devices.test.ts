import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe("a password by its place in a setting of a network's device", () => {
  it('goes behind the word key, a number of type may stand between', () => {
    for (const line of [
      'radius-server host 10.0.0.5 auth-port 1645 acct-port 1646 key 7 ⟦Kd93kfL20x⟧',
      'tacacs-server host 10.0.0.5 key ⟦Kd93kfL20x⟧',
      'tacacs-server host 10.0.0.5 port 49 timeout 5 and key Kd93kfL20x',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes in type 7, of whole bytes up to the end of the word', () => {
    for (const line of [
      'enable password 7 ⟦070C285F4D06485744⟧ level 15',
      'enable secret 7 ⟦070C285F4D06485744⟧ level 15',
      'key-string 7 of 070C285F4D06485744',
      'key-string 7 070C285F4D0648574 accept',
      'key-string 7 070C285F4D06485744abc',
      'key-string 7 070C28 accept',
      'key-string 7 7 070C285F4D06485744',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'ntp authentication-key 1 md5 7 ⟦070C285F4D06485744⟧ 7',
      'key-string 7 ⟦070C285F4D06485744⟧ accept',
      'server-private 10.0.0.5 key 7 ⟦070C285F4D06485744⟧ vrf mgmt',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes in users of SNMP, with the passphrase that keeps answers private', () => {
    for (const line of [
      'snmp-server user nms ops v3 auth md5 ⟦Kd93kfL20x⟧ priv des ⟦Qm7xk29z⟧',
      'snmp-server user nms ops v3 auth sha ⟦Kd93kfL20x⟧ priv 3des ⟦Qm7xk29z⟧ access 10',
      'snmp-server user nms ops v3 encrypted auth sha-256 ⟦Kd93kfL20x⟧ priv aes 128 ⟦Qm7xk29z⟧',
      'snmp-server user nms ops v3 auth sha512 ⟦Kd93kfL20x⟧',
      'snmp-server user nms ops v3 auth sha2 Kd93kfL20x',
      'snmp-server user of nms ops v3 auth md5 Kd93kfL20x',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes in text of a key, not where another word follows first', () => {
    for (const line of [
      'set security ike policy b7 pre-shared-key ascii-text "⟦LagerLyon313⟧"',
      'ike ascii-text { LagerLyon313',
      'ike ascii-text "abc" LagerLyon313',
      'root-authentication plain-text-password-value { LagerLyon313',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'set security ike policy b7 pre-shared-key ascii-text ⟦LagerLyon313⟧; commit',
      'set security ike policy b7 pre-shared-key ascii-text ⟦LagerLyon313⟧',
      'set system root-authentication plain-text-password-value "⟦LagerLyon313⟧"',
      'set system root-authentication plain-text-password-value ⟦LagerLyon313⟧',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes where a modem is told its PIN or a network', () => {
    for (const line of [
      'AT+CPIN="⟦4711⟧"',
      'AT+CPIN=⟦4711⟧',
      'AT+CPIN=123456789',
      'AT+CPIN=ok 4711',
      'AT+CPIN="⟦47110815⟧"',
      'AT+CWJAP="home","⟦W1nt3rxy⟧"',
      'AT+CWJAP_CUR="home","⟦W1nt3rxy⟧"',
      'AT+CWJAP_CUR="","⟦W1nt3rxy⟧"',
      'AT+CWJAP: ok, was ="home","W1nt3rxy"',
      'AT+CWJAP_X="home","W1nt3rxy"',
    ])
      expectHidden(line, 'command-line-password');
  });
});
