import { describe, it } from 'vitest';
import { expectAllHidden, expectUnchanged } from '../support/hidden-parts.ts';

describe('a credential behind its scheme', () => {
  it('goes if it ends like a file, too', () => {
    expectAllHidden('authorization', [
      'Bearer ⟦9f86d081884c7d659a2feaa0c55ad015.db⟧',
      'bearer ⟦aB3xY9qW7rT2mN5pL8vT4kQ1.tmp⟧',
      'Bearer ⟦Kq81bTz5mWc07RfLx2Vd.json⟧',
    ]);
    expectUnchanged(['bot 9f86d081884c7d659a2feaa0c55ad015.bin']);
  });
});

describe('a password behind a command', () => {
  it('is no count of tests where somebody logs in', () => {
    expectAllHidden('service-password', [
      'USER jo PASS ⟦123456⟧ ERROR',
      'C: PASS ⟦123456⟧ FAILURE',
      'PASS ⟦1234⟧ SKIP',
      'USER ada PASS ⟦4711⟧ FAIL 3',
    ]);
    expectUnchanged(['PASS 412 FAIL 0 SKIP 3', 'PASS 7, SKIPPED: 2']);
  });

  it('may stand in quotation marks, with some inside, or cut', () => {
    expectAllHidden('service-password', [
      'PASS "⟦geheim!9⟧',
      'PASS "⟦geheimwort⟧"',
      'PASS "⟦zwei Worte⟧"',
      'PASS "⟦abc"def⟧',
      'a1 LOGIN "jo" "⟦plain⟧"',
      'imap LOGIN ada "⟦hunter2⟧".',
      'x C1 LOGIN ada ⟦hunter2⟧ y',
      'a1 LOGIN "jo" "⟦hun\\"ter2⟧"',
      'C: a1 LOGIN jo "⟦hunter 2⟧"',
      'imap: session x a7 LOGIN "jo" "⟦hun⟧"',
      'Command: PASS ⟦Blumentopf⟧',
      'command: PASS ⟦Blumen4topf⟧',
      'IDENTIFY "⟦Blumen4topf⟧"',
    ]);
  });

  it('is no event, no result of a test, no name of a mechanism and no word of a sentence', () => {
    expectUnchanged([
      "IN ('LOGIN', 'LOGOUT', 'REGISTER')",
      "enum('LOGIN', 'LOGOUT', 'ERROR')",
      '{"events":["LOGIN", "LOGOUT", "SIGNUP"]}',
      '["LOGIN", "jo", "home", "shop"]',
      '["PASS", "12ms"]',
      '["PASS","2026-11-30"]',
      '"PASS" "12:04:33"',
      't("PASS", "7 of 9")',
      '["PASS", "200"]',
      'supports AUTH "CRAM-MD5"',
      'AUTH "SCRAM-SHA-256"',
      'AUTH "SCRAM-SHA-512-PLUS"',
      'AUTHENTICATE "PLAIN"',
      '500 AUTHENTICATE "GSSAPI" failed',
      'IDENTIFY "disk1" started',
      'IDENTIFY "sensor-12ab" done',
      'Run PASS "case-12"',
      'command: PASS through',
      'imapd stats: 42 LOGIN commands processed',
      'imap server 3 LOGIN failures seen',
      'imap node a7 LOGIN attempts rejected',
    ]);
  });
});

