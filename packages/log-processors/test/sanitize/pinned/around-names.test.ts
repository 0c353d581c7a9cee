import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

describe('text around the name of a secret', () => {
  it('a signing or encryption key is hidden; the fingerprint of a public key stays', () => {
    for (const line of [
      'AES encryption key ⟦8F3A91C27B5D4E60A1F2B3C4D5E6F708⟧',
      'signing key ⟦0x8F3A91C27B5D4E60A1F2B3C4D5E6F708A1B2C3D4⟧',
      'zigbee network encryption key ⟦0x8F3A91C27B5D4E60A1F2B3C4D5E6F708⟧',
      'jwt_signing_key ⟦8F3A91C27B5D4E60A1F2B3C4D5E6F708⟧',
      'loaded encryption key ⟦8F3A91C27B5D4E60⟧ for tenant',
      'Master encryption key ⟦0F3A91C27B5D4E60⟧',
      'cookie_signing_key ⟦8F3A91C27B5D4E60A1F2B3C4D5E6F7088F3A91C2⟧',
      'encryption_key ⟦8F3A91C27B5D4E60A1F2B3C4D5E6F708⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of ['gpg: using RSA key 8F3A91C27B5D4E60A1F2B3C4D5E6F7088F3A91C2', 'dsa_key 8F3A91C27B5D4E60'])
      expectHidden(line, 'none');
  });

  it('what an element of a page or a file of settings holds is hidden; what a page says beside a field stays', () => {
    for (const line of [
      '<p class="otp">⟦482913⟧</p>',
      '<h1 id="verification-code">⟦482913⟧</h1>',
      '<p id="temp-password">⟦Xk9#mQ2p⟧</p>',
      '<dt id="api-key">⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧</dt>',
      '<a id="api-key">⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧</a>',
      '<th id="password">⟦correcthorse⟧</th>',
      '<option id="password">⟦Hunter2x⟧</option>',
      '<label id="temp-password">⟦Xk9#mQ2p⟧</label>',
      '<button id="otp">⟦482913⟧</button>',
      '<property name="hibernate.connection.password"> ⟦S3cr3tDb9⟧ </property>',
      '<property name="hibernate.connection.password"> ⟦correcthorse⟧ </property>',
      '<string name="api_key"> ⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧ </string>',
      '<prop key="db.password"> ⟦hunterxyz⟧ </prop>',
      '<span class="otp"> ⟦482913⟧ </span>',
      '<label class="password">⟦Hunter⟧</label>',
      '<label for="temp-password">⟦hunterxyz⟧</label>',
      '<label for="otp">⟦482⟧ 913</label>',
      '<button id="api-key">⟦correcthorsebatterystaple⟧</button>',
      '<caption class="password">⟦Hunter-x⟧</caption>',
      '<summary id="password">⟦Hunterx⟧</summary>',
      '<small class="password">⟦hunterx⟧</small>',
      '<td class="password"> ⟦hunterx⟧ </td>',
      '<td class="password"> ⟦hunterx⟧</td>',
      '<div id="password"> ⟦Hunterx⟧ horse </div>',
      '<input id="password"> ⟦Hunterx⟧',
      '<input id="password"> ⟦hunterx⟧ </input>',
      '<entry key="db.password">⟦hunterx⟧</entry>',
      String.raw`<entry key=\"db.password\"> ⟦hunterx⟧ </entry>`,
      String.raw`<label for=\"password\">⟦hunter⟧</label>`,
      '<secret>⟦::hunterx⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      '<label for="new-password">New password</label>',
      '<th id="password">Password</th>',
      '<legend class="password">Choose a password </legend>',
      'Element <input type="password" id="pwd"> is not clickable at point (411, 882)',
    ])
      expectHidden(line, 'none');
  });

  it("a person's PIN and a random token are hidden; what a tokenizer puts in place of a word stays", () => {
    for (const line of [
      'Change of PIN: ⟦4821⟧',
      'verification of PIN: ⟦482193⟧ failed',
      'locked on PIN: ⟦4821⟧',
      'data pin: ⟦4821⟧',
      'board pin: ⟦4821⟧',
      'header pin: ⟦4821⟧',
      'physical pin=⟦4821⟧',
      'image_token=⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'mask_token=⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'sep_token: ⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'cls_token="⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧"',
      'special_token=⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧',
      'use of PIN: ⟦4821⟧',
      'Unauthorised use of pin ⟦4821⟧',
      'change on pin: ⟦482193⟧',
      'entered on PIN: ⟦4821⟧',
      'clock pin: ⟦4821⟧',
      'bcm pin=⟦48213⟧',
      'board_pin=⟦482193⟧',
      'card_data_pin=⟦4821⟧',
      'special token: ⟦hunter2x9⟧',
      'mask_token: [⟦hunter2x9⟧]',
      'password: List[pin: ⟦4821⟧]',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'Conflicting use of pin 9020? valid PINs are 2-27',
      'data pin: 17',
      "'mask_token': '[MASK]'",
      "image_token='<|image|>'",
      'cls_token=101',
    ])
      expectHidden(line, 'none');
  });

  it('of a type with a field in its brackets the field is judged; a type stays', () => {
    for (const line of [
      'token: Any[password: ⟦hunter2x9⟧]',
      'auth: Dict[api_key: ⟦k3J9xQ2mZp7Lw4Vt8Ns1⟧]',
      'auth:dict[password = ⟦hunter2x9⟧]',
      'auth: object[password: ⟦correcthorse⟧]',
      'auth: ⟦list[token=abc9xK2mQ8⟧]',
      'auth: str[password : ⟦hunter2x9⟧]',
      'token: array[user: jo, password: ⟦hunter2x9⟧]',
      'credentials: Dict[str, password: ⟦hunter2x9⟧]',
      'token: optional[secret = ⟦hunterxy⟧]',
      'password: ⟦any[hunterxyz⟧',
      'session: ⟦object[pwd=correcthorse⟧]',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of ['token: Any', 'auth: Dict[str, Any]']) expectHidden(line, 'none');
  });

  it('the old and the new value of a secret are hidden; where a thing goes stays', () => {
    for (const line of [
      '{"field":"pin","old":"⟦4821⟧","new":"⟦9917⟧"}',
      '{"field":"cvv","old":"⟦482⟧","new":"⟦991⟧"}',
      '{"field":"passcode","old":"⟦482913⟧","new":"⟦991377⟧"}',
      '{"field":"client_secret","old":"⟦oldSecretOne⟧","new":"⟦newSecretTwo⟧"}',
      '{"field":"security_answer","old":"⟦fluffy⟧","new":"⟦rover⟧"}',
      '{"name":"secret","old":"⟦Winter@2024⟧","new":"⟦Summer@2025⟧"}',
      '{"field":"api_key","old":"⟦correcthorse⟧","new":"⟦batterystaple⟧"}',
      '{"field":"senha","old":"⟦correcthorse⟧","new":"⟦batterystaple⟧"}',
      '{"field":"heslo","old":"⟦correcthorse⟧","new":"⟦batterystaple⟧"}',
      '{"field":"mot_de_passe","old":"⟦correcthorse⟧","new":"⟦batterystaple⟧"}',
      '{"field":"psk","old":"⟦correcthorse⟧","new":"⟦batterystaple⟧"}',
      '{"id":"pin","old":"⟦4821⟧","new":"⟦9917⟧"}',
      '{"id":"pin","from":"⟦4821⟧","to":"⟦9917⟧"}',
      '{"id":"secret","from":"⟦correcthorse⟧","to":"⟦batterystaple⟧"}',
      '{"field":"secret","from":"⟦correcthorse⟧","to":"⟦batterystaple⟧"}',
      '{"field":"otp","before":"⟦482913⟧"}',
      String.raw`{\"field\":\"pin\",\"old\":\"⟦4821⟧\",\"new\":\"⟦9917⟧\"}`,
      "{'field':'api_key','previous':'⟦correcthorse⟧','new':'⟦batterystaple⟧'}",
      '{"field":"client_secret","before":"⟦correct-horse⟧"}',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of ['{"id":"secret","from":"vault","to":"pod"}']) expectHidden(line, 'none');
  });

  it('a value behind two colons is hidden; a scope of a program stays', () => {
    for (const line of [
      'profile::db::password:⟦:correct-horse9⟧',
      'redis key user::7::token:⟦:aBcD-9xK2mQ8⟧',
      'password:⟦:Correct::Horse⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'auth::Token::Token(auth::Token const&)',
      'use auth::password::verify;',
      'crate::token::Token::new',
      'token::Kind::Ident',
      'Auth::Session#valid? returned false',
      'std::map<ApiKey, Token>::operator[] 2.1%',
      'std::vector<auth::Token> grew',
      'auth::Token is expired',
    ])
      expectHidden(line, 'none');
  });

  it('a value behind an arrow in a list is hidden; what became of a column stays', () => {
    for (const line of [
      '{user=>jo,password=>⟦correcthorse⟧}',
      '%h=(user=>jo,passwd=>⟦correcthorse⟧,port=>1)',
      '#{user => jo,password => <<"⟦correcthorse⟧">>}',
      'a=>1;password=>⟦!Qwerty!Zx⟧',
      '[user=>jo,secret=>⟦correcthorse⟧]',
      '(a -> b, password -> ⟦correcthorse⟧)',
      'a,password -> ⟦correcthorse⟧',
      'host;password->⟦correcthorse⟧',
      'user => x, api_key => ⟦correct-horse⟧',
      'id,name,password -> ⟦mapped⟧',
      'id,name,password -> ⟦mapped9⟧ x',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of ['columns: id,name,password_hash -> mapped 3 fields']) expectHidden(line, 'none');
  });

  it('a word that ends like a participle is hidden; what was done with a package stays', () => {
    for (const line of [
      'db_password:⟦:Sommer!2024⟧',
      'pw:⟦:abc@9xKm⟧',
      'cache get session:⟦:Ab-k3J9xQ2mZp7Lw4⟧',
      'password: ⟦thoroughbred⟧',
      'wifi password: ⟦alfred⟧',
      'password: ⟦manfred⟧',
      'password: ⟦mohammed⟧',
      'password: ⟦beloved⟧',
      'password: ⟦hundred⟧',
      'password:⟦:correcthorse⟧',
      'secret:⟦:Hunter⟧',
      'session:⟦:Hunter9⟧',
      'token:⟦:abc_def_ghi⟧',
      'token:⟦:Hunter#9xK⟧',
      'token:⟦:Hunter⟧</p>',
      'api_key:⟦:Sommer!2024⟧',
      'secret:⟦:correcthorse(⟧',
      'db_password:⟦:Sommer(x⟧',
      'api_key:⟦:hunter⟧<b',
      'passwd:⟦:Hunter⟧ ok',
      'password: ⟦wilfred⟧',
      'password: ⟦hatred⟧, user: x',
      'password: ⟦winifred⟧.',
      'password is ⟦sacred⟧',
      'passphrase: ⟦aged⟧',
      'the password is ⟦infrared⟧',
      'secret: ⟦kindred⟧)',
      'auth:⟦:abc-k3J9xQ2mZp7Lw4⟧',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of ['package libsecret-1-0 is downgraded', 'libsecret is uninstalled']) expectHidden(line, 'none');
  });

  it('a field of such a name loses its value too', () => {
    const sanitizer = createSanitizer();
    for (const [name, value] of [
      ['on_pin', '4821'],
      ['of_pin', '4821'],
      ['data_pin', '482193'],
      ['image_token', 'k3J9xQ2mZp7Lw4Vt8Ns1'],
      ['special_token', 'k3J9xQ2mZp7Lw4Vt8Ns1'],
    ] as const)
      expect(sanitizer.sanitizeValue(name, value)).toBe('[REDACTED:secret-key]');
    expect(sanitizer.sanitizeValue('msg', 'AES encryption key 8F3A91C27B5D4E60A1F2B3C4D5E6F708')).toBe(
      'AES encryption key [REDACTED:named-secret]',
    );
    expect(sanitizer.sanitizeValue('data_pin', '17')).toBe('17');
  });
});
