import { describe, it } from 'vitest';
import { expectAllHidden, expectHidden, expectPlain } from '../support/hidden-parts.ts';

const hidden = (lines: readonly string[]) => expectAllHidden('named-secret', lines);

describe('a name whose capitals begin no words', () => {
  it('is the name it spells', () => {
    hidden([
      'PaSSWORD=⟦a7Kp2xQ⟧',
      'pAsSwOrD=⟦a7Kp2xQ⟧',
      'user PASSword=⟦a7Kp2xQ⟧',
      'pAssWd: ⟦a7Kp2xQ⟧',
      'passPhRase=⟦a7Kp2xQ⟧',
      'PaSSWORT=⟦a7Kp2xQ⟧',
      'kEnNwort=⟦a7Kp2xQ⟧',
      'DB_sEcReT=⟦a7Kp2xQ⟧',
      'ToKeN=⟦a7Kp2xQ⟧',
      'aPiKeY=⟦a7Kp2xQ⟧',
      'PаSSWORD：⟦6t1KiF3buiGv⟧',
    ]);
    expectPlain(['xToKeN=a7Kp2xQ', 'PaSSWORDs=a7Kp2xQ', 'PaSS WOrD=a7Kp2xQ', 'PaSSporT=a7Kp2xQ', 'sEcReTary=a7Kp2xQ']);
  });
});

describe('a name whose letters stand apart', () => {
  it('is the name it spells', () => {
    for (const name of ['PASSWORD', 'passwd', 'Passwort', 'passphrase', 'Kennwort', 'SECRET', 'TOKEN', 'ApiKey'])
      hidden([' ', '-', '_', '.'].map((joint) => `${[...name].join(joint)} = ⟦a7Kp2xQ⟧`));
    hidden([
      'P A S S W O R D:⟦a7Kp2x⟧',
      'P A S S W O R D   =>   "⟦a7Kp2x⟧"',
      "p a s s w d\t:\t'⟦a7Kp2x⟧' ok",
      'S E C R E T : `⟦a7Kp2x⟧`, ok',
      'A P I  K E Y = ⟦a7Kp2x⟧; ok',
      'A P I   K E Y = ⟦a7Kp2x⟧',
      '(P A S S W O R D = ⟦h u n t e r 2⟧',
      'P A S S W O R D = ⟦h u n t 2 3⟧ ok',
      `P A S S W O R D = ⟦${'a7'.repeat(512)}⟧`,
      `P A S S W O R D = ⟦${[...'a7'.repeat(32)].join(' ')}⟧`,
    ]);
  });

  it('is none as a part of others, before another sign, or before what is no credential', () => {
    expectPlain([
      'xp a s s w o r d = a7Kp2xQ',
      '4p-a-s-s-w-o-r-d = a7Kp2xQ',
      'P A S S W O R D S = a7Kp2xQ',
      'P A S S W O R D a7Kp2xQ',
      'P A S S W O R D    = a7Kp2xQ',
      'P A S S W O R D =    a7Kp2xQ',
      'P A S S W O R D = a7Kp2',
      'P A S S W O R D = a b c d 2',
      'P A S S W O R D = required',
      'P A S S W O R D = ',
    ]);
  });

  it('may stand before what hides a value, says where it is kept, counts it or dates it', () => {
    expectPlain([
      'P A S S W O R D: ********',
      'P A S S W O R D: [REDACTED]',
      'P A S S W O R D = $PASSWORD_2',
      "P A S S W O R D: os.environ['DB2']",
      'P A S S W O R D: process.env.DB_PW2',
      'S E C R E T: /run/secrets/db_pw2',
      'S E C R E T: arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-x1',
      'S E C R E T: ENC[AES256_GCM,data:abc1]',
      'T O K E N: count=1200',
      'T O K E N: 2024-01-02T03:04:05Z',
    ]);
    hidden([
      'T O K E N: ⟦count=12x9⟧',
      'T O K E N: ⟦2024-01-02x9⟧',
      'S E C R E T: ⟦arnchair9x⟧',
      'P A S S W O R D: ⟦[hunter2x9]⟧',
      'S E C R E T: ⟦/9xKq2Lm⟧',
      'T O K E N: ⟦abc=12345⟧',
    ]);
  });
});

describe('a name with colours in it or around it', () => {
  const ESCAPES = ['\u001b[', '\u009b', '\\u001b[', '\\\\u001b[', '\\u001B[', '\\x1b[', '\\033[', '\\e[', '#033['];

  it('is read without them', () => {
    for (const begin of ESCAPES)
      hidden([
        `pass${begin}31mword=⟦hunter2x9⟧`,
        `${begin}1;32mpassword${begin}0m: "⟦hunter2x9⟧" ok`,
        `${begin}mpassword${begin}m=${begin}38:2::255:0:0m⟦hunter2x9⟧`,
      ]);
  });

  it('is read as it is written, too', () => {
    hidden(['\u001b[mfa_code=⟦482913⟧', 'password=⟦hunter2\u001b[0mx9⟧']);
    expectPlain([
      'pass\u001b[31Jword=hunter2x9',
      `pass\u001b[${'1'.repeat(33)}mword=hunter2x9`,
      'pass#33[1mword=hunter2x9',
    ]);
    hidden([`pass\u001b[${'1'.repeat(32)}mword=⟦hunter2x9⟧`]);
  });

  it('is read behind what erases a line', () => {
    for (const begin of ESCAPES) hidden([`DB_${begin}01;31m${begin}KPASSWORD${begin}m${begin}K=⟦hunter2x9⟧`]);
  });
});

describe('what has no name, behind a colour that follows a letter or a digit at once', () => {
  const KEY = 'AKIAZ7Q3MXK9WV2BN4TP';

  it('is found as if the colour were a space', () => {
    for (const begin of ['\u001b[', '\u009b', '\\u001b[', '\\x1b[', '\\033[', '\\e[', '#033[']) {
      for (const end of ['0m', 'K', '1;31m'])
        expectHidden(`INFO${begin}${end}⟦${KEY}⟧${begin}${end}ok`, 'aws-access-key');
      expectHidden(`id12${begin}0m⟦4111111111111111⟧${begin}0m5`, 'pan');
      expectHidden(`x1${begin}0m⟦DE89370400440532013000⟧`, 'iban');
    }
  });

  it('is none where no colour stands', () => {
    expectPlain([`INFO\u001b[0J${KEY}`, `INFO0m${KEY}`]);
  });
});

describe('a place behind the name of a key of a wireless network', () => {
  it('changes nothing', () => {
    for (const place of ['home', 'office', 'guest', 'work', '5ghz', '5g'])
      hidden([
        `id,wifi_psk_${place}\n1,⟦hunter2x9ab⟧`,
        `| wifi_psk_${place} | ⟦hunter2x9ab⟧ |`,
        `wifi_psk_${place}=⟦hunter2x9ab⟧`,
      ]);
    expectPlain(['wifi_psk_length=hunter2x9ab', 'psk_homes=hunter2x9ab']);
    hidden(['password_office=⟦hunter2x9⟧', 'wlan_passphrase_guest: ⟦hunter2x9ab⟧']);
  });

  it('is no place of another secret', () => {
    expectPlain([
      'token_home=/srv/app/x1',
      'session_guest=visitor12',
      'session_home: dashboard_v2',
      'secret_work: refactor9',
    ]);
  });
});
