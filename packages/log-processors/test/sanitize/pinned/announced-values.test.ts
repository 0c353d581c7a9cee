import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

const key = (length: number) => 'aZ3+qW9/xC5vKm7LpR2sTyUb'.repeat(Math.ceil(length / 24)).slice(0, length);
const hex = (length: number) => '0f1e2d3c4b5a6978'.repeat(Math.ceil(length / 16)).slice(0, length);

describe('a password that a sentence announces', () => {
  it('is the last word of its line, or of the next', () => {
    for (const line of [
      'Password for the ada user (reset with `x-reset -u ada`): ⟦w8Ruy3zQ⟧',
      'A temporary password is generated for ada@localhost: ⟦w8Ru,y3!⟧\nx',
      'password created for ada: ⟦w8Ruy3⟧ ',
      'Kennwort für ada im Haus: ⟦w8Ruy3⟧',
      'use the password to go on:\n\n⟦0f1e2d3c4b5a69788796a5b4c3d2e1f0⟧\n\nx',
      'the password below:\n⟦0f1e2d3c4b5a69788796a5b4c3d2e1f0⟧',
      'backup codes generated for user 7: ⟦280702d03d⟧, ⟦d980ce6311⟧',
      "property 'Password' updated from '⟦sunflower⟧' to '⟦maple⟧'",
      'the field "password" set to "⟦sunflower⟧"',
      "'app.jwt.secret' resolved to '⟦sunflower⟧'",
      "le mot de passe c'est ⟦tournesol7⟧",
      'tried pw ⟦r1arE#01⟧ twice',
      'snmpd: community string ⟦sunfl0wer⟧ rejected',
      'the AUTH string ⟦w8Ruy3zQkp5TvB2n⟧ must go',
      // not what another colon announces behind it
      'Password for ada: ⟦sunfl0wer⟧ requestId: 8f3a2c91',
      'Password for user ada: ⟦sunfl0wer⟧, next check: week47',
    ])
      expectHidden(line, 'named-secret');
    expectHidden('reset-password: New value: ⟦sunflower⟧', 'command-line-password');
    expectHidden('creds are ada / ⟦sunfl0wer⟧ fyi', 'command-line-password');
    expectHidden('Password for the ada user: ⟦w8Ruy3zQ⟧ was sent', 'named-secret');
    for (const line of [
      'Password for the ada user: sunflower',
      'Password for the ada user: w8Ru3',
      'Password for the ada user: http://shop/w8Ruy3',
      'Password for the ada user: sha256-w8',
      'Password for the ada user: shop-tls-7x2',
      'the token for the ada user: rotated on 2026-11-30',
      'use the password to go on:\nweb-7-database-12345678',
      'use the password to go on:\nw8Ruy3zQ',
      'password generated for user 7: success',
      'password updated from 10.0.0.7 by ada',
      'the secret "dbPassword" was printed',
      'community string is missing',
      'renamed `createCredentials` to `createSecureContext`',
      'tried pw twice',
    ])
      expectHidden(line, 'none');
  });

  it('is every value of a change or a list', () => {
    for (const line of [
      '{"field":"password","old":"⟦sunflower⟧","new":"⟦maple⟧"}',
      '{"password":{"from":"⟦sunflower⟧","to":"⟦maple⟧"}}',
      // where it came from
      '{"name":"password","from":"form","value":"⟦sunflower⟧"}',
      '{"field":"password","before":"none","value":"⟦sunflower⟧"}',
      'changes={password: ["⟦sunflower⟧", "⟦maple⟧"]}',
      '{"apiTokens":["⟦w8Ruy3zQ⟧", "⟦x7Tvz2aB⟧"],"x":["a","b"]}',
      'password: ["⟦sunflower⟧", "***", "⟦maple⟧"]',
      `network_key=⟦[${Array.from({ length: 16 }, (_, at) => at * 7).join(', ')}]⟧ x`,
      `"seed_phrase": ⟦[${Array.from({ length: 64 }, (_, at) => at).join(',')}]⟧`,
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      '{"field":"colour","old":"sunflower","new":"maple"}',
      '{"apiTokens":["expired","revoked"]}',
      `network_size=[${Array.from({ length: 16 }, (_, at) => at * 7).join(', ')}]`,
    ])
      expectHidden(line, 'none');
  });
});

