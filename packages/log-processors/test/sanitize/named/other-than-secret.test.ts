import { describe, expect, it } from 'vitest';
import { isOtherThanSecret } from '../../../src/sanitize/named/other-than-secret.js';
import { judged } from '../support/marked-extents.ts';

const isOther = (line: string) => judged(line, isOtherThanSecret);
const expectOther = (lines: readonly string[]) => expect(lines.filter((line) => !isOther(line))).toEqual([]);
const expectSecret = (lines: readonly string[]) => expect(lines.filter(isOther)).toEqual([]);
const hex = (length: number) => '9f86d081'.repeat(16).slice(0, length);

describe('the name of a thing', () => {
  it('is a directory, a header, a secret of a cluster or of a vault, or a file', () => {
    expectOther([
      ...['«PWD»=⟦/srv⟧', '«OLDPWD»=⟦~/x⟧', '«pwd»=⟦C:\\x⟧', '«PWD»=⟦../x⟧', '«API_KEY_HEADER»=⟦X-Api-Key⟧'],
      ...['«tokenHeader»: ⟦x_token2⟧', '«pin»=⟦GPIO_12⟧', '«resetPin»=⟦PB-3⟧', '«existingSecret»: ⟦shop-db⟧'],
      ...[
        '«pull_secrets»: ⟦shop-db⟧',
        '«tls-secret-name»: ⟦shop-db⟧',
        '«tlsSecretName»: ⟦shop-db⟧',
        '«secretRef»: ⟦a/b⟧',
      ],
      ...[
        '«existing_secret_name»=⟦shop/db⟧',
        '«secrets»:  ⟦shop-token-x7k2p⟧',
        '«tokens»:  ⟦a-b⟧',
        'k8s.io/«secret»=⟦app⟧',
      ],
      ...[
        'kubernetes.io/«token»: ⟦app-tls⟧',
        '«--secret» ⟦id=npmrc⟧',
        '«--secret»=⟦src=/x⟧',
        '«secret»=⟦shop/app-tls⟧',
      ],
      ...['vault secrets list «--secret» ⟦shop-db⟧', '«token» > ⟦/run/x⟧', '«token»  >>  ⟦./x⟧', '«token»\t>⟦~/x⟧'],
    ]);
  });

  it('is none behind other names, nor what has more to it', () => {
    expectSecret([
      ...[
        '«PWDX»=⟦/srv⟧',
        '«PWD»=⟦srv⟧',
        '«API_KEY_HEADER»=⟦X-Api-Key22⟧',
        '«headers_token»=⟦X-Api-Key⟧',
        '«pins»=⟦GPIO_12⟧',
      ],
      ...['«pin»=⟦GPIO_1234⟧', '«tlsSecretKey»: ⟦shop-db⟧', '«existingSecret»: ⟦hunter2⟧', '«mysecrets»:  ⟦shop-db⟧'],
      ...['«secretsx»:  ⟦shop-db⟧', '«secrets»: ⟦shop-db⟧', '«secrets»:  ⟦hunter2⟧', '«auth»:  ⟦shop-db⟧'],
      ...['k8s.io/x-«token»: ⟦app-tls⟧', 'k8s.io/«token»: ⟦app9tls⟧', '«my--secret» ⟦id=npmrc⟧', '«--secret» ⟦npmrc⟧'],
      ...[
        'secrets «token»=⟦shop⟧',
        'secrets «--secret» ⟦9xQ⟧',
        'secrets «my--secret» ⟦shop⟧',
        'secrets «--secretx» ⟦shop⟧',
      ],
      ...['«--secret» ⟦shop⟧ secrets', 'mysecretsx «--secret» ⟦shop⟧', '«token»" > ⟦/run/x⟧', '«token» > x⟦/run/x⟧'],
      ...['«token» > ⟦x⟧', '«token»> ⟦/run/x⟧', '«token» >>> ⟦/run/x⟧', '«secret»=⟦shop⟧', '«secrets»=⟦shop/app⟧'],
    ]);
  });
});