describe('a line of settings', () => {
  it('loses its password, also one of several words', () => {
    expectAllHidden('command-line-password', [
      'rocommunity "⟦hunter 2⟧"',
      'rocommunity ⟦acm3-ro⟧ 10.0.0.0/8',
      'snmpd: rwcommunity ⟦netzwerk⟧ default .1.3.6',
      'trap2sink nms.lan ⟦netzwerk⟧ 162',
      'com2sec ops 10.0.0.0/8 ⟦netzwerk⟧',
      '.logon td/jo,⟦Blumen4topf⟧;',
      'userid=scott/⟦Tig/er9⟧@orcl',
      'exp userid=scott/⟦tiger⟧ full=y',
    ]);
  });

  it('is no sentence, no page and no handler', () => {
    expectUnchanged([
      'The rwcommunity directive grants write',
      'rocommunity setting changed',
      'rocommunity is deprecated',
      'trap2sink option needs a host',
      'the com2sec line maps a source to a name',
      'GET /users?userid=abc/Orders',
      'userid=jo/Chrome120',
      'GET /mail?userid=jo/Inbox9@work',
      'System.logon name,domain',
      'onclick=.logon event,callback',
    ]);
  });

  it('of a file of passwords may hold escaped colons, and is no place in a program', () => {
    expectAllHidden('service-password', [
      'db:5432:shop:jo:⟦hun\\:ter2⟧ (from ~/.pgpass)',
      'db:5432:*:jo:⟦hunter2⟧ of passfile',
    ]);
    expectUnchanged([
      'host:5432:db:user:missing in .pgpass',
      'main.c:12:foo:bar:baz "x" could not open pgpass',
      'client.go:1204:open:read:retry of pgpass',
    ]);
  });
});

describe('an account and its password', () => {
  it('end where the next field begins', () => {
    expectAllHidden('named-secret', [
      'user: jo / ⟦Sommer!24x⟧,role=admin',
      'user: jo / ⟦Sommer!24x⟧;role=admin',
      'user: jo / ⟦Sommer!24x⟧&b=1',
      'user: jo / ⟦Sommer!24x⟧\\nnext',
      'user: jo / ⟦Sommer!24x⟧<br>',
      'user: jo / ⟦Som&mer=24x!⟧',
      "user: jo / '⟦Qz7! mN4p9⟧'",
      'user: jo / ⟦Som/mer!24x⟧',
      'account ada | ⟦Fr0sch!Koenig⟧',
    ]);
  });

  it('are no columns, measures, periods and numbers of things', () => {
    expectUnchanged([
      'user: www-data | 12.5%CPU',
      'account 4711 | €12.50K',
      'login jo | GMT+02:00Berlin',
      'access: public | Cache-Control:max-age=3600',
      'user: jo / req-9Fx27Qa',
      'admin: jo / PR#412-Fix',
      'Konto 4711 / Buchung#12A',
      'user: jo / Q3@2024',
      'user: jo / iPhone14Pro',
      'user: jo | ops@Host7x',
      'user: jo / app/v2.1b?Page=2',
    ]);
  });
});

describe('a secret that was compared', () => {
  it('goes from either side', () => {
    expectAllHidden('named-secret', [
      'password mismatch: expected=⟦Sommer!24x⟧&b=1',
      'password mismatch: expected ⟦hunter2⟧ got ⟦hunter3⟧',
      'password did not match: expected "⟦correct horse 9⟧" got "x"',
      '{"msg":"token mismatch","expected":"⟦Qz7mN4pX9rT2kL5v⟧","got":"⟦aB3xY9qW7rT2mN5p⟧"}',
      'csrf token mismatch: ⟦Qz7mN4pX9rT2kL5v⟧ != ⟦aB3xY9qW7rT2mN5p⟧',
      'pin mismatch: ⟦4711⟧ vs ⟦4712⟧',
    ]);
  });

  it("is no lock's holder and no policy", () => {
    expectUnchanged([
      'lock token mismatch: expected worker-7f9c-Qx2 got worker-81ab-Kp9',
      'page token mismatch: expected aB3xY9qW7rT2mN5p',
      'Password does not match policy, expected [A-Za-z0-9!@#]{12,}',
      'password does not match the pattern, expected Abc!123x',
    ]);
  });
});