describe('a key of a cloud or a server', () => {
  it('is hidden by its length and what stands beside it', () => {
    for (const line of [
      `fs.azure.account.key.x.dfs.core.windows.net=⟦${key(86)}==⟧ y`,
      `{"keyName":"key1","value":"⟦${key(86)}==⟧"}`,
    ])
      expectHidden(line, 'azure-storage-key');
    expectHidden(`ada:1108:⟦${hex(32)}:${hex(32)}⟧:::`, 'password-hash');
    for (const line of [
      `hmac key loaded key=⟦${hex(64)}⟧ alg=x`,
      `api_key.created key=⟦w8Ruy3zQkp5TvB2nw8Ruy3zQkp5TvB2n⟧`,
      `ktutil: addent -e aes256-cts key=⟦${hex(64)}⟧`,
    ])
      expectHidden(line, 'random-key');
    for (const line of [
      `x.windows.net=${key(85)}==`,
      `{"value":"${key(87)}=="}`,
      `{"value":"${'ab'.repeat(43)}=="}`,
      `ada:1108:${hex(32)}:${hex(31)}:::`,
      `1108:${hex(32)}:${hex(32)}:::`,
      `ada:1108:${hex(32)}:${hex(32)}::`,
      `cache filled key=${hex(64)}`,
      `api_key.created key=${hex(31)}`,
      `api_key.created row.key=${hex(64)}`,
      `api_key.created key=${'ab'.repeat(32)}`,
    ])
      expectHidden(line, 'none');
  });

  it('is hidden on the line of its id', () => {
    const clean = (line: string) => decodeControls(createSanitizer().sanitizeText(line));
    const id = 'AKIAQW7ERTY3UIOP5ASD';
    for (const between of ['\t2026-11-30\t', ' and ', ': "'])
      expect(clean(`${id}${between}${key(40)}`)).toBe(`[REDACTED:aws-access-key]${between}[REDACTED:aws-secret-key]`);
    for (const other of [
      `\n${key(40)}`,
      ` ${key(41)}`,
      ` ${key(39)}`,
      ` ${hex(40)}`,
      ` ${'ab1C'.repeat(10)}`,
      ` x=${'y'.repeat(160)} ${key(40)}`,
    ])
      expect(clean(id + other)).toBe(clean(`${id}`) + clean(`x${other}`).slice(1));
  });

  it('is hidden where a command or a file has it', () => {
    for (const line of [
      '~/.pgpass line 2: db.local:5432:shop:ada:⟦sunflower⟧',
      '.pgpass: *:*:*:ada:⟦sunflower⟧',
      'bitcoin-cli importprivkey ⟦KwoxysY5pkmbzxsddv7X⟧ x',
      "'authentication': {'simple': '⟦sunflower⟧', 'sasl': None}",
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      "ftp: *cmd* 'PASS ⟦sunfl0wer⟧'",
      'imaplib: > b\'KPGB1 LOGIN "ada" "⟦sunflower⟧"\'',
      'chpasswd:\n  list: |\n    root:⟦w8Ruy3zQ⟧\nx',
    ])
      expectHidden(line, 'service-password');
    for (const line of [
      'set psksecret ENC ⟦rt548KoBI4JGDdGu⟧\nx',
      'set policy pre-shared-key ascii-text "⟦sunflower⟧"',
    ])
      expectHidden(line, 'named-secret');
    expectHidden('https://mm.example/hooks/⟦xwf6bnkdx6nyh7gxcx4lm4syu8⟧ x', 'redirect-code');
    for (const line of [
      '.pgpass has wrong permissions: 0644',
      "ftp: *cmd* 'PASS sunflower'",
      'chpasswd:\n  expire: false',
      'https://mm.example/hooks/deploy-shop-after-merge',
      'gcloud secrets versions access latest --secret=db-password > /dev/null',
      `export DB_PASSWORD="\${DB_PASSWORD:?must be set}"`,
      'token_type=Bearer expires_in=3600',
    ])
      expectHidden(line, 'none');
    expectHidden('gcloud run deploy --secret=⟦sunflower⟧', 'named-secret');
  });
});

describe('a card in a list or a row', () => {
  it('is hidden between numbers where the row has cards; else it may be any number', () => {
    for (const line of [
      'batch rejects: [⟦4111111111111111⟧, ⟦5555555555554444⟧]',
      'Jan de Vries,⟦4111111111111111⟧,01/27,Berlin',
      '44,⟦4111111111111111⟧,12.00',
      'id,card,amount\\n44,⟦4111111111111111⟧,12.00',
    ])
      expectHidden(line, 'pan');
    for (const line of ['batch rejects: [4111111111111111, 17]', '44,4111111111111111,13/2700'])
      expectHidden(line, 'none');
    expectHidden('gateway=amex request account=⟦378282246310005⟧ x', 'pan');
    expectHidden('gateway=x request account=378282246310005 x', 'none');
  });
});

describe('an id that its neighbour names', () => {
  it('is hidden if it looks like one', () => {
    for (const line of [
      '{"type":"cpf","number":"⟦11144477735⟧"}',
      '{"tipo":"CPF","numero":"⟦111.444.777-35⟧"}',
      'kind=passport number=⟦C01X00T47⟧',
      'PPSN=⟦1234567FA⟧ ok',
      'personalNumber=⟦19121212-1212⟧',
      '{"nir":"⟦198127503231195⟧"}',
      'Personalausweisnummer ⟦T220001293⟧ gültig',
    ])
      expectHidden(line, 'national-id');
    for (const line of [
      '{"type":"cpf","number":"1114447773"}',
      '{"type":"order","number":"11144477735"}',
      'PPSN=missing',
    ])
      expectHidden(line, 'none');
    for (const line of [
      '{"Name":"PhoneNumber","Value":⟦254747274464⟧}',
      'wa_id=⟦4917420620759⟧',
      'called customer on ⟦07820 187 457⟧',
    ])
      expectHidden(line, 'phone');
  });
});
