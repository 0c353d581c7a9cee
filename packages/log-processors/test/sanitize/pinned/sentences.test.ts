import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a sentence that tells a password', () => {
  it('is understood in several languages; a remark about it is none', () => {
    for (const line of [
      'le mot de passe est ⟦tournesol⟧',
      'das Passwort lautet ⟦sonnenblume⟧',
      'das Kennwort ist ⟦sonne7⟧ geworden',
      'la contraseña es ⟦girasol7⟧, cámbiela',
      'la password è ⟦girasole7⟧',
      'a senha é ⟦girassol7⟧',
      'het wachtwoord is ⟦zonnebloem⟧',
      'hasło to ⟦slonecznik7⟧',
      'mot de passe saisi : ⟦tournesol7⟧',
      'Passwort eingegeben: ⟦sonne7⟧',
      'the secret configured: "⟦sunflower⟧"',
      'password provided: ⟦sunfl0wer⟧ (3rd try)',
      'ldap_authtok has value ⟦sunfl0wer⟧',
      'Kennwort für Benutzer ada: ⟦sonne7x⟧',
      'mot de passe pour l’utilisateur ada : ⟦tournesol7⟧',
      'contraseña del usuario ada: ⟦girasol7⟧',
      'wachtwoord voor ada: ⟦zonne7x⟧',
      'hasło użytkownika, hasło dla ada: ⟦slonce7x⟧',
      'password for user ada is ⟦sunfl0wer⟧',
      'Setting --http-password (httppassword) to ⟦sunfl0wer⟧',
      'Initialpasswort: ⟦sonne7⟧',
      'Standardkennwort=⟦sonne⟧',
      'mi PIN es ⟦4711⟧',
      'der PIN lautet ⟦4711⟧',
      'votre code de vérification est ⟦482913⟧',
      'código de verificación: ⟦482913⟧',
      'codigo de verificacion es ⟦482913⟧',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'le mot de passe est incorrect',
      'le mot de passe est trop court',
      'le mot de passe est tournesol et rien',
      'das Passwort ist leer',
      'das Passwort lautet anders als gestern',
      'la contraseña es débil',
      'a senha é fraca.',
      'la password è scaduta',
      'het wachtwoord is vereist',
      'hasło jest wymagane',
      'mot de passe saisi : incorrect',
      'password provided: rejected',
      'Kennwort für Benutzer ada: falsch',
      'password for user ada is wrong',
      'le code est faux',
      'Using --password via the CLI is insecure',
      'the flag --token is deprecated',
      'give --password or --token, please',
    ])
      expectHidden(line, 'none');
  });

  it('may be a login with its password behind a slash', () => {
    for (const line of [
      'login: ada / ⟦sunfl0wer⟧',
      'Login: ada/⟦Sunflower!⟧.',
      'creds: ada / ⟦sunfl0⟧, thanks',
      'zugang: ada / ⟦sonne7⟧',
      'your login is ada / ⟦sunfl0wer⟧',
      `login: ada / ⟦${'aB3x'.repeat(16)}⟧`,
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      'login: ada / success',
      'login: ada / sunf0',
      'login: ada / 2026-11-30',
      'login: ada / 48291375',
      'login: ada / Chrome/120',
      'login: ada / sunfl0wer(x)',
      'login: ada and bob / sunfl0wer',
      'login: p50/p99',
      `login: ada / ${'aB3x'.repeat(16)}a`,
    ])
      expectHidden(line, 'none');
  });
});

describe('the passkey of two devices', () => {
  it('is six digits behind its name', () => {
    for (const line of ['passkey ⟦482913⟧', 'the passkey ⟦482913⟧ was shown']) expectHidden(line, 'named-secret');
    for (const line of [
      'passkey 48291',
      'passkey 4829137',
      'passkey 482913-1',
      'passkey 482913.5',
      'passkeys 482913',
      'passkey id 482913',
    ])
      expectHidden(line, 'none');
  });
});

describe('a prompt', () => {
  it('is no value, and what answers it is one', () => {
    for (const line of [
      'expect "Password:" { send "⟦sunflower⟧\\r" }',
      'expect "Password:"\nsend -- "⟦sunflower⟧\\r"',
      "child.expect('assword: '); child.sendline('⟦sunflower⟧')",
      'expect: send "⟦sunflower⟧\\r" to prompt "Password:"',
      'expect "Kennwort: " ; send \'⟦sonne⟧\'',
      String.raw`{"cmd":"expect \"PIN:\"; send \"⟦4711⟧\\r\""}`,
      `expect "passphrase"${' '.repeat(140)}send "⟦sunflower⟧"`,
    ])
      expectHidden(line, 'service-password');
    for (const line of [
      'expect "Password:" { send "$password\\r" }',
      'expect "Password:" { send "[lindex $argv 0]\\r" }',
      'expect "continue? password kept" send "yes\\r"',
      'expect "login:" { send "ada\\r" }',
      'expect "Password:" { send "$pw\\r" } expect "$ " { send "ls -l\\r" }',
      'expect "Password:" { send "\\r" }',
      `expect "passphrase"${' '.repeat(160)}send "sunflower"`,
      'send "hello" to the printer',
      'print("Password:")',
      'read -p "Password: " x',
      "prompt: 'Password: '",
    ])
      expectHidden(line, 'none');
  });
});
