import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('an ordinary line that looks as if it told a secret', () => {
  it('is one of OpenSSL, Rust or a page of help', () => {
    expectPlain([
      'unable to load Private Key: error:1E08010C:DECODER routines::unsupported',
      'the trait bound `Password: serde::Serialize` is not satisfied',
      'password: secrecy::SecretBox<str>',
      'password: &core::fmt::Arguments',
      '-p, --password  prompt for it instead of reading it',
      '  --token  the token to use',
      'usage:\n  --secret  what to sign with',
    ]);
    expectAllHidden('named-secret', [
      'private key: ⟦error:1E08⟧',
      'Password: ⟦serde::Serialize7⟧',
      'Password=⟦serde::Serialize⟧',
      'cmd --password  ⟦prompt⟧ for it',
      '-p, --password ⟦prompt⟧ for it',
      '-p, --password  ⟦prompt7⟧ for it',
    ]);
  });

  it('is the name of a test in its groups', () => {
    expectPlain([
      ' ❯ src/token.spec.ts > refreshToken > retries once on 401',
      ' FAIL  a.test.tsx:12 > a password > rejects once',
      'x > login form > the token > renews',
    ]);
    expectAllHidden('named-secret', ['the token > ⟦renews7xK⟧', 'src/token.spec.ts > refreshToken=⟦retries⟧']);
  });

  it('is a cookie of what somebody agreed to', () => {
    expectPlain([
      'Cookie: lang=de; consent=necessary',
      'Cookie: cookie_consent=all; theme=dark',
      'Cookie: cookieconsent=dismiss; cookie_notice=seen; gdpr=yes',
    ]);
    expectAllHidden('named-secret', ['Cookie: ⟦consent=abc123def456⟧', 'Cookie: ⟦lang=de; consents=necessary⟧']);
  });

  it('is an address as documentation writes it', () => {
    expectPlain([
      'postgres://USER:PASSWORD@HOST:5432/DBNAME',
      'mysql://DB_USER:DB_PASSWORD@localhost/x',
      'amqp://LOGIN:PASS@10.0.0.1',
      'redis://NAME:PWD@x',
      'postgres://user:pass@hostname:5432/db',
      'postgres://username:password@host/db',
      'https://login:secret@host',
    ]);
    expectAllHidden('url-password', [
      'postgres://USER:⟦Password⟧@HOST/x',
      'postgres://USERS:⟦PASSWORD⟧@HOST/x',
      'postgres://USER:⟦PASSWORDS⟧@HOST/x',
      'postgres://user:⟦pass⟧@host.example:5432/db',
      'postgres://user:⟦pass⟧@hosts/db',
      'postgres://jo:⟦password⟧@host/db',
    ]);
  });

  it('is a variable of a shell behind the flag for a password', () => {
    expectPlain([
      'mysql -u root -p"$MYSQL_ROOT_PASSWORD" x',
      'mysql -p$MYSQL_PW x',
      `mysql -p\${pw} x`,
      `mysql -p\${PW:-none} x`,
      'mysql -p"$(cat pw)" x',
      'mysql -p%DB_PW% x',
    ]);
    expectAllHidden('command-line-password', [
      'mysql -p⟦$ecret99⟧ x',
      'mysql -p⟦$ECRET!⟧ x',
      'mysql -p⟦${pw⟧ x',
      'mysql -p⟦%db_pw%⟧ x',
      'mysql -p⟦$(7cat⟧ x',
    ]);
  });
});
