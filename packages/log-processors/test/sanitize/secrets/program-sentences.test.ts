import { describe, it } from 'vitest';
import { expectHidden, expectUnchanged } from '../support/hidden-parts.js';

const UUID = '300bb655-6965-40cb-b074-4e3b74f16c1b';
const HEX = '9645412db665a1ded3a7ffcb32b8dee1';
const KEY = 'wD2wGWiQkdPJ1ezER30G/PfOAPGNJ2gA7XeyYxo2/dR4';

describe('a sentence in which a program tells a secret', () => {
  it('loses it', () => {
    for (const line of [
      'A temporary password is generated for root@localhost: ⟦h=No9?rFO,dS⟧',
      `A temporary password is generated for ${'r'.repeat(96)}: ⟦h=No9?rFO,dS⟧ at 3`,
      `Vault unseal progress 2/3, key ⟦${KEY}⟧`,
      `unseal progress 1/3 key=⟦${'a1'.repeat(32)}⟧`,
      `unseal progress: key: "⟦${KEY.slice(0, 43)}=⟧"`,
      `pagerduty: routing_key "⟦${HEX}⟧" event trigger rejected`,
      `consul: acl token ⟦${UUID}⟧ not found`,
      `acl token "⟦${UUID}⟧" expired`,
      'backup codes for uid 41: ⟦6772-6345⟧',
      'recovery codes for jo: ⟦6772-6345, ab12-cd34⟧ shown once',
      'ftpd[889]: USER upload\nftpd[889]: PASS ⟦7RrhXzfsPRA⟧\nftpd[889]: 530 Login incorrect',
      '> USER jo\n> PASS ⟦x9!⟧',
    ])
      expectHidden(line, 'service-password');
  });

  it('keeps what is none', () => {
    expectUnchanged([
      'A temporary password is generated for root@localhost',
      'A temporary password is generated for root@localhost: short',
      'unseal progress 2/3, key 2 of 3',
      'routing_key "orders.created" bound',
      'acl token expired',
      'backup codes for uid 41: none left',
      'backup codes for uid 41: used-before',
      'ftpd[889]: PASS 12 of 14',
      'suite: PASS tests/login.spec',
      'USER upload ftpd[889]: pass through',
    ]);
  });
});

describe('a value that a validator refused', () => {
  it('goes where the field is a secret', () => {
    for (const line of [
      '{"errors":[{"field":"newPassword","rejectedValue":"⟦tXucVn%zx⟧","message":"must contain a symbol"}]}',
      '{"violations":[{"propertyPath":"plainPassword","message":"too short.","invalidValue":"⟦ab12Cd⟧"}]}',
      '{"rejected_value": "⟦ab12Cd⟧", "path": "user.password"}',
      String.raw`{\"field\":\"password\",\"rejectedValue\":\"⟦ab12Cd⟧\"}`,
      "ValidationError: password: value '⟦kittycat⟧' is too common; username: ok",
      'user.password: value "⟦kittycat⟧" is too common',
    ])
      expectHidden(line, 'rejected-value');
  });

  it('stays where it is not', () => {
    expectUnchanged([
      '{"field":"color","rejectedValue":"tXucVn%zx"}',
      '{"field":"password"},{"field":"color","rejectedValue":"tXucVn%zx"}',
      '{"field":"color","rejectedValue":"tXucVn%zx"},{"field":"password"}',
      '{"rejectedValue":"tXucVn%zx"}',
      '{"field":"password","rejectedValue":null}',
      "quantity: value 'many' is no number",
      ": value 'many' is no number",
    ]);
  });
});

it('a token that a check did not find is hidden, words are not', () => {
  expectHidden('csrf check failed: expected ⟦UFcD3tKJn_DP7a-eyq-1wa8IESc63RJwY6XUigiMHG8⟧ got (empty)', 'named-secret');
  expectHidden('token validation failed: got ⟦UFcD3tKJn_DP7a-eyq-1wa8IESc63RJwY6XUigiMHG8⟧', 'named-secret');
  expectUnchanged([
    'health check failed: expected 200 got 503',
    'schema validation failed: expected string2 got number7',
  ]);
});

it('telephone numbers of Brazil, and with 00 and hyphens, beside words for calls', () => {
  const phone = (line: string): void => expectHidden(line, 'phone');
  phone('ligue para o celular ⟦(11) 93857-6060⟧ hoje');
  phone('telefone ⟦(21) 3857-6060⟧');
  phone('Fax an ⟦0049-89-5332493⟧ fehlgeschlagen');
  expectUnchanged(['artigo (11) 93857-6060 em estoque', 'Teil 0049-89-5332493 fehlt']);
});
