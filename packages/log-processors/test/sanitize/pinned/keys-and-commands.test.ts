import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const HEADER = 'eyJhbGciOiJIUzI1NiJ9';

describe('a private key', () => {
  it('is hidden from its first line to its last, or as far as it goes', () => {
    for (const line of [
      '⟦-----BEGIN PRIVATE KEY-----\nMIIE⟧<x>',
      '⟦-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQ==\n-----END PGP PRIVATE KEY BLOCK-----⟧, x',
      'k="⟦-----BEGIN EC PRIVATE KEY-----\\nMHc<\\n-----END EC PRIVATE KEY-----⟧" x',
      '⟦PuTTY-User-Key-File-3: ssh-rsa\nx<y>\nPrivate-MAC:0a1b2c⟧.',
      '⟦PuTTY-User-Key-File-2: ssh-rsa\n⟧Private-MAC: none',
      'x;⟦MIIE+/=\nabcd\n-----END PGP PRIVATE KEY BLOCK-----⟧ y',
      'x,⟦MIIE\n-----END PRIVATE KEY⟧',
      'x,⟦MI\\nIE\\n-----END RSA PRIVATE KEY-----⟧',
    ])
      expectHidden(line, 'private-key');
    for (const line of [
      '-----BEGIN PUBLIC KEY----- y PRIVATE KEY',
      'x\n-----END CERTIFICATE-----',
      'x\n-----END CERTIFICATE-----, PRIVATE KEY',
    ])
      expectHidden(line, 'none');
  });
});

describe('a JSON Web Token', () => {
  it('is hidden with its parts; is none', () => {
    for (const line of [
      'x ⟦eyJhbGciOiJI.abcde⟧ y',
      `x ⟦${HEADER}.a.b.c.d.⟧e y`,
      `x ⟦${HEADER}.eyJz.⟧ y`,
      `x ⟦${HEADER}.eyJz⟧, y`,
      `x ⟦${HEADER}.⟧ y`,
      `[⟦${HEADER}⟧]`,
    ])
      expectHidden(line, 'json-web-token');
    for (const line of ['x eyJ0eXAiOiJKV1Q y', 'x eyJhbGciOiJ.abcde y', 'x eyJmb29iYXJiYXo. y', `x_${HEADER}`])
      expectHidden(line, 'none');
  });
});

describe('a value that a validator rejected', () => {
  it('is hidden if its field is a secret’s; is none', () => {
    for (const line of [
      "Field error in object 'u' on field 'user.password': rejected value [⟦hunter2, x⟧]; codes",
      String.raw`password x [input_value='⟦a\'b⟧', input_type=str]`,
      String.raw`password x [input_value="⟦a\"b⟧", input_type=str]`,
      "api_key\n  too short [type=x, input_value='⟦h⟧']",
    ])
      expectHidden(line, 'rejected-value');
    for (const line of [
      "on field 'password': error; other rejected value [hunter2]",
      "on field 'password': rejected value x [hunter2]",
      "password x, input_value=x 'hunter2'",
      "input_value='hunter2'",
      "user x [input_value='hunter2']",
    ])
      expectHidden(line, 'none');
  });
});

describe('the password by its place', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'rabbitmqctl add_user ada ⟦*hunter2⟧',
      'rabbitmqctl add_user ada ⟦hun-ter$2%⟧',
      'RABBITMQCTL ADD_USER ada ⟦hunter2⟧',
      'snmpwalk -v2c -On -c ⟦hunter2⟧ host',
      'snmpwalk host -c ⟦hunter2⟧',
      'snmpget -v 2c -t 5 -r 1 -c "⟦hunter2⟧" host',
      'net use x /user:ada ⟦hunter2⟧',
      String.raw`NET USE \\srv /USER:ada ⟦hunter2⟧`,
    ])
      expectHidden(line, 'command-line-password');
    for (const line of [
      'ConvertTo-SecureString x "hunter2"',
      'Credentials(x, "a", "hunter2")',
      'Credentials("a", "hunter2", x)',
      'Credentials("hunter2")',
      'the net used /user:ada hunter2',
      'signtool verify /p hunter2',
    ])
      expectHidden(line, 'none');
  });
});

describe('the password behind a command of a protocol', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'USER ada PASS ⟦hunter2⟧ x',
      'S: PASS ⟦hunter2⟧',
      'redis-cache-1: AUTH ⟦hunter2⟧',
      'x\rPASS ⟦hunter2⟧',
      'x\n12 LOGIN ada ⟦hunter2⟧',
      'imapd: LOGIN ada "⟦hunter2⟧"',
      'IMAP-LOGIN: LOGIN "ada" "⟦hunter2⟧"',
      'PASS ⟦a.test.tsx.x⟧',
      'PASS ⟦!a/b.ts⟧',
      'a1 LOGIN ada ⟦hunter2⟧ x PASS is good',
      'imap LOGIN ada "⟦hunter2⟧" x AUTH x "good1"',
      '>1 LOGIN ada ⟦hunter2⟧',
      'C:a1 LOGIN ada ⟦hunter2⟧',
    ])
      expectHidden(line, 'service-password');
    for (const line of [
      'xUSER PASS hunter2',
      'redis AUTH failed x PASS a1b2c3d4',
      'a1 Login ada hunter2',
      '> Auth hunter2',
      'x 1 LOGIN ada hunter2',
      'PASS ./a.spec.js',
      'PASS a/b/c-d.e.ts',
    ])
      expectHidden(line, 'none');
  });
});
