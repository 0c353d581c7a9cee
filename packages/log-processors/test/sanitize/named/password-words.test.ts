import { expect, it } from 'vitest';
import { speaksOfPassword } from '../../../src/sanitize/named/password-words.js';

it('a name with a word for a password speaks of one', () => {
  const names = ['pass', 'db_passwd', 'PWD', 'wifi-pw', 'wpa_psk', 'kennwort', 'losungswort', 'contraseña', 'senha']
    .concat(['wachtwoord', 'hasło', 'haslo', 'heslo', 'lösenord', 'losenord', 'secret answer', 'secret_answer'])
    .concat(['secret-answer', 'secretanswer', 'bypassword', 'bypasscode', 'compassphrase', 'standbypass']);
  expect(names.filter((name) => !speaksOfPassword(name))).toEqual([]);
});

it('what only sounds so does not', () => {
  const names = [
    'passenger',
    'passport',
    'passage',
    'passing',
    'passthrough',
    'bypass',
    'by-pass',
    'x-bypass',
    'compass',
  ].concat(['com-pass', 'pwx', 'pskx', 'papassagess', 'token']);
  expect(names.filter(speaksOfPassword)).toEqual([]);
  expect(speaksOfPassword('password of the passport office')).toBe(true);
});
