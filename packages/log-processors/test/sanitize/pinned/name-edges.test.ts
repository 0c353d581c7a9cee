import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('the name of a value', () => {
  const ENCODED = ['%20', '%22', '%26', '%2C', '%2F', '%3A', '%3B', '%3F', '%0A', '%0D', '%7B', '%5B'];

  it('begins behind an escape and may have words before it; words of another sentence do not count', () => {
    for (const line of [
      ...['\n', '\\n', '\\r', '\\t', ...ENCODED, ...ENCODED.map((code) => code.toLowerCase())].map(
        (before) => `x${before}pwd=⟦hunter2⟧ y`,
      ),
      '{"vérification":{"code":"⟦482913⟧"}}',
      '{"two_factor":{"code":"⟦482913⟧"}}',
      '{"cvv_code":"⟦123⟧"}',
      'option two factor code: ⟦482913⟧',
      'card_cvv: ⟦123⟧ of',
      'cvv_code: ⟦123⟧ of',
      'user = jo pass="⟦two words⟧"',
      `user="jo" pass="⟦two words⟧" ${'x '.repeat(60)}`,
      'myapp://token=⟦Zk3vQ9xT⟧',
    ])
      expectHidden(line, 'named-secret');
    // words of another sentence do not count
    for (const line of [
      'C:\\xpwd=hunter2',
      '→PWD=/srv/app',
      'the password_ field is shown',
      '{"mfa":1,"x":[{"code":"482913"}]}',
      'option two; factor code: 482913',
      'user=jo pass: smoke',
      'pass="two words" user=jo',
    ])
      expectHidden(line, 'none');
    // of a person’s number is one of several words
    for (const line of ['partita IVA ⟦01234567890⟧', 'rodné číslo: ⟦900101/1239⟧']) expectHidden(line, 'national-id');
    // of a telephone may be shortened
    expectHidden('Tel.: ⟦030 901820⟧ zurückrufen', 'phone');
  });
});

describe('a value beside other fields', () => {
  it('is hidden up to the next field; what only begins a list of fields is none', () => {
    for (const line of [
      'password=⟦hunter2⟧ (not set)',
      'auth: ⟦9xQ/user=jo⟧ method=publickey',
      'auth: ⟦user=jo1⟧ then method=x',
      'user=jo|password=⟦hunter2&x9y⟧',
      'x|b password=⟦hunter2|9xQ7k⟧',
      'user=jo| token=⟦hunter2x⟧|req-17|ok',
      'user=jo|"token=⟦hunter2x⟧|req-17|ok',
      '|password=⟦hunter2⟧|req-17|',
      'password=⟦x-vault:9⟧ y',
      'password=⟦неверный⟧',
      'backup codes: ⟦1a2b-3c4d⟧ and then 5e6f',
    ])
      expectHidden(line, 'named-secret');
    // what only begins a list of fields is none
    for (const line of ['auth: user=jo  method=publickey', 'auth is user=jo1 method=publickey'])
      expectHidden(line, 'none');
  });
});
