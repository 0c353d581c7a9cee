import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a value that only looks like what stands for one', () => {
  it('goes in the braces of a template', () => {
    expectAllHidden('named-secret', [
      'DB_PASSWORD="⟦{{Herbst2023!}}⟧"',
      'token="⟦{{3c1f0a9d27be4466}}⟧"',
      '{"password":"⟦((3c1f0a9d27be4466))⟧"}',
      '{"password":"⟦%{Herbst2023}⟧"}',
      'password="⟦#{Vy3kR8w2}⟧"',
      'password: "⟦@{Herbst23}⟧"',
      '<add key="password" value="⟦{{Herbst23}}⟧"/>',
      'password="⟦{{kXvQmLpxWrTv}}⟧"',
    ]);
    expectPlain([
      'password="{{ vault_db_password }}"',
      'password="{{ .Values.db.password | quote }}"',
      `password="{{ lookup('env', 'DB_PASSWORD') }}"`,
      `password="<%= ENV['DB_PASSWORD'] %>"`,
      'password="((prod/db-password))"',
      'password="%{[meta][pw]}"',
      'token="{{secrets.API_KEY_2}}"',
      'password="#{node.secret}"',
    ]);
  });

  it('goes with the end of a file', () => {
    expectAllHidden('named-secret', [
      'password | ⟦Herbst23.tar⟧',
      '| token | ⟦3c1f0a9d27be44669f0e8d7c6b5a4f3e.bin⟧ |',
      '| api_key | ⟦mQ4vT8kX2pL7.db⟧ |',
      'Password for the kibana user (auto): ⟦Herbst23.dat⟧',
    ]);
    expectPlain(['password | backup-2.zip', '| token | store_07.db |', 'password | list.v2.csv']);
  });

  it('goes under the label of a container, and in small letters under that of a page', () => {
    expectAllHidden('named-secret', [
      'docker inspect labels.db_password=⟦sonnenschein⟧',
      '{"labels.password":"⟦sonnenschein⟧"}',
      'labels.api_key: ⟦pQzVnLmxWsTrBnkYvHmJpxWr⟧',
      'i18n.token=⟦pQzVnLmxWsTrBnkYvHmJpxWrabcd⟧',
      'tooltip.secret = ⟦regenbogen⟧',
      'caption.pwd: ⟦sonnenschein⟧',
      'label.password=⟦Correct horse battery staple⟧',
    ]);
    expectPlain(['label.password=Kennwort', 'placeholder.password=Passwort wiederholen', 'tooltip.secret=Geheimnis']);
  });

  it('goes like a parameter outside of statements', () => {
    expectAllHidden('named-secret', ['password=⟦@__sommer_7⟧']);
    expectPlain(['SELECT 1 FROM u WHERE u.Password = @__pw_0']);
  });

  it('goes like a path of Rust', () => {
    expectAllHidden('named-secret', ['test token:⟦:regenbogen⟧ ... FAILED']);
    expectPlain([
      'test token::is_refreshed ... FAILED',
      'test token::tests::expires ... ok',
      'test web::token::expires ... ok',
    ]);
  });
});

describe('a key of an environment', () => {
  it('may hold several equals signs', () => {
    expectAllHidden('named-secret', ['OTHER_KEY=⟦bC4=yZ8=rX6=sU3=nM7=qM9wU⟧']);
  });
});

describe('a secret that stands twice', () => {
  it('leaves the e-mail address that begins with it to its own rule, and the id of a job as it is', () => {
    const lines = ['user Herbst23q@example.org password=Herbst23q', 'password=Herbst23q mail=Herbst23q@example.org'];
    for (const line of lines) expect(createSanitizer().sanitizeText(line)).not.toMatch(/Herbst23q|example/);
    expectAllHidden('named-secret', [
      'password=⟦Herbst23q⟧ again ⟦Herbst23q⟧',
      'Task verify[3c1f0a9d-27be-4466-9f0e-8d7c6b5a4f3e] secret="⟦3c1f0a9d-27be-4466-9f0e-8d7c6b5a4f3e⟧"',
      'got ⟦3c1f0a9d-27be-4466-9f0e-8d7c6b5a4f3e⟧ as secret="⟦3c1f0a9d-27be-4466-9f0e-8d7c6b5a4f3e⟧"',
    ]);
  });
});

describe('a secret that is announced', () => {
  it('stands behind remarks in brackets', () => {
    expectAllHidden('named-secret', [
      'Password for y (stage = prod): ⟦winter33y⟧',
      'Password for web (a=1, b= 2): ⟦winter33y⟧',
      'Password for user: eva: ⟦winter33y⟧',
    ]);
  });

  it('is no number of work, no user and no state', () => {
    expectPlain([
      'token used for commit: 3c1f0a9d27be44669f0e8d7c6b5a4f3e3c1f0a9d',
      'token received for span: 4bf92f3577b34da6a3ce929d0e0e4736',
      'password incorrect for user: eva4711',
      'wrong secret for client id: 4711acme',
      'otp sent for user 9: success2',
      'The secret for plugin web is configured: yes4711',
    ]);
    expectAllHidden('named-secret', [
      'api key used for partner: ⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'otp sent for user 9: ⟦482913⟧',
      'Password for user: ⟦winter33y⟧',
    ]);
  });

  it('is one of several shares, not of several things', () => {
    expectAllHidden('named-secret', ['Unseal Key 3 of 5: ⟦Qm9rZXJzLUtleS0xMjM0⟧']);
    expectPlain(['parsing token 3/9: bar_foo2', 'session 3 of 9: Start2Now', 'cookie 2/3: strict']);
  });

  it('is a code of six digits', () => {
    expectAllHidden('named-secret', ['otp entered ⟦482913⟧ of eva', 'pin typed ⟦4471⟧', 'otp received ⟦482913⟧']);
    expectPlain(['pin used 8443 as port', 'pin received 3300 mV', 'otp received 5012']);
  });
});

