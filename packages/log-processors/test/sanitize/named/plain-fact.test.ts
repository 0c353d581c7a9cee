import { describe, expect, it } from 'vitest';
import {
  isFactBesideName,
  isFactOf,
  isObjectName,
  isPlainFact,
  isScopeOfOAuth,
} from '../../../src/sanitize/named/plain-fact.js';

const wrong = (values: readonly string[], is: (value: string) => boolean) => values.filter((value) => !is(value));

describe('a plain fact', () => {
  it('is a type or an algorithm', () => {
    const facts = ['sha256', 'sha_512', 'md5', 'crypt-10', 'bcrypt10', 'aes-256-gcm', 'rsawithsha-256', 'utf 8', 'k8']
      .concat(['char10', 'varchar255', 'nvarchar10', 'int64', 'uint8', 'byte16', 'bytes32', 'bit1', 'bits8', 'v2'])
      .concat(['varchar(255)', 'decimal(10,2)', 'decimal(10, 12)']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is no random value that only begins like one', () => {
    const values = ['x7Avy3zSZjE8Ls', 'k8Rt5vbN2q', 'rs2Ab4cd5E'];
    expect(values.filter(isPlainFact)).toEqual([]);
    expect(wrong(['x7Avy3zSZ', 'sha256with1RSA', 'x7avy3zszje8ls', 'X7AVY3ZSZJ'], isPlainFact)).toEqual([]);
  });

  it('is a time, a size or a version', () => {
    const facts = ['2026-11', '2026-11-29', '2026-11-29T10:00:00Z', '2026-11_a', '12:30', '9:05:01', '250ms', '1h30m']
      .concat(['1.25s', '10kb', '1.5 GiB', '1,024 MB', '99%', '20kb/s', '5b', '3m', '12k'])
      .concat(['1.2', 'v1.2.3', '10.20.30', '1.22.3.44', '1.2.3-rc.1', '1.2.3+build7']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is a file or a constant', () => {
    const facts = [
      '/etc/x',
      '~/x',
      './x',
      '../x',
      String.raw`c:\x`,
      'https://x.example',
      'main.go:12',
      'main.go:12:7',
    ].concat(['app.conf', 'a/b-c.yml', 'a_b.yaml', 'MAX_LENGTH', 'A_B_C9']);
    expect(wrong(facts, isPlainFact)).toEqual([]);
  });

  it('is nothing that only holds one', () => {
    const others = ['xsha256', 'sha256!', '9varchar(255)', 'varchar(255)x', 'f(x)', 'decimal(10,x)', 'z2026-11-29']
      .concat(['2026-11-29x', '202-11-29', '2026-xx-29', 'x12:30', 'xx:30', '12:x0', 'z250ms', '250ms!', 'hunter2'])
      .concat(['z10kb', '10kbx', 'x1.2.3', '1.2.3!', 'ab/cd', String.raw`xc:\y`, 'main.go:12x', 'a!b.conf'])
      .concat(['app.confx', 'MAXLENGTH', 'xMAX_LENGTH', 'MAX_LENGTHx', 'mAX_B', '9_A', 'A_b']);
    expect(wrong(others, (value) => !isPlainFact(value))).toEqual([]);
  });
});

describe('the name of an object', () => {
  it('is of small words and what joins them', () => {
    expect(wrong(['db-credentials-2', 'shop/app-tls-x7k2p', 'app.kubernetes.io/name'], isObjectName)).toEqual([]);
    expect(wrong(['db', 'Db-credentials', 'db-credentials!', '2-db', 'db-'], (name) => !isObjectName(name))).toEqual(
      [],
    );
  });
});

describe('a fact beside the name of a secret', () => {
  it('is a random value only by its length', () => {
    const facts = ['rsawithSHA1x9Abcdef', 'x7Avy3zSZjE-8', 'sha256Abcdef', `1.2.33333-${'x'.repeat(32)}`];
    expect(wrong(facts, isPlainFact)).toEqual([]);
    expect(isPlainFact('x7Avy3zSZjE8')).toBe(false);
  });

  it('is a file of data whose name is of words and numbers', () => {
    const files = [
      'index.htm',
      'index.html',
      'me.jpg',
      'me.jpeg',
      'main.kt',
      'main.kts',
      'song.mp3',
      'film.mp4',
      'shop.sqlite',
    ]
      .concat([
        'shop.sqlite3',
        '12.gif',
        '123.png',
        '202611.csv',
        '20261130.csv',
        'v1.tar',
        'v12.tar',
        'logs/2026/app.tar',
      ])
      .concat(['db_-dump.bak', 'app-2026-prod.tar.gz', 'app-202611.csv', 'app-20261130.csv', 'app-v12.csv', '/app.zip'])
      .concat('backup.bz2', 'app-1234.csv', 'app-prod.tar', 'app-p.tar');
    expect(wrong(files, isFactBesideName)).toEqual([]);
  });

  it('is no mixed word that ends as a file does', () => {
    const values = [
      'x9Qz.gif',
      '1234.gif',
      '12345.gif',
      '1234567.gif',
      'app-12345.gif',
      'app-1234567.gif',
      'v1234.gif',
    ].concat(['app.tar.Zw9x8k3Q.gif', 'app___x.gif', 'a.gif', 'app-v1234.csv', 'x9!Q.gif', 'hunter.gifx']);
    expect(values.filter(isFactBesideName)).toEqual([]);
    expect(isPlainFact('x9Qz.gif')).toBe(true);
    expect(wrong(['a!b.gif', 'ab.gifx', 'ab.mp5'], (value) => !isPlainFact(value))).toEqual([]);
  });
});

describe('a fact that only stands behind some names', () => {
  const isFact = ([name, value, behind = '']: readonly string[]) => isFactOf(name as string, value as string, behind);

  it('is told by both', () => {
    const facts = [
      ['token', 'S-1-5-18'],
      ['token', 'S-1-15-2'],
      ['token', 'S-1-5-32-544'],
      ['token', 'S-1-5-21-3623811015-3361044348-30300820'],
      ['token', 'S-1-5-21-3623811015-3361044348-30300820-1013'],
      ['key', 'PublicKeyToken=null'],
      ['key', 'PublicKeyToken=b77a5c561934e089, x'],
      ['sortKey', 'orgId'],
      ['sort_key', 'orgId'],
      ['account-key', 'userId'],
      ...['label', 'placeholder', 'placeholders', 'tooltip', 'tooltips', 'caption', 'captions', 'i18n', 'translation']
        .concat('translations')
        .map((name) => [`${name}.password`, 'Passwort']),
      ['label.password', '密码'],
      ['label.password', 'Sommer', '; x'],
      ['label.password', 'Password', ' x'],
      ...[
        'oauth',
        'oauth1',
        'oauth2',
        'oidc',
        'saml',
        'saml2',
        'x509',
        'kerberos',
        'kerberos5',
        'ntlm2',
        'ntlmv2',
        'mfa',
      ]
        .concat('2fa', 'http', 'http1', 'http2', 'ipv4', 'ipv6')
        .map((way) => ['proxy_auth', way]),
      ['token', 'read:users'],
      ['tokens', 'read:users:all'],
      ['auth', 'write.orders'],
      ['access_token_auth', 'read:users'],
    ];
    expect(facts.filter((fact) => !isFact(fact))).toEqual([]);
  });

  it('is none behind others, nor with more to it', () => {
    const others = [
      ['token', 'xS-1-5-18'],
      ['token', 'S-1-5-18x'],
      ['token', 'S-1-5-181'],
      ['password', 'S-1-5-18'],
      ['key', 'xPublicKeyToken=null'],
      ['key', 'PublicKeyToken=nullx'],
      ['accountKeyring', 'orgId'],
      ['sort-key', '9orgId'],
      ['sort-key', 'orgIds'],
      ['secret-key', 'orgId'],
      ['my.label.password', 'Passwort'],
      ['label.password', '密'],
      ['label.password', 'passwort'],
      ['label.password', 'Sommer', ' x'],
      ['auth', 'xoauth2'],
      ['auth', 'oauth2x'],
      ['authority', 'oauth2'],
      ['tokenizer', 'read:users'],
      ['accesstoken', 'read:users'],
      ['session-token', 'read:users'],
      ['id_tokens', 'read:users'],
    ];
    expect(others.filter(isFact)).toEqual([]);
  });

  it('is a scope of OAuth', () => {
    const scopes = [
      'read:users',
      'list.a',
      'read:users:all',
      'manage:users.x:y',
      `read:${'u'.repeat(24)}:${'a'.repeat(24)}`,
    ];
    expect(wrong(scopes, isScopeOfOAuth)).toEqual([]);
    const others = [
      'xread:users',
      'read:users9',
      'read',
      'read:a:b:c:d:e',
      'read;users',
      `read:${'u'.repeat(25)}`,
      'read:a;b',
    ];
    expect(others.filter(isScopeOfOAuth)).toEqual([]);
  });
});