describe('what jobs are handed', () => {
  it('goes though the name stands behind, or an object between', () => {
    expectAllHidden('one-time-code', [
      '{"args":["jo","⟦482913⟧"],"class":"SendOtpJob"}',
      'SendOtpJob args: [1, {"n":5}, "⟦482913⟧"]',
      'accounts.send_otp args=(42, ⟦482913⟧)',
    ]);
    expectAllHidden('argument-password', ['ChangePasswordJob args: ["jo", "⟦Sommer!24x⟧"]']);
    expectAllHidden('redirect-code', ['{"args":["⟦kX3bQ9mZp7Lw4Vt8Ns1xYz0aB⟧"],"class":"InviteUserJob"}']);
  });

  it("stays where prose goes before, where it is a record's number, and where a job only tidies up", () => {
    expectUnchanged([
      'git reset args: ["--hard", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"]',
      'cosign verify args: ["0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"]',
      'transaction confirmed, function transfer args: ["0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", 100]',
      '{"class":"InviteUserJob","args":["6551f0c9e4b0a1d2c3f4a5b6", 3]}',
      '{"class":"ActivationMailer","args":["3f2b8c1e-9a4d-4e7f-8b6c-1d2e3f4a5b6c"]}',
      "Task accounts.tasks.verify_email[3f2b8c1e-9a4d-4e7f-8b6c-1d2e3f4a5b6c] received args=('3f2b8c1e-9a4d-4e7f-8b6c-1d2e3f4a5b6c',)",
      'Performing OtpCleanupJob with arguments: 604800',
      'CleanupMfaSessionsJob with arguments: "100000"',
      '{"class":"OtpExpiryJob","args":[300000]}',
      'send_otp[9f86d081] args=(481516,) kwargs={}',
      'OtpReportJob args: ["jo", 482913]',
      'SendOtpJob args: ["jo", 300000]',
    ]);
  });
});

describe('what only looks like a token or a document', () => {
  it('stays', () => {
    expectUnchanged([
      'live_TestEnvironmentForPerformance1',
      'live_streamABCDEFGHIJKLMNOPQRSTUVWX',
      'npg_getUserTable',
      "carte d'identité: dossier 2026-1234",
      'identiteitskaart lezer v2.1.12345',
      'kimlik no: 40112 hata',
      'paspoort module 12345',
      'crc ac9f86d081884c7d659a2feaa0c55ad015,1f86d081884c7d659a2feaa0c55ad015',
      'gateway/orders/15227939483 Dial',
      'data=eyJ1c2VybmFtZSI6ImtpbSIsImNvdW50IjoxMn0=',
    ]);
  });

  it('goes if it is one', () => {
    expectAllHidden('mollie-key', ['⟦live_vXwe7C6WbJjXOLI30jBktqsVPeMaPY⟧ refused']);
    expectAllHidden('neon-password', ['used ⟦npg_3vjcSCKLQiBi⟧, got 401']);
    expectAllHidden('rancher-token', ['rejected ⟦token-qjxjv:p7ez3cz6ikbbfzq06fheap0q045b012vplol7x4pigcwxbprv1r70z⟧']);
    expectAllHidden('discord-bot-token', [
      'tried with ⟦NTg0MjY3NTU0Njc3NjM0NDMz.GQnVT0.UN80X1ZlPNboHUwm012WDbz_Kpa5M9caMQ7TJR⟧',
    ]);
    expectAllHidden('object-in-base64', [
      'data=⟦eyJ1c2VybmFtZSI6ImtpbSIsInBhc3N3b3JkIjoiNkFISW1mTGRCaWx3Q3dLQm90In0=⟧',
    ]);
    expectAllHidden('national-id', ["carta d'identità ⟦CA12745AB⟧", 'paspoort ⟦NP1K2345⟧']);
    expectAllHidden('phone', ['mobiel ⟦06-24875439⟧', 'Dial(sofia/gateway/prov/⟦015227939483⟧)']);
    expectAllHidden('argument-password', ['(AC9f86d081884c7d659a2feaa0c55ad015,⟦1f86d081884c7d659a2feaa0c55ad015⟧)']);
    expectAllHidden('named-secret', [
      "INSERT INTO users (login, password) VALUES ('kim', '⟦CLXaX9YUMZ9eOD⟧'",
      "INSERT INTO users (login, password) VALUES ('kim', '⟦CLXaX9YU⟧",
      'INSERT INTO users (login, password) VALUES (kim, ⟦CLXaX9YU⟧',
    ]);
    expectAllHidden('typed-password', [
      'page.fill("#pwField", "⟦hunter22x⟧")',
      'cy.get("#derbypassword").type("⟦hunter22x⟧")',
    ]);
  });
});
