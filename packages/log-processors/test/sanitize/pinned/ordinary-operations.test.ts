import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

const hidden = (lines: readonly string[], rule = 'named-secret') => expectAllHidden(rule, lines);

describe('what programs write about themselves', () => {
  it('may have the clock of Go in it', () => {
    expectPlain(['2026-11-30 08:00:05 +0000 UTC m=+431.123456789 (durationBeforeRetry 2s)']);
    hidden(
      [
        'x=⟦+431.123456789⟧ (x)',
        ' m: ⟦+431.123456789⟧',
        'From=⟦+431.123456789⟧',
        'UTC m=⟦%2B431123456789⟧',
        'jo m=⟦+431123456789⟧',
        'jo m=⟦+43 112 3456789⟧',
        'jo m=⟦+431.12345678⟧',
      ],
      'phone',
    );
  });

  it('names objects of a cluster', () => {
    expectPlain([
      'secret="shop/old-sa-token-7x2kq" gone',
      '{"secretId":"shop/db"}',
      'secret_id=shop/db',
      'secretName: "shop/db"',
    ]);
    hidden([
      'secret="⟦shop/old-sa-token-7x2ka⟧" gone',
      'secret="⟦shop/old-sa-token-7x2k⟧" gone',
      'secret="⟦shop/old-sa-token-7x2kqq⟧" gone',
      '{"secretId":"⟦shopdb7⟧"}',
      '{"secretId":"⟦shop/Db7x⟧"}',
    ]);
  });

  it('says which kind of token etcd uses', () => {
    expectPlain(['"auth-token":"simple"', '--auth-token=jwt,pub-key=a.pem', '"my-auth-token":"simple"']);
    hidden([
      '"auth-token":"⟦simples⟧"',
      '"auth-token":"⟦xjwt⟧"',
      '"auth_token":"⟦simple⟧"',
      '"auth-token-secret":"⟦jwt⟧"',
      'x-auth-token: ⟦jwt,8fK2lm92qT81zzpq⟧',
      '--auth-token=⟦simple,Zx81kkLm92q⟧',
    ]);
  });

  it('requires versions of packages that are called like secrets', () => {
    expectPlain(['"passport-jwt": "^4.0.1"', '"password": "~1.2.3-beta.1",', '"secret": "^1234.1234.12345"']);
    for (const version of [
      '=4.0.1',
      '^4.0',
      '^4.0.1x',
      'x^4.0.1',
      '^12345.0.1',
      '^1.12345.1',
      '^1.1.123456',
      '^.0.1x',
      '^4.0.1-hunter2x',
      '~4.0.1-rc1x',
    ])
      hidden([`"password": "⟦${version}⟧"`]);
  });

  it('shows what it hides, or what it searches for', () => {
    expectPlain([
      'dbPassword: [secret]',
      'replace {password=\\S+}',
      'password=\\\\w*?',
      'password=([^&]+)',
      'password=[^\\s"]*',
    ]);
    expectPlain(['password=\\D+', 'password=\\d*', 'password=\\W+', 'password=\\s+']);
    hidden(['dbPassword: [⟦secrets⟧]', 'dbPassword: [⟦secret⟧', 'dbPassword=⟦secret⟧']);
    hidden([
      'password=⟦\\S⟧',
      'password=⟦\\Q+⟧',
      'password=⟦\\S+x⟧',
      'password=⟦x\\S+⟧',
      'password=[⟦abcd]+x7⟧',
      'password=[⟦^abcd]x7⟧',
      'password=[⟦^abcd]+x7⟧',
      'password=⟦\\w+&k9LmQ2⟧',
      'password=⟦\\d+;x9Kq2L⟧',
    ]);
    expectPlain(['password=([^&]+)&user=(.*)', 'pattern {password=\\S+, user=\\w+}', 'password=\\S+;']);
  });

  it('tells how a test of Go went', () => {
    for (const kind of ['Test', 'Example', 'Fuzz'])
      expectPlain([`--- PASS: ${kind}PasswordPolicy/rejects_1 (0.00s)`, `--- PASS: ${kind}_x/a#2 (0.00s)`]);
    hidden(['pass: ⟦Tests/x9yz7⟧', 'pass: ⟦xTestA/x9yz7⟧', 'pass: ⟦TestA9/⟧', 'pass: ⟦TestA9x⟧', 'pass: ⟦BestA/x9⟧']);
    hidden(['pass: ⟦TestA/x9Kq2L⟧', 'PASSWD: ⟦TestA/x9Kq2L⟧', 'xPASS: ⟦TestA/x9Kq2L⟧']);
  });

  it('says how a secret is', () => {
    for (const word of [
      ...['unused', 'specified', 'supplied', 'omitted', 'unreadable', 'redacted', 'exposed', 'compromised', 'breached'],
      ...['reused', 'outdated', 'insecure', 'mandatory', 'allowed', 'permitted', 'prohibited', 'truncated'],
    ])
      expectPlain([`variable dbPassword is ${word}.`]);
    hidden(['variable dbPassword is ⟦unuse⟧.', 'variable dbPassword is ⟦insecured⟧.']);
  });

  it('speaks of arguments and columns', () => {
    expectPlain([
      'error: Argument "secret" to "sign" has incompatible type',
      "argument 'password' to 'sign'",
      'ALTER TABLE u RENAME COLUMN password TO password_hash;',
      'ALTER TABLE u RENAME password TO password_hash;',
      'alter table u rename column "password" to "password_hash"',
      "COMMENT ON COLUMN users.password IS 'argon2id, see docs';",
    ]);
    hidden([
      'changed "secret" to "⟦sign⟧"',
      'xargument "secret" to "⟦sign⟧"',
      'ALTER TABLE u SET password TO ⟦password_hash⟧;',
      "COMMENT ON TABLE users.password IS '⟦argon2id, see docs⟧';",
      'argument password=⟦hunter⟧',
      'rename password to ⟦hunter2x9⟧',
      'RENAME COLUMN password TO ⟦x9hunter⟧;',
    ]);
  });

  it('numbers the fields of messages', () => {
    for (const type of ['string', 'bytes', 'bool', 'int32', 'int64', 'uint32', 'uint64'])
      expectPlain([`${type} password = 2;`, `message A { optional ${type} token = 12 [deprecated = true]; }`]);
    hidden([
      'float password = ⟦2⟧;',
      'xstring password = ⟦2⟧;',
      'string password = ⟦123456⟧;',
      'string password = ⟦2⟧',
    ]);
    expectPlain(['{string password = 123;']);
    hidden(['string password = ⟦1234⟧;', 'uint32 pin = ⟦4711⟧;', 'bytes password = ⟦123⟧ [']);
  });

  it('speaks of a name of a user and a password', () => {
    for (const joint of ['and', 'or', 'und', 'et', 'y'])
      expectPlain([`failed to find username ${joint} password in Basic header`]);
    hidden([
      'username jo password ⟦hunter⟧',
      'username andy password ⟦hunter⟧',
      'username y password 7 ⟦094F471A1A0A⟧',
    ]);
  });

  it('casts what it reads, and hands arguments on', () => {
    expectPlain(['USING secret::bytea;', 'Cond: ((reset_token)::text = $1)', 'password::varchar(64)']);
    expectPlain([
      'f(request, username=username, password=password)',
      'f(a, b_1, c, username=username, password=password)',
    ]);
    hidden(['password=⟦:text⟧', 'password = ⟦:bytea⟧']);
    hidden(['f(a, password=⟦password⟧)', 'f(username=x, password=⟦password⟧)']);
    hidden(['f(a, b, c, d, username=username, password=⟦password⟧)', 'f(1a, username=username, password=⟦password⟧)']);
  });

  it('counts, and has codes of its own', () => {
    expectPlain(['cmdstat_auth:calls=412,usec=4418']);
    hidden(['stat_auth:⟦calls=412⟧,usec=4418']);
    for (const kind of ['error', 'err', 'status', 'exit', 'return', 'result', 'reason', 'response', 'zip', 'postal'])
      expectPlain([
        `login failed, ${kind} code: 482913`,
        `login ${kind}_code: 482913`,
        `Login ${kind.toUpperCase()}-CODE: 482913`,
      ]);
    expectPlain(['Authentication requires TLS. Error_code: MY-002061']);
    hidden(['sign in with code: ⟦482913⟧'], 'one-time-code');
  });

  it('measures', () => {
    for (const unit of ['mm', 'cm', 'm', 's']) expectPlain([`position 12.0441,-81.2704 ${unit}, feed`]);
    const sanitizer = createSanitizer();
    for (const rest of [' m=3', ' s=3', ' m', ' px', ' pt: 4'])
      expect(sanitizer.sanitizeText(`lat=52.520007${rest}`)).toBe(`lat=52.5${rest}`);
    expectPlain(['lat=0.012345s: slow', 'lat=0.012345 \u00b5s, slow', 'position=12.5001,30.2502mm: home']);
    expect(sanitizer.sanitizeText('position=52.520007,13.404954 m=2')).toBe('position=52.5,13.4 m=2');
    expectPlain([
      'position 412.0441,-81.2704',
      'position 180.0441,81.2704',
      'point 81.2704,180.0441',
      'place 81.2704;1790.0441',
    ]);
    expect(sanitizer.sanitizeText('position 179.0441,81.2704 mi')).toBe('position 179.0,81.2 mi');
    expect(sanitizer.sanitizeText('location 9.0441,-171.2704')).toBe('location 9.0,-171.2');
  });

  it('names the list of users that says so', () => {
    for (const list of ['passwd-file', 'passwd', 'pam', 'sql', 'ldap', 'static', 'oauth2', 'lua'])
      expectPlain([`auth: ${list}(web7,10.1.4.7,<x7Kp2QzT4sAKAQQH>): unknown user`]);
    expectPlain(['Auth: [SMB2,(null)] user [SHOP]', 'x Auth: [SMB,(null7)] user [SHOP]']);
    hidden(['Auth: [⟦SMB3,(null⟧)] user', 'auth: ⟦SMB2(null⟧) x']);
    hidden(['auth: ⟦sql(K9s8hunter2⟧', 'auth: ⟦pam(9hunter2x⟧)', 'Auth: [⟦SMB2,(hunter2x9⟧)]']);
    hidden(['auth: ⟦xpam(web7,10.1.4.7,⟧<x7>): x', 'password: ⟦pam(web7,10.1.4.7,⟧<x7>): x']);
  });
});
