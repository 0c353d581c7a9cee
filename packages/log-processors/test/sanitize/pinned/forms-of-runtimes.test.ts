import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const hmac = `hmac-sha256:${'9f86d081884c7d65'.repeat(4)}`;

describe('a value in the form of a runtime or a library', () => {
  it('is hidden', () => {
    for (const line of [
      // how the value is written, between the name and the sign
      'aes key (base64): ⟦q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=⟧',
      'loaded encryption key (hex) = ⟦00112233445566778899aabbccddeeff⟧',
      'signing secret (base64url-encoded): ⟦kv-77_xQ⟧',
      'master password (raw): ⟦hunter2⟧',
      // pairs of Erlang
      '[{user,<<"ada">>},{password,<<"⟦kv77xQ⟧">>},{port,1}]',
      '{<<"password">>,<<"⟦kv77xQ⟧">>}',
      String.raw`{<<\"password\">>, <<\"⟦kv77xQ⟧\">>}`,
      '#{user => <<"ada">>, password => <<"⟦kv77xQ⟧">>}',
      `{'db_password',<<"⟦kv77xQ⟧"/utf8>>}`,
      '{ password, "⟦kv77xQ⟧"}',
      // what a mapper of objects sets and reads
      'binding parameter (password:VARCHAR) <- [⟦kv77xQ⟧]',
      'binding parameter [password:VARCHAR] <- [⟦kv 77]xQ⟧]',
      'binding password (2:VARCHAR) <- [⟦kv77xQ⟧], next',
      'api_token [11:NVARCHAR] = [⟦kv77xQ⟧]',
      'extracted value ([password] : [VARCHAR]) - [⟦kv77xQ⟧]',
      'extracted value (password:VARCHAR) -> [⟦kv77xQ⟧] x',
    ])
      expectHidden(line, 'named-secret');
  });

  it('is none where only its form is there', () => {
    for (const line of [
      'encryption key (hex): missing',
      'encryption key (base64) rotated 2 days ago',
      'encryption key (rotated): yesterday',
      'map key (hex): 00ff',
      '{password, "is too short"}',
      '{password,<<"expired">>}',
      '{error,{password,<<"too short">>}}',
      '{<<"username">>,<<"kv77xQ">>}',
      'binding parameter (password:VARCHAR) <- [null]',
      'binding parameter (password:VARCHAR) <- []',
      'binding parameter (city:VARCHAR) <- [kv77xQ]',
      'column (password:VARCHAR) not null',
    ])
      expectHidden(line, 'none');
  });
});

describe('a placeholder in quotes', () => {
  it('has no value behind the quote that ends the text', () => {
    for (const line of [
      "error: option '-k, --token <token>' argument missing",
      "error: option '-p, --db-password <db-password>' needs a value",
      'secret is still "<my-secret>", not starting',
      'secret is still "<my secret>"; not starting',
      'usage: "login <user> <password>"',
    ])
      expectHidden(line, 'none');
    for (const line of [
      `<password>"⟦hunter2⟧"</password>`,
      `x='<a><password>⟦hunter2⟧</password></a>'`,
      `x="<password>'⟦hunter2⟧'</password>"`,
      "option '-p, --password <password>' password=⟦hunter2⟧",
    ])
      expectHidden(line, 'named-secret');
  });
});

describe('what only says how it stands with a secret', () => {
  it('stays', () => {
    for (const state of [
      ...['present', 'absent', 'missing', 'set', 'not set', 'not_set', 'not-found', 'ok', 'OK', 'configured', 'Valid'],
      ...['invalid', 'expired', 'loaded', 'cached', 'required', 'optional', 'provided', 'available', 'unavailable'],
      ...['verified', 'accepted', 'rejected', 'rotated', 'revoked', 'refreshed', 'unchanged'],
    ])
      expectHidden(`{"credentials":"${state}","x":1}`, 'none');
    expectHidden('check: age=10 credentials=present x=1', 'none');
  });

  it('is the whole value', () => {
    for (const line of [
      'credentials=⟦presently⟧',
      'credentials=⟦unpresent⟧',
      'password=⟦valid8⟧',
      'password=⟦set-kv77⟧',
      'password=⟦sunshine⟧',
      'password="⟦ok computer⟧"',
    ])
      expectHidden(line, 'named-secret');
  });
});

describe('the key of a store, an HMAC of a vault and an argument handed on', () => {
  it('stay', () => {
    for (const line of [
      '"GET" "session:index:count"',
      'DEL web_session:by_user:*',
      'SCAN sessions:idle:since:list',
      'token:index:count',
      `"client_token":"${hmac}"`,
      `"secret_id":"hmac-sha512:${'0a'.repeat(64)}"`,
      'login(user=user, password=password)',
      'pool.open(host=host, user=user,password=password, ssl=True)',
    ])
      expectHidden(line, 'none');
  });

  it('are told from what is near to them', () => {
    for (const line of [
      '"GET" "session:⟦index:9xQ7vk⟧"',
      'session: ⟦Index:Count⟧, x',
      'auth:⟦admin:sunshine⟧',
      `"client_token":"⟦${hmac.slice(0, -1)}⟧"`,
      `"client_token":"⟦${hmac}0⟧"`,
      `"client_token":"⟦sha256:${'0a'.repeat(32)}⟧"`,
      `"signature":"⟦${hmac}⟧"`,
      'login(user=ada, password=⟦password⟧)',
      'login user=user, password=⟦password⟧',
      'login(user=user, password=⟦passw0rd⟧)',
    ])
      expectHidden(line, 'named-secret');
  });
});
