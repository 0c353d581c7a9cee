import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

const HEX64 = '20f1c4f38a810ec0f3ba4d694318f4846c6fa199e569fd99f244442a56d10537';
const UUID = '7de96ae0-e20d-45ee-863d-8fef4cf65b93';
const sanitizer = createSanitizer();
const expectUntouched = (lines: readonly string[]) =>
  expect(lines.filter((line) => decodeControls(sanitizer.sanitizeText(line)) !== line)).toEqual([]);

describe('a secret that a command puts into a vault', () => {
  it('goes, unless it is a reference or a plain parameter', () => {
    expectHidden(
      'ssm put-parameter --name /k --type SecureString --value ⟦c5ELyT0KdqijZzaYZNIht9jnh6=⟧ --overwrite',
      'command-line-password',
    );
    expectHidden('az keyvault secret set --name db --value ⟦Kd93kfL20x⟧', 'command-line-password');
    expectHidden('fly secrets set QUEUE_URL_X=⟦Kd93kfL20x⟧ B=⟦Lm29dkW8sq⟧', 'command-line-password');
    expectHidden('vault kv put secret/app hmac=⟦Kd93kfL20x⟧ owner=ada', 'command-line-password');
    expectUntouched([
      'aws ssm put-parameter --name /app/region --value eu-central-1 --type String',
      'az keyvault secret set --name x --value $SECRET',
      'gh variable set REGION --body "eu-1"',
      'kv put took 12ms for key=a1',
    ]);
  });
});

describe('a secret by its place', () => {
  it('goes from arguments of engines, drivers and clients', () => {
    expectHidden("ENGINE = MySQL('h:3306', 'crm', 'leads', 'ch', '⟦GkpYr784UUDywF3Z⟧')", 'argument-password');
    expectHidden("s3('https://b/x.csv', 'key1', '⟦Kd93kfL20xLm29dkW8sq⟧', 'CSV')", 'argument-password');
    expectHidden('args: mysql:host=localhost;dbname=shop, forge, ⟦jXNehPqP9pRwpmXIFDHS⟧)', 'argument-password');
    expectHidden("auth: ('AC2612', '⟦489c2d066d4444b867640f23d9bd2e15⟧')", 'argument-password');
    expectHidden('"auth":["svc","⟦Kd93kfL20x⟧"]', 'argument-password');
    expectHidden('entry: ["AUTH","default","⟦kE2jJUSlkrbRAbW/Objd7⟧"]', 'service-password');
    expectHidden("http -a 'svc:⟦Nfreo+PV8sVa⟧' POST https://b.example", 'command-line-password');
    expectHidden('supabase link --project-ref ab -p "⟦falconviolet10⟧"', 'command-line-password');
    expectHidden('connect string was erp/⟦YsoC8uhDVVBdHk⟧@//ora.internal:1521/ERP', 'url-password');
    expectHidden('exp scott/⟦t1ger77x⟧@db2.internal:1521/ORCL', 'url-password');
    expectUntouched([
      "ENGINE = MergeTree('2026-11', 'id', 8192)",
      "gcs('bucket', 'path', 'file2026.csv')",
      'PDO: mysql:host=db;port=3306, connected, ok',
      "auth: ('basic', 'digest')",
      '"auth": ["oauth2", "basic"]',
      '["auth","login","prod2"]',
      'npm link -p my-package-2',
      'npm i lodash/fp@4.17.21',
    ]);
  });

  it('goes from objects named for secrets, attributes and settings', () => {
    expectHidden(`{"acl":{"tokens":{"agent":"⟦${UUID}⟧"}}}`, 'named-secret');
    expectHidden('"encrypt": "⟦7JyRg8amziI/r9RRB1x6vaCSJ/Y0+KKSY+NUE+r95Is=⟧"', 'random-key');
    expectHidden('key = ⟦AQsTZYlH9riqqUD3w8gwxycFYCTeWRqK9I9fBA==⟧', 'random-key');
    expectHidden('key for api.wandb.ai to netrc key=⟦d3bdfa07b8010e9aaf0e4210286c25b86137027e⟧', 'random-key');
    expectHidden('cfgattr="psksecret[⟦fj7QCBy%mRkVA2RfbKv2⟧]"', 'named-secret');
    expectHidden('Authtoken saved: ⟦2IYSsS2lyjXEN2LlLPSGqny0UVz_Qgfl8N7⟧ to /etc/x', 'named-secret');
    expectHidden('set: [secret] <unconfigured> -> "⟦$9$FZsrUw7DMvQWC3fOUnpCpwgeXkl⟧"', 'device-secret');
    expectHidden('key 7 ⟦0822455D0A16544541⟧', 'command-line-password');
    expectHidden('line 4: "metrics" "⟦md5d55487c21bc99e96a2cd484151350301⟧"', 'password-hash');
    expectHidden('using ⟦zq_prod_CO9f32ZcBp7xgKUvceZbjyhwDPHv⟧ now', 'product-token');
    expectUntouched([
      '"tokens": {"prompt": 12, "model": "gpt-4o-mini-2026"}',
      `tasks.rotate_secret[${UUID}] received`,
      `session created: ${UUID}`,
      'api key created: production-readonly-2026',
      'price is $9$ or $8$ per seat',
      'checksum md5:d55487c21bc99e96a2cd484151350301',
      'tenant_prod_9f86d081884c7d659a2feaa0c55ad015 loaded',
      'pipeline load_test_20261130T101112Z finished',
      'pk_live_51H8xYzKq2AbCdEfGh is the publishable key',
    ]);
  });

  it('goes from keys and words of wallets', () => {
    expectHidden(`networks.mainnet.accounts[0]=⟦0x${HEX64}⟧ gas=1`, 'wallet-key');
    expectHidden(`Private Keys\n====\n(0) ⟦0x${HEX64}⟧\n(1) ⟦0x${HEX64}⟧`, 'wallet-key');
    const words = 'violet thicket ribbon oyster yellow lemon ember umbrella falcon glacier jungle cinder';
    expectHidden(`mnemonic imported: "⟦${words}⟧" accounts=1`, 'named-secret');
    expectUntouched([`transaction 0x${HEX64} mined`, `accounts: 12 loaded, block 0x${HEX64}`]);
  });
});

