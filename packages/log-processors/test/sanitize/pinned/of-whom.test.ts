import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a secret behind words that say of whom it is', () => {
  it('goes if it is mixed as a password or random as a key', () => {
    expectAllHidden('named-secret', [
      'api key for partner acme 7 = ⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'shared secret for peer hq-2 is ⟦gr4nit_Felsen⟧',
      'wachtwoord voor klant Jansen: ⟦fiets3nBel⟧',
      'contraseña incorrecta para usuario ana: ⟦Lluvia.Verde8⟧',
      'OTP sent for order 7714: ⟦482913⟧',
    ]);
    expectPlain([
      'password policy for tenant a: level3strict',
      'token for job 12 is running',
      'private key for host web-1 = /etc/ssl/web1.pem',
      'password for jo: see ticket OPS-1234',
      'secret for app web is default-token-x7k2p',
    ]);
  });

  it('may be words of a phrase', () => {
    expectAllHidden('named-secret', [
      "passphrase for key 'deploy' = ⟦drei Hasen am Fluss⟧",
      'Passphrase: ⟦seven brown foxes jump⟧',
    ]);
    expectPlain([
      'passphrase: taken from environment variable',
      'passphrase for key id_rsa: incorrect, try again',
      'passphrase: please enter your own words',
    ]);
  });

  it('may be digits that somebody typed', () => {
    expectAllHidden('named-secret', [
      'PIN typed ⟦4471⟧ at terminal 9',
      'OTP received ⟦482913⟧ from +1',
      'SMS code sent ⟦482913⟧',
    ]);
    expectPlain(['PIN entered 1234 times', 'OTP sent 4821 ms after the request', 'OTP received 4829 requests']);
  });
});

describe('a secret that is compared', () => {
  it('goes with what it was compared with', () => {
    expectAllHidden('named-secret', [
      'csrf token mismatch: expected ⟦1a2b3c4d5e6f7a8b9c0d⟧ got ⟦9c8b7a6f5e4d3c2b1a0d⟧',
      'otp did not match, stored ⟦482913⟧, received ⟦482914⟧',
      'password mismatch: expected ⟦Hunter2x!⟧',
    ]);
    expectPlain([
      'checksum mismatch: expected 9f86d081884c7d659a2feaa0c55ad015 got 8cddd712f344160115dde961cfbb72cc',
      'token mismatch: expected IDENT got STRING',
      'webhook signature mismatch: expected sha256=9f86d081884c7d659a2feaa0c55ad015',
    ]);
  });
});

describe('a secret that stands twice', () => {
  it('goes where it has no name, too', () => {
    expectAllHidden('named-secret', [
      'sh -c "run with ⟦Kestrel88x⟧" # DEPLOY_PASSWORD=⟦Kestrel88x⟧',
      'password=⟦hunter2x9⟧ tried (⟦hunter2x9⟧), again: ⟦hunter2x9⟧',
    ]);
    expectAllHidden('named-secret', ['password=⟦hunter⟧ hunter is a word', 'pin: ⟦482913⟧ order 482913']);
    expectAllHidden('named-secret', ['password=⟦hunter2x9⟧ host=hunter2x9b']);
  });
});

describe('a secret in lists of arguments and pairs', () => {
  it('goes', () => {
    expectAllHidden('named-secret', [
      'type=EXECVE argc=3 a0="psql" a1="--password" a2="⟦bananenBlatt3⟧"',
      'Settings: [ApiSecret, ⟦wCC9Jp50CkhKHJyQAbhmCnuF⟧], [Issuer, https://id.example]',
      "Property 'mail.password' with value '⟦hunter2x⟧' from env",
      'thread network key: ⟦BD 0C 51 7E 63 5D 04 C4 E2 93 11 D5 E0 BF 00 78⟧',
      'ssid=Lager pass=⟦lagerhalle⟧',
    ]);
    expectAllHidden('argument-password', [
      'auth (AC389b35a0d8305827621a423c25577ec0, ⟦3365e5f6d9a894e9818eb4914ec8e450⟧)',
    ]);
    expectAllHidden('service-password', [
      'AUTHENTICATE "⟦see.Rose7⟧"',
      'db:5432:shop:jo:⟦hunter2x⟧ (from ~/.pgpass)',
      'read "*:*:shop:jo:⟦hunter2x⟧" of /root/.pgpass',
    ]);
    expectAllHidden('command-line-password', [
      'snmpd: rwcommunity ⟦s3cr3t⟧ 10.0.0.0/8',
      'com2sec readonly default ⟦s3cr3t⟧',
      'codecov -f x.xml -t ⟦0b62c02c-1111-4bbb-8ccc-123456789abc⟧',
      "Evaluating: secrets.FTP_LOGIN\n=> '⟦Hinterh0f_9⟧'",
    ]);
    expectPlain([
      'a1="--password" a2="--host" a3="db"',
      '[token, id, name]',
      '[secret, shop-tls-7x2]',
      'mac: BD:0C:51:7E:63:5D',
      'ssid=Lager pass=failed',
      'reading 10:20:30:40:50 from pgpass',
      'codecov -t unit-tests-backend-integration',
      'PASS 412 FAIL 0 SKIP 3',
      'ok 12 - PASS "user can log in"',
    ]);
  });
});

describe('what a program shows', () => {
  it('is no password', () => {
    expectPlain(['label.password=Passwort', 'placeholder.new_password: Neu', 'i18n.login.password=Kennwort']);
    expectAllHidden('named-secret', [
      'label.password=⟦Hunter2⟧',
      'form.password=⟦hunter⟧',
      'message.password=⟦hunter⟧',
    ]);
  });
});
