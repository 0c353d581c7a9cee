import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password that stands before its word', () => {
  it('goes in any language', () => {
    for (const line of [
      '⟦Kd93kfL20x!⟧ is the new password',
      '⟦Kd93kfL20x!⟧ is my password',
      '⟦Kd93kfL20x!⟧ is your initial password',
      '⟦Kd93kfL20x!⟧ is our wifi password',
      'use ⟦Kd93kfL20x!⟧ as password',
      'use ⟦Kd93kfL20x!⟧ as the password',
      'use ⟦Kd93kfL20x!⟧ as my password',
      'use ⟦Kd93kfL20x!⟧ as a password',
      'use "⟦Kd93kfL20x!⟧" as password',
      'use ⟦[Kd93kfL20x!]⟧ as password',
      'use `⟦Kd93kfL20x!⟧` as password',
      '⟦Kd93kfL20x!⟧ ist das Passwort',
      '⟦Kd93kfL20x!⟧ ist dein Kennwort',
      '⟦Kd93kfL20x!⟧ ist ihr Passwort',
      'nimm ⟦Kd93kfL20x!⟧ als Passwort',
      'nimm ⟦Kd93kfL20x!⟧ als Kennwort',
      '⟦Kd93kfL20x!⟧ est le mot de passe',
      '⟦Kd93kfL20x!⟧ est ton mot de passe',
      '⟦Kd93kfL20x!⟧ comme mot de passe',
      '⟦Kd93kfL20x!⟧ es la contraseña',
      '⟦Kd93kfL20x!⟧ como contraseña',
      '⟦Kd93kfL20x!⟧ como senha',
      '⟦Kd93kfL20x!⟧ e a senha',
      '⟦Kd93kfL20x!⟧ é a senha',
      '⟦Kd93kfL20x!⟧ e a nova senha',
      '⟦Kd93kfL20x!⟧ e la nuova password',
      '⟦Kd93kfL20x!⟧ come password',
      '⟦Kd93kfL20x!⟧ als wachtwoord',
      '⟦Kd93kfL20x!⟧ is het nieuwe wachtwoord',
      '⟦Kd93kfL20x!⟧ jako hasło',
      '⟦Kd93kfL20x!⟧ jako heslo',
      '⟦Kd93kfL20x!⟧ to nowe hasło',
      '⟦Kd93kfL20x!⟧ är det nya lösenord',
      '⟦Kd93kfL20x!⟧ is the login',
      '⟦Kd93kfL20x!⟧ is the temporary logon',
      '⟦Kd93kfL20x!⟧ is the current creds',
      '⟦Kd93kfL20x!⟧ is our credentials',
      '⟦Kd93kfL20x!⟧ ist das zugang',
      '⟦Kd93kfL20xQm7xk29zHy4v⟧ is the access token',
      '⟦Kd93kfL20xQm7xk29zHy4v⟧ is the new api token',
      '⟦Kd93kfL20xQm7xk29zHy4v⟧ is our auth token',
      '⟦Kd93kfL20xQm7xk29zHy4v⟧ is the api key',
      '⟦Kd93kfL20xQm7xk29zHy4v⟧ is the client secret',
    ])
      expectHidden(line, 'named-secret');
  });

  it('stays where it is none', () => {
    for (const line of [
      'Kd93kfL20x! is the new password_hash',
      'Kd93kfL20x! is the new password: ⟦policy⟧',
      'Kd93kfL20x! is the new passwords',
      'Kd93kfL20x! is the new router',
      'lagerraum2 is the new password',
      'Kd9! is the new password',
      'a/Kd93kfL20x! <b is the new password',
      'orders-of-2026-november is the api key',
      'Kd93kfL20x is the api key',
      'kdxxkflxxxqmxxkxxzhyxv is the api key',
    ])
      expectHidden(line, 'named-secret');
  });
});