describe('a secret in what programs print', () => {
  it('goes from dialogues, traces, forms and rows', () => {
    expectHidden("reply: b'334 UGFzc3dvcmQ6\\r\\n'\nsend: '⟦QnUxQmMlSjA3SjJPQlIzbQ==⟧\\r\\n'", 'service-password');
    expectHidden('1\tPLAIN\tservice=imap\tresp=⟦AGluZm9Acm9uZGVsLm5sAFZHUCNrfjNuMDV6⟧', 'service-password');
    expectHidden('C: AUTH PLAIN\nS: 334\nC: ⟦AGFkYQBodW50ZXIyMg==⟧', 'service-password');
    expectHidden(
      "    sign(self.api_secret, b)\n         │                └ b'{}'\n         └ b'⟦3vLs4E11Fa7ta73L⟧'",
      'named-secret',
    );
    expectHidden('POST /element/e12/value {"text": "⟦K3str3l7029!⟧", "id": "password-field"}', 'typed-password');
    expectHidden("page.fill('#password', '⟦Fox!Hound7⟧')", 'typed-password');
    expectHidden('rejected: login;initial_password;role -> tw;⟦juniperpepper78⟧;viewer (x)', 'named-secret');
    expectUntouched([
      '334 VXNlcm5hbWU6',
      'resp=200 len=4412',
      "    connect(host, port)\n            │     └ 5432\n            └ 'db.internal'",
      'POST /session/ab12/element/e7/value {"text":"ada","id":"username"}',
      "page.fill('#search', 'hunter boots size 42')",
      'columns: id,name,password_hash -> mapped 3 fields',
    ]);
  });
});

describe('what only looks like the value of a secret', () => {
  it('stays: scopes, loggers, markup, leaders, fingerprints, names of fields', () => {
    expectUntouched([
      'in auth::Token::Token(auth::Token const&) src/token.h:41:7',
      'std::unordered_map<Token, Session>::find',
      'WARNING:django.security.csrf:Forbidden (CSRF token missing.): /api',
      'TargetUserSid=S-1-5-18 TargetLogonId=0x3e7',
      'AuthenticationPackageName=Negotiate TokenElevationType=%%1842',
      "'unk_token': '[UNK]', 'mask_token': '[MASK]'",
      '14 of 41 PASS account_key ................ [PASS in 0.41s]',
      'App\\Jobs\\RotateApiKeys ................ 118.20ms DONE',
      'gpg: using RSA key 4AE75869697F6E8E3B6B5B4D3EA86CDC81DC75C7',
      'Conflicting use of pin 9020? valid PINs are 2-27',
      'ignoredFields=[], accountKey=orgId]',
      'Element <input type="password" id="pwd"> is not clickable',
      '<label for="new-password">New password</label>',
      'PASS: src/auth/Login2Spec.kt',
      'scopes: ["auth", "read:users2"]',
    ]);
  });

  it('goes where it is one', () => {
    expectHidden('<field name="password">⟦hunter22⟧</field>', 'named-secret');
    expectHidden('accountKey=⟦orgId77x⟧', 'named-secret');
  });
});
