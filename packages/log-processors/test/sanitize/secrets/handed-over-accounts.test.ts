import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password that people hand over with the account', () => {
  it('goes behind the slash, if it has a letter and a digit or a sign and is nothing else', () => {
    for (const line of [
      'portal login: ada / ⟦hunter2x⟧',
      'login is ada/⟦hunter2x⟧, change it',
      'creds are ada / ⟦hunter2x⟧.',
      'credentials are ada / ⟦hunter2x⟧',
      'creds: ada / ⟦hunter2x⟧',
      'credentials: ada / ⟦hunter2x⟧',
      'Zugang: ada / ⟦hunter2x⟧',
      'Zugangsdaten: ada / ⟦hunter2x⟧ bitte aendern',
      'login: ada / ⟦lager!raum⟧',
      'login: ada / 2026-11-30',
      'login: ada / 2026-11-30x',
      'login: ada / 20261130-11',
      'login: ada / host=db1',
      'login: ada / src1/x9y8z7',
      'login: ada / issue#42',
      'login: ada / db1.shop.example',
      'login: ada / a2',
      'login: ada / 12345678',
      'login: ada / lagerraum',
      'login: ada / hunter2x"',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('goes behind a colon or a slash, with a digit, a letter and a sign', () => {
    for (const line of [
      'creds for staging: admin / ⟦Kd93kfL20x!⟧',
      'credentials for the portal: ada:⟦Kd93kfL20x!⟧',
      'login with ada:⟦Kd93kfL20x!⟧ works',
      'log in with ada / ⟦Kd93kfL20x!⟧, then change it',
      'logged in with ada:⟦Kd93kfL20x!⟧ (staging)',
      'sign in with ada:⟦Kd93kfL20x!⟧',
      'anmelden mit ada:⟦Kd93kfL20x!⟧ bitte',
      'Login mit ada:⟦Kd93kfL20x!⟧ geht',
      'login with a:⟦Kd93kfL20x!⟧; thanks',
      'login with ada: ⟦Kd93kfL20x!⟧ now',
      'login with shop, ada:Kd93kfL20x!',
      'login with (ada:Kd93kfL20x!)',
      'login with ada:OAuth2Kd93kf! now',
      'login with ada:SAMLKd93kfL2! now',
      'login with ada:OIDC3kd93kfL2! now',
      'login with ada:KdxxkfLyyx! now',
      'login with ada:Kd93kfL20x now',
      'login with ada:12345678! now',
      'login with ada:Kd9! now',
      'login with ada:Kd93kfL20x!" now',
      'login with ada:Kd93/kfL20x! now',
      'login with ada:⟦O%Auth2Kd93kf!⟧ now',
      'login with ada:!1 lager raum2 now',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of ['creds for staging: ⟦admin:Kd93kfL20x!⟧']) expectHidden(line, 'named-secret');
  });

  it('goes in quotation marks behind the way to prove it', () => {
    for (const line of ['ada : EAP "⟦hunter22x⟧"', 'ada : XAUTH "⟦hunter22x⟧"', 'ada : EAP by "hunter22x"'])
      expectHidden(line, 'command-line-password');
  });

  it('goes as the first or second word of a command, if it is none of a sentence', () => {
    for (const line of [
      'rabbitmqctl add_user app ⟦Kd93kfL20x⟧',
      "rabbitmqctl change_password app '⟦Kd93kfL20x⟧'",
      'rabbitmqctl add_user app $PASSWORD',
      'rabbitmqctl add_user app %PASSWORD%',
      'rabbitmqctl add_user app -q',
      'rabbitmqctl add_user app ****',
      'rabbitmqctl add_user app | Kd93kfL20x',
      'rabbitmqctl add_user app failed',
      'mosquitto_passwd -b /etc/passwd ada ⟦Kd93kfL20x⟧',
      'mc alias set minio https://minio.example.com ada ⟦Kd93kfL20x⟧',
      'mc config host add minio https://minio.example.com ada ⟦Kd93kfL20x⟧',
      'cargo login ⟦Kd93kfL20x⟧',
      'security unlock-keychain -p ⟦Kd93kfL20x⟧ login.keychain',
      'security create-keychain -p ⟦Kd93kfL20x⟧ build.keychain',
      '/msg NickServ IDENTIFY ⟦Kd93kfL20x⟧',
      'PRIVMSG NickServ :IDENTIFY ⟦Kd93kfL20x⟧',
      'composer config http-basic.repo.example.com ada ⟦Kd93kfL20x⟧',
      'wpa_passphrase Gast ⟦Kd93kfL20x⟧',
      'echo "::add-mask::⟦Kd93kfL20x⟧"',
      'bitcoin-cli importprivkey ⟦Kd93kfL20x⟧',
      'New password: new value: ⟦Kd93kfL20x⟧',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of ['grafana-cli admin reset-admin-password ⟦Kd93kfL20x⟧']) expectHidden(line, 'named-secret');
  });
});
