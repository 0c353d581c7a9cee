import { describe, expect, it } from 'vitest';
import { plainLetters } from '../../../src/sanitize/keys/plain-letters.js';
import { looksLikeCredential, looksSecret, secretKeyVerdict } from '../../../src/sanitize/keys/secret-key.js';
import { splitWords } from '../../../src/sanitize/keys/split-words.js';
import { vendorField } from '../../../src/sanitize/keys/vendor-fields.js';

const HEX = '0123456789abcdef0123456789abcdef';

describe('the letters of a name', () => {
  it('are compared without marks', () => {
    expect(plainLetters('łŁøØđĐðı')).toBe('lLoOdDdi');
    expect(plainLetters('téléphone hasło Ｐｗ')).toBe('telephone haslo Pw');
  });
});

describe('the words of a name', () => {
  it.each([
    ['userAPIKey_v2', ['user', 'api', 'key', 'v2']],
    ['db.user--password', ['db', 'user', 'password']],
    ['_x1Key_', ['x1', 'key']],
    ['ABc', ['a', 'bc']],
    ['cléAPI', ['cle', 'api']],
    ['ПарольДоступа', ['пароль', 'доступа']],
    ['', []],
  ])('%s', (name, words) => {
    expect(splitWords(name)).toEqual(words);
  });

  it('of a secret may be written as one, in scripts without spaces behind any other', () => {
    for (const name of [
      'mysqlpassword',
      'mysqlpassword12',
      'vaultcredential',
      'vaultcredentials3',
      'password_v12',
      '我的密码',
    ])
      expect([name, secretKeyVerdict(name)]).toEqual([name, 'certain']);
    for (const name of ['password_v', 'password_vx', '密码x', '码']) {
      expect([name, secretKeyVerdict(name)]).toEqual([name, 'none']);
    }
  });
});

describe('a credential', () => {
  it('is no name and no number of a program’s objects', () => {
    const others = [
      'com.apple.xpc9',
      'com.a1.xpc9',
      'com.apple.Xpc9$a/b-c',
      'android.os.Binder@2bd79ce',
      'x.y.Foo$1@1f',
    ].concat(['Binder@2bd79ce', 'Foo$1@1f2e3d4c', '0x1f2e3d', '0xABCDEF0123456789']);
    expect(others.filter((value) => looksLikeCredential(value))).toEqual([]);
    const credentials = ['com.apple9', 'Com.apple.xpc9', 'com.apple.9xpc', 'com.apple.xpc9!', 'com.ap-ple.xpc9']
      .concat(['Binder@hunter2', 'Bin-der@2bd79ce', 'Binder@2bd79cex', 'Binder@2bd79ce12', '@2bd79ce', '0x1f2e3dzz'])
      .concat(['0xABCDEF01234567890', 'x0x1f2e3d', 'a!x.y.Foo9']);
    expect(credentials.filter((value) => !looksLikeCredential(value))).toEqual([]);
  });

  it('of a few digits is a code', () => {
    for (const value of ['123', '1 2-3', '123456789012', '12-34-56', 'AB12'])
      expect(looksSecret('code', value)).toBe(true);
    for (const value of ['12', '1234567890123 4567', '123456 x', '12_34_56', 'abcd', 'ABCDE1234567890-1'])
      expect(looksSecret('code', value)).toBe(false);
  });
});

describe('a field that names a vendor', () => {
  const accepts = (words: readonly string[], value: string) => vendorField(words)?.accepts(value);

  it('holds a credential of the vendor’s form, if a word says that it is one', () => {
    expect(vendorField(['algolia', 'key'])?.rule).toBe('algolia-credential');
    expect(vendorField(['my', 'alpha', 'vantage', 'key'])?.rule).toBe('alpha-vantage-credential');
    for (const words of [['algolia', 'id'], ['algolia', 'xkey'], ['algolia', 'keyring'], ['alpha', 'key'], ['key']])
      expect([words, vendorField(words)]).toEqual([words, undefined]);
  });

  it('holds nothing of another form', () => {
    const uuid = '0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d';
    expect([accepts(['adobe', 'key'], HEX), accepts(['adobe', 'key'], HEX.replace('a', 'g'))]).toEqual([true, false]);
    expect([accepts(['adobe', 'key'], HEX.slice(1)), accepts(['adobe', 'key'], `x${HEX}`)]).toEqual([false, false]);
    expect(accepts(['adobe', 'key'], `${HEX}-`)).toBe(false);
    for (const value of [uuid, uuid.replaceAll('-', '')]) expect(accepts(['codecov', 'token'], value)).toBe(true);
    for (const value of [`${uuid}0`, `0${uuid}`, uuid.slice(1)])
      expect(accepts(['codecov', 'token'], value)).toBe(false);
  });
});
