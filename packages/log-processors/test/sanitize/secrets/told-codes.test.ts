import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a code that a message tells', () => {
  it('goes in any language', () => {
    for (const line of [
      'Votre code de connexion est ⟦482913⟧',
      'Ihr Anmeldecode lautet ⟦482913⟧',
      'Votre code de connexion : ⟦482 017⟧',
      'Votre code de connexion : ⟦482-9134⟧',
      'Votre code de connexion : G-⟦482913⟧',
      'Votre code de connexion : GB-⟦482913⟧',
      'Votre code de connexion [⟦482913⟧]',
      'Votre code de connexion (⟦482913⟧)',
      'Votre code de connexion est ⟦482913⟧: x',
      'Vas overovaci kod je ⟦482913⟧',
      'ВАШ КОД: ⟦482913⟧',
      'your verification code: ⟦482 9134⟧',
      'your verification code [⟦482913⟧]',
      'your verification code (⟦482913⟧)',
      'tu codigo de acceso es ⟦482913⟧',
      'il tuo codice di accesso è ⟦482913⟧',
      '验证码[⟦482913⟧]',
      '您的验证码是⟦482913⟧',
      '驗證碼為 ⟦482913⟧',
      '認証コードは ⟦482913⟧ です',
      '認証番号は⟦482913⟧です',
      '인증번호는 ⟦482913⟧ 입니다',
      '인증번호[⟦482913⟧]',
      'Dein Sicherheitscode ist ⟦482913⟧',
    ])
      expectHidden(line, 'one-time-code');
    for (const line of [
      'your verification code is ⟦482913⟧',
      'your verification code: ⟦482-913⟧',
      'your verification code: ⟦G-482913⟧',
      'your verification code: ⟦GB-482913⟧',
      'Twoj kod weryfikacyjny to ⟦482913⟧',
      'Ваш код подтверждения: ⟦482913⟧',
      '验证码 ⟦482913⟧',
      '验证码：⟦482913⟧',
      '動態密碼: ⟦482913⟧',
      'Votre code de vérification est ⟦482913⟧',
    ])
      expectHidden(line, 'named-secret');
  });

  it("stays where it is another's", () => {
    for (const line of [
      'error code is 482913',
      'your postal code is 482913',
      'your product code is 482913',
      'Ваш код товара: 482913',
      'код ошибки: 482913',
      'code is 482913',
      'your verification code is ⟦482913-x⟧',
      'Votre code de connexion est 482913-x',
      'Votre code de connexion est 482.913',
      'Votre code de connexion est 482913:5',
      'Votre code de connexion est 482',
      'Votre code de connexion : gb-482913',
      'Votre code de connexion : 482-91',
      'Votre code de connexion : 48 9134',
      'votre CODE POSTAL est 48291',
      'Ваш подтверждения: 482913',
      'Ваш код_: 482913',
      'votre code de connexion  482-913',
      'роль вашего доступа: 482913',
      'Votre CODE PRODUIT de connexion est 482913',
      'your verification code is 482.913',
      'your verification code is 482913.5',
      'your verification code is ⟦4829⟧',
      'your verification code is 482',
      'your verification code: ⟦48-913⟧',
      'your verification code: 482_913',
      'your verification code: ⟦482-91⟧',
      'your verification code: ⟦gb-482913⟧',
      'your verification code is ⟦482913⟧. It expires',
      'роль 482913',
      'пользователь: 482913',
      'your verification code of the day of the week of the month of the year is 482913',
    ])
      expectHidden(line, 'named-secret');
    for (const line of ['your verification code is ⟦482913⟧:5', 'your verification is done. The code is ⟦482913⟧'])
      expectHidden(line, 'one-time-code');
  });
});
