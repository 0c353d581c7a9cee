import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('documents of a person', () => {
  it('are known by their names in more languages, with their words for a number', () => {
    expectAllHidden('national-id', [
      'obcansky prukaz c. ⟦512834606⟧ overen',
      'číslo občanského průkazu: ⟦512834606⟧',
      'dowód osobisty nr ⟦ABA300007⟧',
      "carta d'identità n. ⟦CA12745AB⟧ scaduta",
      "carte nationale d'identité n° ⟦880692310283⟧",
      'kimlik no: ⟦12345678903⟧',
      'passaporto n. ⟦YA1234568⟧',
      'cestovní pas č. ⟦41234567⟧',
      'PAN card number ⟦ABCPG1281Q⟧',
      'Reisepass-Nr. ⟦C01X00T478⟧',
    ]);
    expectPlain(['passport office has 1234567 cases', 'obcansky prukaz prosel', 'kimlik servisi 8080 portunda']);
  });

  it('go with codes that are told without accents', () => {
    expectAllHidden('one-time-code', ['SMS: Vas overovaci kod: ⟦730185⟧', 'Tvuj kod pro prihlaseni je ⟦730185⟧']);
    expectPlain(['chyba kod: 730184', 'vas error kod: 730184']);
  });
});

describe('what validators, mail servers and firewalls repeat', () => {
  it('loses its secrets', () => {
    expectAllHidden('named-secret', [
      'validation failed: Path `password` (`⟦catdog77⟧`) is shorter than the minimum allowed length (16).',
      '"secret" ("⟦catdog77⟧") is too short',
      'cmd="set passwd ⟦Pita.King8⟧" user="admin"',
    ]);
    expectAllHidden('rejected-value', [
      'Cast to string failed for value "⟦hunter2x⟧" (type Array) at path "password" for model "User"',
    ]);
    expectAllHidden('service-password', [
      'imap-login: Debug: a001 LOGIN "lager" "⟦Basel-See77⟧"',
      'imap: x a7 LOGIN jo ⟦hunter2x⟧',
    ]);
    expectAllHidden('bound-parameter', [
      "{ bindings: [ '⟦hunter2⟧', 3 ], sql: 'update users set password = ? where id = ?' }",
      '{"params":["⟦hunter2x⟧",7],"sql":"UPDATE users SET password = $1 WHERE id = $2"}',
      "exec sp_executesql N'UPDATE U SET Password = @p0',N'@p0 nvarchar(9)',@p0=N'⟦hunter2⟧'",
    ]);
  });

  it('keeps what is none', () => {
    expectPlain([
      'field "password" ("Password") is required',
      'Path `password` (`required`) missing',
      'Cast to Number failed for value "abc123" (type string) at path "age" for model "User"',
      'cmd="set password enable"',
      'params: [7] query: SELECT * FROM t WHERE id = $1',
      'SELECT x FROM "Users" WHERE "Password" = @__password_1',
      'test auth::tests::password_is_hashed ... ok',
      'test shop::session::token::expires ... FAILED',
      'password: "{{ vault_pg_password }}"',
      "password: '<%= pw %>'",
      'password: "#{ENV[\'PW\']}"',
    ]);
    expectAllHidden('named-secret', ['password: "⟦{{hunter2⟧"', 'auth:⟦:hunter2x9⟧ ok', 'password:⟦:hunter2⟧ ... ok']);
  });
});
