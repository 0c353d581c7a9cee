import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a password by its place', () => {
  it('is the second of a pair of credentials', () => {
    expectAllHidden('argument-password', [
      'bad credentials: ("svc", "⟦tulip_garden⟧")',
      "creds: ('svc', '⟦tulip_garden⟧')",
      'credentials: Some(("svc", "⟦tulip_garden⟧"))',
      'creds: some(("svc", "⟦tulip_garden⟧"))',
    ]);
    expectPlain([
      'credentials: ("password", "expired")',
      'credentials: ("svc", "tulip_garden", 3)',
      "auth: ('basic', 'digest')",
      'credit: ("svc", "tulip_garden")',
    ]);
  });

  it('is what a shell prints to a program, in any order of its trace', () => {
    expectAllHidden('command-line-password', [
      "+ echo '⟦jo:rosebud⟧'\n+ chpasswd",
      '++ printf ⟦jo:rosebud⟧\n++ chpasswd -e',
      "+ echo '⟦jo:rosebud⟧' \\n+ chpasswd",
      '+ chpasswd\n+ echo ⟦jo:rosebud⟧',
      '+ sudo chpasswd\r\n+ echo ⟦jo:rosebud⟧',
      '+ passwd --stdin jo\n+ echo ⟦rosebud⟧',
      '+ cryptsetup luksOpen\\n+ echo ⟦rosebud⟧',
    ]);
    expectPlain([
      '+ echo jo:rosebud\n+ ls',
      '+ chpasswd\n+ echo $PW',
      '+ chpasswd\necho rosebud',
      '+ ls\n+ echo rosebud',
    ]);
  });

  it('is behind the options of OpenSSL and of curl without a user', () => {
    expectAllHidden('command-line-password', [
      'openssl pkcs12 -export -passout pass:⟦rosebud-garden⟧ -x',
      'openssl pkcs12 -passin pass:⟦rosebud-garden⟧',
      'passin=pass:⟦rosebud-garden⟧',
      'passout=pass:⟦rosebud-garden⟧',
      'curl -u :⟦rosebud⟧ https://x.example',
      'ntfy publish -u :⟦rosebud⟧ alarm',
      'ntfy publish -u jo:⟦rosebud⟧ alarm',
    ]);
    expectPlain(['-passin env:PW', '-passout file:x', 'curl -u : --negotiate x', 'notify publish -u :rosebud alarm']);
  });

  it('is the key of a server in a block of settings', () => {
    expectAllHidden('command-line-password', [
      'radius server NPS1\n key ⟦tulip-Garden⟧',
      'radius server NPS1\n address ipv4 10.0.0.1 auth-port 1812\n timeout 5\n key 7 ⟦0822455D⟧\n!',
      'tacacs server A\r\n+ address ipv4 10.0.0.1\r\n+ key "⟦tulip⟧"',
      'tacacs server A\\n- key ⟦tulip⟧',
      `radius server A${'\n a'.repeat(6)}\n key ⟦tulip⟧`,
    ]);
    expectPlain([
      'radius server A\n key is missing',
      'radius server A\nkey tulip',
      'aaa group A\n key tulip',
      `radius server A${'\n a'.repeat(7)}\n key tulip`,
    ]);
  });

  it('is what a plan of Terraform draws at random', () => {
    expectAllHidden('command-line-password', [
      '+ resource "random_password" "db" { result = "⟦Rosebud77!⟧" }',
      'resource "random_password" "x" {\n  length = 16\n  bcrypt_hash   = "⟦Rosebud77!⟧"\n}',
    ]);
    expectPlain([
      'resource "random_password" "x" { length = 16 }',
      'resource "random_password" "x" { results = "Rosebud77!" }',
      'resource "random_password" "x" {} { result = "Rosebud77!" }',
      'resource "random_pet" "x" { result = "Rosebud77!" }',
    ]);
  });

  it('is in a link, a body or a message of one use', () => {
    const uuid = '0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d';
    expectAllHidden('redirect-code', [
      ...['k', 'c', 't', 'h', 'key', 'code', 'hash', 'activation_key', 'confirmkey', 'verification', 'invitecode'].map(
        (name) => `https://x.example/activate?${name}=⟦${uuid}⟧`,
      ),
      `https://x.example/invite?lang=de&code=⟦${uuid}⟧&x=1`,
    ]);
    expectPlain([`/activate?device=${uuid}`, `/activate?id=${uuid}`, `/show?key=${uuid}`, `/activate?key=${uuid}0`]);
    expectAllHidden('named-secret', [
      '{"exp":"11/28","cid":"⟦7312⟧"}',
      "amex {'cid': '⟦7312⟧'}",
      '{\\"cid\\":\\"⟦7312⟧\\",\\"card_number\\":\\"x\\"}',
      'cid=⟦731⟧&exp_date=0728',
      'American Express cid: ⟦7312⟧',
      ...['card_no', 'cardnum', 'cardholder', 'cvv', 'cvv2', 'cardnumber'].map((name) => `${name} x, cid=⟦7312⟧`),
      'cid=⟦7312⟧, expiry=1228',
    ]);
    expectPlain([
      '{"cid":"7312","client":"x"}',
      'amex acid=7312',
      'amex cid=73',
      'amex cid=73125',
      '{"exp":"13/28","cid":"7312"}',
      'examexx cid=7312',
      `amex ${'x'.repeat(96)} cid=7312`,
    ]);
    expectAllHidden('one-time-code', [
      'Su clave de un solo uso es ⟦339105⟧',
      'A sua senha de uso único é ⟦339105⟧',
      'Votre mot de passe à usage unique : ⟦339105⟧',
      'La password monouso è ⟦339105⟧',
      'Ihr Einmalpasswort lautet ⟦339105⟧',
      'Das Einmalkennwort ist ⟦339105⟧',
      'Ihr Einmal-Passwort: ⟦339105⟧',
      'Uw eenmalig wachtwoord is ⟦339105⟧',
      'Twoje hasło jednorazowe to ⟦339105⟧',
      'Vaše jednorázové heslo je ⟦339105⟧',
      'Din engångskod är ⟦339105⟧',
      'Ditt engångslösenord är ⟦339105⟧',
      'Ihr Einmalcode: ⟦339105⟧',
    ]);
    expectPlain([
      'Su clave de un solo uso es corta',
      'la clave de un solo color es 339105',
      'Einmalpasswort Fehler: 339105',
    ]);
  });

  it('is a key of a wallet or of a tunnel', () => {
    const body = `9s21ZrQH143K${'4tGhX2pQ7'.repeat(11)}`.slice(0, 107);
    expectAllHidden(
      'wallet-key',
      ['xprv', 'yprv', 'zprv', 'Yprv', 'Zprv', 'tprv', 'uprv', 'vprv', 'Uprv', 'Vprv'].map(
        (kind) => `root ⟦${kind}${body}⟧ x`,
      ),
    );
    expectPlain([`root xpub${body}`, `root xprv${body.slice(1)} x`, `root Xprv${body} x`]);
    expectAllHidden('ntfy-token', ['tk ⟦tk_a9rar4tbytzit2bhn4qdyahh4mjxw⟧ x']);
    expectPlain(['tk tk_a9rar4tbytzit2bhn4qdyahh4mjx x']);
    expectAllHidden('private-key', [
      '⟦-----BEGIN OpenVPN Static key V1-----\n0cad87b4\n-----END OpenVPN Static key V1-----⟧ x',
      '⟦-----BEGIN OpenVPN tls-crypt-v2 client key-----\nAAAA\n-----END OpenVPN tls-crypt-v2 client key-----⟧ x',
      '⟦-----BEGIN OpenVPN tls-crypt-v2 server key-----\nAAAA⟧',
      '⟦0cad87b4\n-----END OpenVPN Static key V1-----⟧ x',
    ]);
    expectPlain(['-----BEGIN OpenVPN Static list V1-----\n0cad87b4\n-----END OpenVPN Static list V1-----']);
  });
});
