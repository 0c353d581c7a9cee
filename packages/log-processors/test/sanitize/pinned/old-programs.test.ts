import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('programs of databases, directories and mail', () => {
  it('lose the passwords that stand by their place', () => {
    expectAllHidden('command-line-password', [
      'zkCli: addauth digest jo:⟦Blumen4topf⟧',
      'postmap sasl_passwd smtp.lan:587 jo:⟦Blumen4topf⟧',
      'exp userid=jo/⟦Blumen4topf⟧ file=x.dmp',
      'bteq: .logon td/jo,⟦Blumen4topf⟧;',
      'nuget push x.nupkg -k ⟦kX3bQ9mZp7Lw4Vt8Ns1⟧',
    ]);
    expectAllHidden('service-password', [
      'ftp> quote PASS ⟦Blumen4topf⟧',
      'Command: PASS ⟦Blumen4topf⟧',
      'sasl PLAIN \\0jo\\0⟦Blumen4topf⟧',
    ]);
    expectPlain(['exp userid=4711', 'auth field a\\01b\\02c', 'nuget push x.nupkg -s https://nuget.lan']);
  });

  it('lose what a statement and a sentence put beside it', () => {
    expectAllHidden('named-secret', [
      "ALTER USER jo IDENTIFIED BY '⟦Blumen4topf⟧' REPLACE '⟦Blumen3topf⟧'",
      'bind as cn=admin failed with credentials ⟦Blumen4topf⟧',
      'REGISTER with secret ⟦Blumen4topf⟧ failed',
      'unseal key 1/3: ⟦7Kx9mQ2pL4vN8sT1wZ6bY3cF5gH0jR2dE4aU7iO9=⟧',
      'acl token, SecretID ⟦0b62c02c-1111-4bbb-8ccc-123456789abc⟧',
    ]);
    expectAllHidden('one-time-code', ['Use ⟦482913⟧ to sign in', 'Enter ⟦482913⟧ to verify your phone']);
    expectPlain([
      'with secret default-token-x7k2p',
      'using secret shop-tls-2 from vault',
      'use 4096 to complete',
      'use 482913 rows',
    ]);
  });
});

describe('an element with attributes', () => {
  it('loses its content if its name is a secret', () => {
    expectAllHidden('named-secret', [
      '<Password xsi:type="xsd:string">⟦Blumen4topf⟧</Password>',
      '<ns:secret a="b" c=\'d\'>⟦two words⟧</ns:secret>',
      '<password encrypted="false"> ⟦hunter⟧</password>',
    ]);
    expectPlain([
      '<label for="password" class="x">Password</label>',
      '<password a="b"></password>',
      '<password minLength="12"/>',
      '<password a="b">is <b>required</b></password>',
    ]);
  });

  it('loses headers that are listed in pairs', () => {
    expectAllHidden('named-secret', [
      "':path', '/v1'\n'authorization', 'Basic ⟦cGFydGbejqd4ap5tqBZcL0GO4C7=⟧'\n'x-request-id', 'f64cc6dc'",
      "'cookie', 'sid=⟦kX3bQ9mZp7Lw⟧; theme=dark'",
    ]);
    expectPlain(["'authorization', 'is required'", '"cookie", "accept all"']);
  });
});
