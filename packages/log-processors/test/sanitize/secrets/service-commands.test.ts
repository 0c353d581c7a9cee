import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a command of a service with a password by its place', () => {
  it('goes as a monitor of Redis shows it', () => {
    for (const line of [
      '1764000000.1 [0 10.0.0.5:51234] "AUTH" "⟦Kd93kfL20x⟧"',
      '1764000000.1 [0 10.0.0.5:51234] "AUTH" "default" "⟦Kd93kfL20x⟧"',
      '1764000000.1 [0 10.0.0.5:51234] "requirepass" "⟦Kd93kfL20x⟧"',
      '1764000000.1 [0 10.0.0.5:51234] "masterauth" "⟦Kd93kfL20x⟧"',
      'ACL SETUSER ada on >⟦Kd93kfL20x⟧ ~* +@all',
      'ACL SETUSER ada >⟦Kd93kfL20x⟧',
      'ACL SETUSER ada on ~* +@all',
      'ACL SETUSER (ada) >Kd93kfL20x',
    ])
      expectHidden(line, 'service-password');
  });

  it('goes as a response of SASL', () => {
    for (const line of [
      'AUTH PLAIN ⟦AGFkYQBLZDkza2ZMMjB4⟧',
      'AUTH LOGIN ⟦S2Q5M2tmTDIweA==⟧',
      'AUTHENTICATE PLAIN ⟦AGFkYQBLZDkza2ZMMjB4⟧ ok',
      "<auth mechanism='PLAIN'>⟦AGFkYQBLZDkza2ZMMjB4⟧</auth>",
      '<auth mechanism="PLAIN">⟦AGFkYQBLZDkza2ZMMjB4⟧</auth>',
      'AUTH PLAIN agfkyqblzdkz',
      'AUTH PLAIN AGFkYQ',
      'AUTH PLAIN Rejected',
      'AUTH PLAIN AgFk',
      'AUTH LOGIN failed',
      'AUTH PLAIN ⟦AGFkYQBLZDkza2ZMMjB4-x⟧',
      'AUTH PLAIN ⟦(AGFkYQBLZDkza2ZMMjB4)⟧',
    ])
      expectHidden(line, 'service-password');
  });

  it('goes as words in quotation marks', () => {
    for (const line of [
      '"LOGIN" "ada" "⟦Kd93kfL20x⟧"',
      '"OPER" "ada" "⟦Kd93kfL20x⟧"',
      '"PASS" "⟦Kd93kfL20x⟧"',
      '"IDENTIFY" "⟦Kd93kfL20x⟧"',
      '"SAUTH" "⟦Kd93kfL20x⟧"',
      '["LOGIN", "ada", "⟦Kd93kfL20x⟧"]',
      "['LOGIN', 'ada', '⟦Kd93kfL20x⟧']",
      '"PASS" "⟦lager raum!2⟧"',
      '"LOGIN" "ada" "⟦LOGOUT⟧"',
      '"LOGIN" "ADA" "LAGER_RAUM"',
      '"LOGIN" "ADA" "LOGOUT"',
      '"LOGIN" "ADA" "⟦LAGER2⟧"',
      '"LOGIN" "LOGIN_OK" "LOGIN_BAD_DAY"',
      '"LOGIN" "LOGIN_ok" "⟦LOGIN_BAD⟧"',
      '["LOGIN", "LOGOUT", "REGISTER", "RESET"]',
      '["LOGIN", "ada", "Kd93kfL20x", "x"]',
      '"PASS" "login works"',
      '"PASS" "lager raum2"',
      '"PASS" "12ms"',
      '"PASS" "****"',
      '"login" "ada" "Kd93kfL20x"',
      '"pass" "Kd93kfL20x"',
      '"LOGIN" "ada" "xy"',
      '"LOGIN" of "ada" "Kd93kfL20x"',
      '"PASS" in "Kd93kfL20x"',
      '"PASS" ""lager raum!2"',
      '"LOGIN" ""ada" "Kd93kfL20x"',
      '"LOGIN" "ADA" "⟦lOGOUT⟧"',
      '"LOGIN" "ADA" "⟦LOGOUTx⟧"',
      '"LOGIN" "x/ADA" "⟦LOGOUT⟧"',
    ])
      expectHidden(line, 'service-password');
    for (const line of ['["PASS","⟦Kd93kfL20x⟧"]', '["PASS", "⟦Kd93kfL20x⟧"]', "['PASS', '⟦Kd93kfL20x⟧']"])
      expectHidden(line, 'named-secret');
  });

  it('goes as words of a list', () => {
    for (const line of [
      '["AUTH","⟦Kd93kfL20x⟧"]',
      '["AUTH", "⟦Kd93kfL20x⟧"]',
      "['AUTH','⟦Kd93kfL20x⟧']",
      '[\\"AUTH\\",\\"⟦Kd93kfL20x⟧\\"]',
      '["*3","$4","AUTH","$7","x1","$9","Kd93kfL20x"]',
      '["3", "AUTH", "⟦Kd93kfL20x⟧"]',
      '["CONFIG","SET","requirepass","⟦Kd93kfL20x⟧"]',
      '["CONFIG", "SET", "requirepass", "⟦Kd93kfL20x⟧"]',
      "['CONFIG', 'SET', 'requirepass', '⟦Kd93kfL20x⟧']",
      '["auth","⟦lager12x⟧"]',
      '["auth","lagerraum"]',
      '["auth","12345678"]',
      '["auth","⟦lager1x⟧"]',
      '["auth","⟦lager:12x⟧"]',
      '["auth","⟦xlager.12⟧"]',
      '["auth","⟦12lager:x⟧"]',
      '["auth","⟦lagerx12:3⟧"]',
      'tags "auth","⟦Kd93kfL20x⟧"]',
      '[x "AUTH","⟦Kd93kfL20x⟧"]',
      '[x "AUTH","x"]',
      '["3",x "AUTH","x"]',
      '["AUTH","****"]',
      '["AUTH", of "Kd93kfL20x"]',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      '["AUTH","default","⟦Kd93kfL20x⟧"]',
      '[ "AUTH", "default",\t"⟦Kd93kfL20x⟧" ]',
      "['AUTH', 'default', '⟦Kd93kfL20x⟧']",
      '["AUTH","⟦lager⟧"]',
      '["auth","⟦xlager12⟧"]',
      '["auth","⟦lager x:12⟧"]',
      '["auth","⟦12 lager:x⟧"]',
      '["AUTH","x","⟦Kd93kfL20x⟧","y"]',
    ])
      expectHidden(line, 'service-password');
  });

  it('goes where FreeRADIUS says who logged in', () => {
    for (const line of [
      'Login incorrect: [ada/⟦Kd93kfL20x⟧] (from client nas port 0)',
      'Login OK: [ada/⟦Kd93kfL20x⟧] (from client nas port 0)',
      'Login incorrect (mschap): [ada/⟦Kd93kfL20x⟧]',
      'Login incorrect ada/⟦Kd93kfL20x⟧]',
      'Login OK: [ada/<via Auth-Type = EAP>] (from client nas)',
      'Login OK: [ada/⟦<x>y⟧] (from client nas)',
      'Login OK: [ada/⟦x<y>⟧] (from client nas)',
      'Login OK: [ada/CHAP-Password] (from client nas)',
      'Login OK: [ada/⟦xCHAP-Password⟧] (from client nas)',
      'Login OK: [ada] (from client nas)',
      'Login OK: [ada',
    ])
      expectHidden(line, 'service-password');
  });
});
