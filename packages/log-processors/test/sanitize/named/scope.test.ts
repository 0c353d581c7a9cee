import { describe, expect, it } from 'vitest';
import { isScope } from '../../../src/sanitize/named/scope.js';

const isScopeIn = (line: string) => isScope(line.replaceAll(/[«»]/g, ''), line.indexOf('«'), line.indexOf('»') - 1);
const expectScopes = (lines: readonly string[]) => expect(lines.filter((line) => !isScopeIn(line))).toEqual([]);
const expectNames = (lines: readonly string[]) => expect(lines.filter(isScopeIn)).toEqual([]);
const LONG = ' x'.repeat(200);

describe('a scope', () => {
  it('holds a type or what a type does', () => {
    expectScopes([
      ...[
        '«auth»::Token::Token()',
        '«Token»::Token()',
        '«Token»::~Token()',
        '«my_token»::Token(const x)',
        '«cookie»::Cookie()',
      ],
      ...['«cookies»::Jar<User>', '«Session»::Kind::Ident;', '«auth»::Session#valid?', '«auth»::Session#close(x)'],
      ...[
        '«sessions»::Store::new',
        '«tokens»::Token::verify,',
        '«password»::hash(std::Text)',
        '«crypto_password»::verify;',
      ],
      ...['«auth»::ab::cd::compare ', '«token»::Token(…)', '«token»::Token(...)', '«auth»::Expired is x'],
      ...['«token»::new(a_b::C)'],
    ]);
  });

  it('is no name whose value stands behind two colons', () => {
    expectNames([
      ...['«token»::swordfish of Auth::Token()', 'map<«token»::swordfish, b::Token>', '«token»::swordfish x::verify;'],
      ...['«token»::swordfish x::y::verify;', '«token_list»::Token()', '«mytoken»::Token()', '«author»::Author()'],
      ...['«password»::Token()', '«token»::Swordfish', '«token»:Token()', '«token»::verifyx', '«token»::new(x9)'],
      ...['«auth»::Session#9', '«auth»::Session#close9'],
    ]);
  });
});

describe('the name of a test in Rust', () => {
  it('is followed by how it went', () => {
    expectScopes([
      'test «auth»::password_is_hashed ... ok',
      'x\n  test «auth»::password_2_works_well ... FAILED',
      'x\r\ttest auth::«token»::works ... ignored',
      'test a_1::b::«password»::is_hashed - should panic ... ok\nx',
      'test «password»::a::b ... bench (12ms)',
      `test «auth»::password_is_hashed ... ok${LONG}`,
    ]);
    expectNames([
      'test x «auth»::password_is_hashed ... ok',
      'a test «auth»::password_is_hashed ... ok',
      'xtest «auth»::password_is_hashed ... ok',
      'test  «auth»::password_is_hashed ... ok',
      'x auth::«token»::works_well ... ok',
      'test «auth»::password_is_hashed ... okay',
      'test «auth»::password_is_hashed ... ok-ish',
      'test «auth»::password_is_hashed .. ok',
      'test auth::«token»::swordfish',
      'test «token»::swordfish ... ok',
    ]);
  });
});

describe('the argument of a template', () => {
  it('is a type before the member of the template', () => {
    expectScopes([
      'unordered_map<Token, «Session»>::find(x)',
      'map<int, vector<«Token»>>::find(x)',
      'map<a,b,«Token»>>>::~map_of;',
      'map<Key,«AuthToken»>::find it',
      'map<A,std::«Token»>::size',
      'map<«PinToken»>::at,x',
      `map<«Token»>::find(x)${LONG}`,
      'map<Key, auth::«Token»::Token>',
    ]);
  });

  it('is no name of a password, nor a text in angles', () => {
    expectNames([
      'map<int> x «Token»>::find(',
      'map<«token»>::find(',
      'map<«Password»>::find(',
      'map<«Pwd»>::find(',
      'map<«Pin»>::find(',
      'map<«AuthToken9»>::find(',
      'map<«xToken»>::find(',
      'map<«AToken»>::find(',
      'map<«Token»>::find9(',
      'map<«Token»>>>>::find(',
      'map<«Token»>find(',
      '<«Token»>::find(',
      'map<a,b,c,«Token»>::find(',
    ]);
  });
});