describe('what was moved', () => {
  it('is mounted, renamed, hashed, or sent from one place to another', () => {
    const algorithms =
      'scram-sha-1 scram-sha-256 scram-sha-256-plus md5 sha1 sha-512 SHA256 bcrypt scrypt argon2 argon2i'
        .concat(' argon2id argon2d pbkdf2')
        .split(' ');
    expectOther([
      ...algorithms.map((algorithm) => `«password» -> ⟦${algorithm}⟧`),
      '«db_password» -> ⟦/var/lib/x⟧',
      '«password»=>⟦../x⟧',
      '«password»   =>⟦~/x⟧',
      'src/{«password» => ⟦passphrase⟧}/hash.ts',
      '{«password» => ⟦phrase⟧}.ts',
      ...['vault', 'pod', 'pods', 'cluster', 'env', 'registry'].map((place) => `{"id":"«secret»","from":"⟦${place}⟧"}`),
      '{"name" : "«token»", "to" : "⟦store⟧"}',
      "{'kind':'«secret»','from':'⟦vault⟧'}",
      String.raw`{\"id\":\"«secret»\",\"from\":\"⟦vault⟧\"}`,
    ]);
  });

  it('is no value that was changed into another', () => {
    expectSecret([
      ...['xbcrypt', 'bcrypt9', 'sha-1234', 'sha-x', 'argon2x', 'scram-sha-256-x', 'hunter2'].map(
        (value) => `«password» -> ⟦${value}⟧`,
      ),
      '«password»=x -> ⟦/srv⟧',
      '«password»    => ⟦/srv⟧',
      '«password» > "⟦/srv⟧',
      'a}/b «password» => ⟦phrase⟧',
      '«password» => ⟦phrase⟧ }/x',
      '{"id":"«mysecret»","from":"⟦vault⟧"}',
      '{"id":"«secretx»","from":"⟦vault⟧"}',
      '{"id":"x «secret»","from":"⟦vault⟧"}',
      '{"ids":"«secret»","from":"⟦vault⟧"}',
      '{"id":"«secret» x","from":"⟦vault⟧"}',
      '{"id":"«secret»","old":"⟦vault⟧"}',
      '{"id":"«secret»","from":"⟦myvault⟧"}',
      '{"id":"«secret»","from":"⟦vaults⟧"}',
    ]);
  });
});

describe('behind the name of a key, a session or a cookie', () => {
  it('stand a few numbers, the key of a store, what somebody likes, a sealed or an own value', () => {
    expectOther([
      ...['«network_key»=[⟦1⟧, 2, 3]', '«keys»=[ ⟦1⟧, 2]', '«key»=[⟦123⟧]', '«tokens»=[⟦1⟧ ]', '«key»=[⟦12⟧,200]'],
      ...[
        '«session»:⟦index:count⟧',
        '«sessions»:⟦index:*:total⟧',
        '«token»:⟦a_b:c_d⟧',
        '«user_session»:⟦ab:cd:ef:gh:ij:kl:mn⟧',
      ],
      ...['«cookies»: ⟦theme=dark; lang=en-GB⟧', '«cookie»=⟦theme=dark;Path=/x 9;Secure⟧', '«cookies»: ⟦theme⟧'],
      ...[
        '«cookies»: ⟦theme, locale⟧',
        '«cookie»: ⟦currency=EUR; expires=Wed, 21 Oct 2026;⟧',
        '«session»=⟦0x14f05578bd8000f⟧',
      ],
      ...[`«token»: ⟦hmac-sha256:${hex(64)}⟧`, `«token»: ⟦hmac-sha384:${hex(96)}⟧`, `«key»: ⟦hmac-sha512:${hex(128)}⟧`],
      ...[`«digest_key»: ⟦hmac-sha256:${hex(64)}⟧`, 'login(user=user, «password»=⟦password⟧)'],
      `f(a=a,b=b, c=c,d=d,«token»=⟦token⟧)${' x'.repeat(100)}`,
    ]);
  });

  it('stands the secret otherwise', () => {
    expectSecret([
      ...[
        '«keyring»=[⟦1⟧, 2]',
        '«key»=[1, 2] = ⟦x1⟧',
        '«key»=[1, 2] = ⟦1x⟧',
        'a=[1, 2] «key»=⟦12⟧',
        '«key»=[⟦1⟧, 2000]',
      ],
      ...['«key»=⟦12⟧', '«key»=[⟦1234⟧]', '«pin»=[⟦1⟧, 2]', '«session_x»:⟦index:count⟧', '«mytoken»:⟦index:count⟧'],
      ...['«tokenx»:⟦index:count⟧', '«session»=⟦index:count⟧', '«session»:⟦9index:count⟧', '«session»:⟦index:count9⟧'],
      ...[
        '«session»:⟦index⟧',
        '«cookies_x»=⟦theme=dark⟧',
        '«cookies»=⟦lang=en;theme=abcDEF123⟧',
        '«cookies»=⟦theme=d-9a⟧',
      ],
      ...[
        '«cookies»=⟦sid=abc⟧',
        '«cookies»=⟦theme=dark; sid=x⟧',
        '«cookies_x»: ⟦theme⟧',
        '«cookies»: ⟦theme9⟧',
        '«cookie»: ⟦theme⟧',
      ],
      ...['«token»=⟦0x14f⟧', '«session»=⟦0x14g⟧', '«session»=⟦x0x14f⟧', `«token»: ⟦xhmac-sha256:${hex(64)}⟧`],
      ...[`«token»: ⟦hmac-sha256:${hex(65)}⟧`, `«token»: ⟦hmac-sha384:${hex(64)}⟧`, `«mac»: ⟦hmac-sha256:${hex(64)}⟧`],
      ...['signature', 'sig', 'hmac', 'digest'].map((name) => `«${name}»: ⟦hmac-sha256:${hex(64)}⟧`),
      ...[
        'login(user=user, x «password»=⟦password⟧',
        'login(user=jo, «password»=⟦password⟧)',
        'login(user=user, «password»=⟦pass⟧)',
      ],
    ]);
  });
});
