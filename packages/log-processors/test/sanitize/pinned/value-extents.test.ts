import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

/* A value that is tied to its name is hidden even if it is a word of a sentence; one that is only near it is not. */
describe('a plain word behind the name of a secret', () => {
  it('is hidden where it is tied to it; stays where it is not', () => {
    for (const line of [
      'password=⟦swordfish⟧ is x',
      'password = ⟦swordfish⟧ is x',
      'password => ⟦swordfish⟧ is x',
      'password:⟦swordfish⟧ is x',
      'password: "⟦swordfish⟧" is x',
      '--password ⟦swordfish⟧ is x',
      "PASSWORD '⟦swordfish⟧' is x",
      '("password", "⟦swordfish⟧")',
      '( "password", "⟦swordfish⟧")',
      '("#password", "⟦swordfish⟧")',
      '(".password", "⟦swordfish⟧")',
      String.raw`(\"password\", \"⟦swordfish⟧\")`,
      '[["password", "⟦swordfish⟧"]]',
      '["--password", "⟦swordfish⟧"]',
      'SET PASSWORD("⟦swordfish⟧") is',
      "USER u IDENTIFIED BY '⟦swordfish⟧' is",
      'x;pwd={⟦a b;c⟧};x',
      '<password>⟦swordfish⟧</password>',
      '<password> ⟦swordfish⟧</password>',
      '<password> ⟦swordfish⟧',
      'name="password"\r\n\r\n⟦is x⟧\r\n',
      'pre-shared-key "⟦swordfish⟧"',
      'preshared-secret "⟦swordfish⟧"',
      'password: ⟦swordfish⟧, x',
      'password: ⟦swordfish⟧.',
    ])
      expectHidden(line, 'named-secret');
    // stays where it is not
    for (const line of [
      'password: swordfish is x',
      '["password", "swordfish"]',
      '["a", "password", "swordfish"]',
      '<password> swordfish is x',
      'password is swordfish is',
      'password swordfish is x',
      'f("password=", x)',
      'f("password: ");',
      'f("password: ").x',
      'f("password: "  + x)',
      'f("password: ",x.y)',
    ])
      expectHidden(line, 'none');
  });
});

describe('a heading, a reference, a type, a remark behind the name of a secret', () => {
  it('is none; is one', () => {
    for (const line of [
      'auth: user=jo method=publickey',
      'password=ENC[abc1]',
      'password=ENC(abc1)',
      'password: !vault |',
      'password: !secret db',
      'password: !env DB',
      'password: !include x',
      'password=arn:aws:x:1',
      'password=projects/p1/secrets/db',
      'password=op://vault/db1',
      'password=vault:db1/x',
      'password=ssm:/db1',
      'password=ref+vault://x1',
      'password = (known after apply)',
      'password: (not set)',
      'password=process.env.DB_PASSWORD',
      'password=req.body.password',
      'password=:password',
      'password=@password',
      'password=$(cat x)',
      'password === hash',
      'token :response-time',
      'password: string',
      'password: Optional[str]',
      'password: string | undefined',
      'password = vault.read("x")',
      'password = getpass.getpass()',
      'password: vault.read',
      'password=null',
      'password=true',
      'password=****',
      'password=...',
      'password=xxx',
      'password=%s',
      'password={}',
      'password={password}',
      'password=<password>',
      'password=[FILTERED]',
      'password=[REDACTED:x]',
      'password=[hidden]',
      '--password PASSWORD',
      '--api-key YOUR_KEY',
      'password: must be at least 8 characters',
      '{"password":["This field is required."]}',
      'PWD=/srv/app',
      'OLDPWD=/srv/app',
      'API_KEY_HEADER=X-Api-Key',
      'reset_pin=GPIO17',
      'secret: default/app-tls',
      'cookies: theme, locale',
      'db_password -> /var/lib/db_password',
      'src/{password => passphrase}/hash.ts',
      'arn:aws:secretsmanager:eu:1:secret:x1y2z3',
      'pam_unix(passwd:chauthtok): x',
      '/etc/tls.key: hunter2',
    ])
      expectHidden(line, 'none');
    // is one
    for (const line of [
      'auth: ⟦user=jo1⟧',
      'password=⟦ENC1⟧ x',
      'password=⟦process.env1⟧ x',
      'password=⟦xx⟧ x',
      'password=⟦nullx⟧ x',
      'password=⟦true1⟧ x',
      '--password ⟦PASSWORD1⟧ x',
      '--password ⟦SWORDFISH⟧ x',
      'PWD=⟦hunter2⟧',
      'reset_pin=⟦4711⟧',
      'backup codes: ⟦1a2b-3c4d⟧ ⟦5e6f-7g8h⟧',
      'backup_codes=["⟦1a2b⟧", "⟦3c4d⟧"]',
      'user="jo" pass="⟦two words⟧"',
      'login=jo pw="⟦two words⟧"',
      'cvv: ⟦123⟧',
      'cvc2: ⟦123⟧',
      '{"mfa":{"code":"⟦482913⟧"}}',
      'Your verification code: ⟦482913⟧',
      'Session ID: ⟦a1b2c3d4e5f6g7h8⟧',
    ])
      expectHidden(line, 'named-secret');
  });
});
