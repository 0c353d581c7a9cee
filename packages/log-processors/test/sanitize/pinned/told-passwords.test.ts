import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password that people tell each other', () => {
  it('goes from behind words about whose it is, in the languages of chats', () => {
    for (const line of [
      'the password for the guest wifi is now ⟦sunny42day⟧',
      'das WLAN-Passwort im Keller lautet jetzt ⟦kaffee!maschine9⟧',
      'Passwort vom Testsystem auf ⟦gT4!kpQ9x⟧ geändert',
      'le mot de passe du portail est maintenant ⟦Cerise_4821⟧',
      'utilise le mot de passe « ⟦Glacier2021*⟧ », je le change',
      'Mot de passe pour le compte « export » : ⟦valley_RXs6jV?⟧',
      'la contraseña del wifi ahora es ⟦F4lc0n8637*⟧, la anterior no',
      'password ⟦aB3aB3⟧ and x',
      'nueva contraseña ⟦ArblLoc*ImnsVg!s69⟧ para nóminas',
      'a senha do banco é ⟦Thunder_Rocket_445⟧ e a porta 5433',
      'la password del gestionale è ⟦Girasole_2044⟧',
      'het wachtwoord van de server is nu ⟦Tulpenveld_88⟧',
      'Ustawiono hasło bazy na ⟦gK1kXFI08WrTw⟧ (start)',
      'heslo k tiskárně je teď ⟦Cobalt2023!⟧',
      'логин qa_ro, пароль ⟦orchidsalmon57⟧',
      'пароль до сервера це ⟦Kalyna#2044⟧',
      'sunucunun şifresi artık ⟦Lale!2044x⟧',
      'Geçici şifreniz: ⟦Ankara!88x⟧',
      'パスワードは「⟦Nqz*6M^iUTHw⟧」です',
      '测试环境密码是 ⟦Panda#2044x⟧',
      '서버 비밀번호는 ⟦Hangang#2044⟧ 입니다',
      'lösenordet till routern är ⟦Sommar77x⟧',
    ])
      expectHidden(line, 'named-secret');
  });

  it('goes from before its name', () => {
    expectHidden('⟦Glacier2026*x⟧ is the new root password', 'named-secret');
    expectHidden('set ⟦Tulip$77ab⟧ as the password for jo', 'named-secret');
    expectHidden('⟦Sonne!2026x⟧ ist das neue Passwort', 'named-secret');
    expectHidden('user99 is the new password admin', 'named-secret');
  });

  it('is no version, time, host, path, account or part of a plant', () => {
    for (const line of [
      'password reset for user jsmith42 requested by admin01',
      'The password policy for the domain is set to Level-3',
      'Password expiry for host web-01.prod.internal is 2026-12-31',
      'password hash algorithm changed to argon2id v1.3',
      'the password was last changed on 2026-11-30 by jsmith42',
      'Passwort für Benutzer jsmith42 wurde geändert',
      'Das Kennwort wird auf Server02 gespeichert',
      'mot de passe modifié par admin2 le 30/11/2026',
      'hasło zostało zmienione na serwerze Srv02',
      'пароль для входа истекает через 30д',
      'パスワードは8文字以上で入力してください',
      'password file for nginx is /etc/nginx/.htpasswd',
      'default passwordPolicy=length(12) and notUsername',
      'Setting up passwd (1:4.13+dfsg1-4ubuntu3.2) ...',
      'Please enter the passphrase to%0Aprotect your new key',
    ])
      expectHidden(line, 'named-secret');
  });
});

describe('a one-time code in a message', () => {
  it('goes behind its name and before it', () => {
    for (const line of [
      'Votre code de connexion est ⟦482913⟧',
      'Je inlogcode is ⟦482913⟧',
      'Doğrulama kodunuz: ⟦482913⟧',
      'Ваш код подтверждения: ⟦482913⟧'.replace('подтверждения', 'входа'),
      '您的验证码是⟦482913⟧，5分钟内有效',
      '認証コードは ⟦482913⟧ です',
      '⟦547558⟧ ist Ihr Bestätigungscode. Gültig für 5 Minuten.',
      '⟦771204⟧ es tu código de verificación',
      '⟦448120⟧ to twój kod weryfikacyjny',
    ])
      expectHidden(line, 'one-time-code');
    expectHidden('unlock: keypad code=⟦81319⟧ door=3', 'named-secret');
  });

  it('is no code of a product, an error or a country', () => {
    for (const line of [
      '482913 is your order number',
      'product code: 482913 stock 3',
      'error code is 40718',
      'Your postal code is 40718',
      '204817 ist Ihre Bestellnummer',
    ])
      expectHidden(line, 'one-time-code');
  });
});