describe('a pair', () => {
  it('of Scala may hold brackets, in a list the second must be mixed', () => {
    expectAllHidden('named-secret', [
      'failed (password, [⟦winter33y⟧])',
      '(token, [⟦mQ4vT8kX2pL7wR1s⟧])',
      '(password, ⟦Vy3]kR8w2⟧)',
      '[SigningKey, ⟦mQ4vT8kX2pL7wR1s⟧]',
    ]);
    expectPlain([
      '[ApiKey, ApiKeyFilter3]',
      '[password, min:9chars]',
      'new Map([token, value54321])',
      '[session, SessionBean12]',
    ]);
  });

  it('of a validator tells what is wrong', () => {
    expectAllHidden('named-secret', ['Path `password` (`⟦winter3⟧`) is shorter than 8']);
    expectPlain(['"password" ("min9chars")', 'setter for "token" ("Token2")']);
  });

  it('of numbered arguments may begin with a hyphen', () => {
    expectAllHidden('named-secret', ['a3="--password" a4="⟦-winter3⟧"']);
    expectPlain(['a3="--password" a4="-v" a5="--token" a6="--help"']);
  });
});

describe('the name of a secret in a table', () => {
  it('may hold `by` before `pass`', () => {
    expectAllHidden('typed-password', ['cy.get("#derbypassword").type("⟦winter33y⟧")']);
  });

  it('may hold `passive` and speak of a password', () => {
    expectAllHidden('named-secret', ['| passive_secret | ⟦web-tls-37⟧ |']);
  });
});

describe('a key as bytes', () => {
  it('goes to its end, and nothing behind it', () => {
    const bytes = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => (from + at).toString(16).padStart(2, '0')).join(' ');
    expectAllHidden('named-secret', [
      `secret_key: ⟦${bytes(0x20, 128)}⟧`,
      `secret_key: ⟦${bytes(0xa0, 16)}⟧ 12 items`,
      `passphrase with value ⟦${bytes(0xa0, 16)}⟧`,
      `passphrase with value [⟦${bytes(0xa0, 16)}⟧]`,
    ]);
    expectPlain(['tokens: 11 21 31 41 51 61 71 81 91 11 21 31 41 51 61 71']);
  });
});

describe('a password that begins like a type', () => {
  it('goes with all its parts', () => {
    expectAllHidden('named-secret', ['password: ⟦string|winter|number⟧', 'password with value ⟦[string|regenbogen⟧]']);
    expectPlain([
      'password: string|regex|current_password',
      'password: string|readonly',
      'password: string|exists|filled',
    ]);
  });
});

describe('headers in pairs', () => {
  it('keep the scheme, the other cookies and the rule', () => {
    expectAllHidden('authorization', [`'authorization', 'Basic ⟦${btoa('eva:winter33y')}⟧'`]);
    expectAllHidden('named-secret', [
      "'authorization', 'Acme ⟦mQ4vT8kX2pL7wR1s⟧'",
      "'cookie', 'theme=dark; uid=⟦mQ4vT8kX2pL7wR1s⟧; lang=de'",
    ]);
    expectPlain(["res.append('Set-Cookie', 'bar=foo; Path=/; HttpOnly')", '"authorization", "Policy module34 on"']);
  });
});

describe('words behind a passphrase', () => {
  it('are a phrase, unless a sentence speaks of it', () => {
    expectAllHidden('named-secret', [
      'Enter passphrase: ⟦drei Katzen im Regen⟧',
      'unlock with passphrase: ⟦drei Katzen im Regen⟧',
    ]);
    expectPlain([
      'fix(core): passphrase: ignore leading white space',
      'error: incorrect passphrase: decryption ended with error',
      'Wrong passphrase: try again next week',
      'failed to unlock passphrase: bad key derivation function',
      'Enter passphrase: press enter for none',
      'Passphrase: leave blank for no passphrase',
      'Enter passphrase: waiting for the terminal',
      'Passphrase: needed by the nightly job',
    ]);
  });

  it('are of a page in an element', () => {
    expectAllHidden('named-secret', ['<password type="clear">⟦winter33y⟧</password>']);
    expectPlain([
      '<password type="hidden">Type your password</password>',
      '<password class="a">Forgot password?</password>',
    ]);
  });
});

describe('a value that the signs around it part from its name', () => {
  it('goes percent-encoded, in an element, in a cell and up to a remark', () => {
    expectAllHidden('named-secret', [
      'user%5Bpassword%5D=⟦vR8kT3mQ7x⟧&x=1',
      'authorization%3A%20Basic%20⟦ZXZhOndpbnRlcjMzeQ⟧',
      '<password type="clear"><![CDATA[⟦winter33y⟧]]></password>',
      '<password type="clear">⟦winter33y⟧</password >',
      '<password type="clear">⟦win\nter33y⟧</password>',
      '| Kennwort | ⟦Herbst 23x⟧ |',
      '{"msg":"passphrase: ⟦drei Katzen im Regen⟧","b":1}',
      'Passphrase = ⟦drei Katzen im Regen⟧ # of the vault',
    ]);
    expectPlain(['| password | at least 9 characters |', '{"msg":"passphrase: needed by the job","b":1}']);
  });
});
