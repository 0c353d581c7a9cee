import { describe, it } from 'vitest';
import { expectAllHidden, expectUnchanged } from '../support/hidden-parts.ts';

describe('what is handed to a job that sends codes or links', () => {
  it('loses its codes and its tokens', () => {
    expectAllHidden('one-time-code', [
      'accounts.send_otp args=(42, "⟦482913⟧")',
      "task send_otp[7] received args=('jo', '⟦482913⟧')",
      '{"class":"SendOtpJob","args":[42,"⟦482913⟧"]}',
      'Performing SmsCodeJob (Job ID: 7) from Sidekiq(default) with arguments: "jo", "⟦482913⟧"',
      'VerificationCodeJob arguments=[7, ⟦482913⟧]',
      "{'name': 'login_code', 'args': ['de', '⟦4829⟧']}",
    ]);
    expectAllHidden('redirect-code', [
      'mail.reset_link args=("jo", "⟦kX3bQ9mZp7Lw4Vt8Ns1xYz0aB⟧")',
      'Performing InvitationMailJob with arguments: 7, "⟦kX3bQ9mZp7Lw4Vt8Ns1xYz0aB⟧"',
    ]);
  });

  it('keeps years, numbers and what other jobs get', () => {
    expectUnchanged([
      'send_otp args=(2026, "de")',
      'reports.build args=("2026-11", "482913")',
      'Performing ExportJob with arguments: 482913, "csv"',
      'reset_counters args=("orders", 482913)',
      '{"class":"ResizeJob","args":["482913","large"]}',
    ]);
  });
});

describe('an account and its password', () => {
  it('may be parted by a stroke or told backwards', () => {
    expectAllHidden('named-secret', [
      'user: jo / ⟦Sommer!24x⟧',
      'account ada | ⟦Fr0sch!Koenig⟧, tell nobody',
      'benutzer: "jo" / "⟦Sommer!24x⟧"',
      'jo / ⟦Sommer!24x⟧ is the login',
      '⟦Sommer!24x⟧ is the login for staging',
    ]);
    expectUnchanged([
      'user: jo / Firefox',
      'user jo / eu-central-1',
      'account 42 / order 7',
      'user: jo / build-12',
      'it is the login',
    ]);
  });

  it('may be the words of a command in capitals', () => {
    expectAllHidden('service-password', [
      '"LOGIN" "jo" "⟦correct horse⟧"',
      'C: "PASS" "⟦hunter2x⟧"',
      '["LOGIN", "jo", "⟦hunter⟧"]',
      '"OPER" "jo" "⟦hunter⟧"',
      '1764324000.1 [0 10.0.0.4:51234] "CONFIG" "SET" "requirepass" "⟦r3disPw⟧"',
    ]);
    expectUnchanged(['"PASS" "login works"', '"LOGIN" "jo" failed', '"login" "jo" "home"', '"LOGIN" "jo" "none"']);
  });
});

describe('a value that begins like a type', () => {
  it('goes with what no type goes on with', () => {
    expectAllHidden('named-secret', ['password: ⟦string|hunter⟧', 'password: ⟦text|hunterxyz⟧ for jo']);
    expectUnchanged([
      'password: string|null',
      'password: string|required|confirmed',
      'password: string|number|Buffer',
      'password: text|nullable',
    ]);
  });
});

describe('a session in the key of a cache', () => {
  it('goes whatever the key begins with', () => {
    expectAllHidden('store-key', [
      'get memc.sess.key.⟦lt7ab3kq9mzp7lw4vt8ns1xyz0⟧',
      'add memc.sess.lock.⟦lt7ab3kq9mzp7lw4vt8ns1xyz0⟧',
      'get memc.sess.⟦9f86d081884c7d659a2feaa0c55ad015⟧',
      // a store's key may end like a file
      'sess:⟦9f86d081884c7d659a2feaa0c55ad015.bin⟧',
      'verify:⟦9f86d081884c7d659a2feaa0c55ad015.bin⟧',
      'reset:⟦9f86d081884c7d659a2feaa0c55ad015.db⟧',
    ]);
    expectUnchanged(['stats memc.sess.count']);
  });
});

describe('a digest', () => {
  it('is no password that is told, and a file is no token', () => {
    expectUnchanged([
      'password list uploaded, ETag: "9f86d081884c7d659a2feaa0c55ad015"',
      'random password file, md5: "9f86d081884c7d659a2feaa0c55ad015"',
      'password export stored as 9f86d081884c7d659a2feaa0c55ad015.bin',
      'bot 9f86d081884c7d659a2feaa0c55ad015.bin',
      'secret stored as 9f86d081884c7d659a2feaa0c55ad015.bin',
    ]);
    expectAllHidden('named-secret', [
      'random password for the box: "⟦9f86d081884c7d659a2feaa0c55ad015⟧"',
      'password is ⟦9f86d081884c7d659a2feaa0c55ad015⟧',
    ]);
  });
});

describe('a number that is called over a trunk', () => {
  it('goes', () => {
    expectAllHidden('phone', [
      'Executing [s@from-internal:3] Dial("SIP/jo", "SIP/trunk/⟦015227939483⟧,60")',
      'Called DAHDI/g0/⟦015227939483⟧',
      'Dial(SIP/trunk/⟦0015227939483⟧)',
      'Dial(PJSIP/⟦015227939483⟧@trunk,60)',
    ]);
    expectUnchanged(['GET /zip/data/20261130', 'ls local/share/00123456789', 'Dial(SIP/trunk/1001)']);
  });
});
