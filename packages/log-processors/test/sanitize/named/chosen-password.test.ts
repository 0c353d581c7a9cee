import { describe, expect, it } from 'vitest';
import { isChosenPassword, isStrongPassword } from '../../../src/sanitize/named/chosen-password.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

describe('what somebody tells as a password', () => {
  it('is a word with digits, or letters with a sign between them', () => {
    const chosen = words(`
      orchidsalmon57 password123! Lyon.260 kaffee!maschine kaffee#maschine kaf!feem jo9's-key! web-2-orchid shop-cluster12
      ${'x'.repeat(63)}9 ab@cd9@x.org jo9@x.org! mail-host:5432 orchid:5432! orchid:543210 ${'o'.repeat(25)}:5432 JIRA-12345678
      ab/9xq!w !ab/c9defg xyC:\\9abc! 9:\\abc!d xa6_64 !x86_64 x86_64!
      Order2#total%x Xissue#42 issue#42!x xRelease12 Release12!x Release12345 Release12BC x1Password8 1Password123 1Password8!
      xCtrl+F5 Ctrl5xyz 12345thx y12345th !123e4567-e89b-12d3-a456-426614174000 123e4567-e89b-12d3-a456-426614174000!x
      myserver12 server12x server123456`);
    expect(chosen.filter((value) => !isChosenPassword(value))).toEqual([]);
  });

  it('is no address, host or path', () => {
    const others = words(`
      jo9@shop.example.org jo.x9@my-shop.org https://x9.example 9:://orchid localhost:5432 db1.shop.example db1.shop9:5432 la-Lyon.260
      Lyon.260.example Version.260 .~/key9!x ~~/key9!x /srv9!x ab/c9defg C:\\9abc!d !x9/abc/de !x9\\abc\\de`);
    expect(others.filter(isChosenPassword)).toEqual([]);
  });

  it('is nothing that has a name or a number of its own', () => {
    const others = words(`
      Shop::Order2#total? Order2#pay! Order2#total Shop::My::Order2#x_1 issue#42 pr@1234 ticket#7 build@42 JIRA-1234 JIRA_12
      JIRA#1234 RFC2898 x86_64 Release12 release1234 Sprint12 sprint2024B Phase7 phase12C 1Password8 1Password 1Password12
      Ctrl+F5x Alt+F4x Shift+F10 Win+R12 Cmd+K12 Meta+F4x 1000st 1000nd 1000rd 12345th 1000er 123eme 1024char 1024chars
      1024byte 1024bytes 2048bit 2048bits 12345x 100min 100mins 300sec 300secs 365day 30days 24hour 24hours 12345h 10round
      10rounds 123e4567-e89b-12d3-a456-426614174000 server_12 server12 Log4j-12 k8s_1234 shop-cluster-12 shop.cluster.123`);
    expect(others.filter(isChosenPassword)).toEqual([]);
  });

  it('is no stand-in, remark, format or piece of a program', () => {
    const others = words(`
      \${PASSWORD_9} <password9> sha-256x expired!! user%.10s! 9orchid%0A9 %9orchid orchid9= orchid9: -orchid9 =orchid9 (orchid9
      orchid9=x orch{id9 orch}id9 orch<id9 orch>id9 orch|id9 getkey9( getkey9() orchid9's`);
    expect(others.filter(isChosenPassword)).toEqual([]);
  });

  it('has six letters at least, eight where none is a digit, 64 at most, and its sign neither first nor last', () => {
    const others = words(`
      orch9 ${'x'.repeat(64)}9 123!456 kaf!fee kaffeemaschine kaffeemaschine! !kaffee!maschine kaffee!maschine@
      kaffee!maschine# kaffee!maschine& kaffee!maschine+`);
    expect(others.filter(isChosenPassword)).toEqual([]);
  });
});

describe('a strong password', () => {
  it('has letters, digits and a sign, both cases around a digit, or capital words and a number', () => {
    const strong = words(`
      orchid!9 9orchid$ Lodash@42 lodash@4x lodash@42! Orchid4x Kaffee-Maschine42 Kaffee-Maschine-42 Rot_Gruen_Blau2024
      Rot-Gruen-Blau_123456`);
    expect(strong.filter((value) => !isStrongPassword(value))).toEqual([]);
  });

  it('is no package, no part of a plant and nothing less mixed', () => {
    const others = words(`
      lodash@4 lodash@42 left-pad@v12 a.b/c-d@12. Log4j-12 K8s-1234 orchid42x ORCHID4X Orchid42 orchid!maschine
      xKaffee-Maschine42 Kaffee-Maschine42. Kaffee-Maschine4 Kaffee-Maschine1234567 K-Maschine42 Kaffee-M42 Kaffee-maschine42
      Kaffee--42`);
    expect(others.filter(isStrongPassword)).toEqual([]);
  });
});
