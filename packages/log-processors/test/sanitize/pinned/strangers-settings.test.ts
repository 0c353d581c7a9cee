import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a name of a setting', () => {
  it('is one of a secret in two words, too', () => {
    expectAllHidden('named-secret', [
      '<Connector keystoreFile="a.p12" keystorePass="⟦rosebud⟧" />',
      'truststorePass: "⟦rosebud⟧"',
      'key_store_pass=⟦rosebud⟧',
      'trust-store-pass=⟦rosebud⟧',
      'keyPass="⟦rosebud⟧"',
      'storePass="⟦rosebud⟧"',
      'vault_pass is ⟦rosebud.garden.snow⟧',
      ...['become', 'cert', 'certificate', 'bind', 'sql', 'smb', 'imap', 'vpn'].map((of) => `${of}_pass=⟦rosebud⟧`),
      'dumpprivkey -> ⟦KxTulipGarden⟧',
      'wif: ⟦KxTulipGarden⟧',
      'wif_key=⟦KxTulipGarden⟧',
    ]);
    expectPlain(['fast_pass=rosebud', 'grid_pass=rosebud', 'wifi: rosebud', 'vault_pass is missing']);
  });

  it('is a passcode, which may be a password', () => {
    expectAllHidden('named-secret', [
      '"passcode": "⟦Rose!Bud21⟧"',
      'login:jo\npasscode:⟦56tCDhyjxDNl8HiO9⟧\naccept-version:1.2',
      'pass_code=⟦Rose!Bud21⟧',
      'passcode=⟦4711⟧',
    ]);
    expectPlain(['passcode: required', 'passcode=rosebud', 'bypasscode=Rose!Bud21'.replace('bypass', 'zip')]);
  });

  it('is a cookie of Erlang, and an argument in a list of Java', () => {
    expectAllHidden('named-secret', [
      'erl -sname a -setcookie ⟦TULIPGARDEN⟧ -x',
      'args [--user, ops, --password, ⟦Rosebud-7⟧]',
      'args [--password, ⟦rosebud⟧, --user, ops]',
      `args [--password, ⟦${'r'.repeat(512)}⟧]`,
    ]);
    expectPlain([
      'args [--password, --user, ops]',
      'args [--password, required]',
      'args [--password, ab]',
      'args [--password]',
      'args --password, rosebud]',
      'args [--password, rosebud',
      `args [--password, ${'r'.repeat(513)}]`,
      'erl -getcookie TULIPGARDEN',
    ]);
  });

  it('is the password of one of several accounts', () => {
    expectAllHidden('named-secret', [
      "node['db']['password']['jo'] = \"⟦r0seBud.21⟧\"",
      'users[:password][:jo] = "⟦rosebud7⟧"',
      'x["passwords"]["jo"] => "⟦rosebud7⟧"',
      "x['secrets'][0] = '⟦rosebud7⟧'",
      "x['credentials']['jo'] = '⟦rosebud7⟧'",
    ]);
    expectPlain([
      'x["password"]["min_length"] = "rosebud7"',
      ...[
        'max',
        'length',
        'policy',
        'type',
        'format',
        'algorithm',
        'encoder',
        'encryption',
        'hash',
        'path',
        'file',
        'url',
        'uri',
      ].map((of) => `x["password"]["${of}"] = "rosebud7"`),
      ...['name', 'field', 'label', 'hint', 'rule', 'regex', 'expires', 'age', 'source', 'from_env'].map(
        (of) => `x["password"]["${of}"] = "rosebud7"`,
      ),
      'x["password"]["jo"] = "rosebud"',
      'x["password"]["jo"] = "rose7"',
      'x["password"]["jo"] = "rosebud-7"',
      'x["nickname"]["jo"] = "rosebud7"',
    ]);
  });

  it('is what a function was handed for it', () => {
    expectAllHidden('named-secret', [
      'wrong password argument "⟦rosebud77⟧" for connect',
      "bad passphrase value '⟦rosebud77⟧'",
      'invalid passwd param: `⟦rosebud77⟧`',
      'unexpected secret parameter is "⟦rosebud77⟧"',
      'password string, "⟦rosebud77⟧"',
      'password arg = "⟦rosebud77⟧"',
      'password literal was "⟦rosebud77⟧"',
    ]);
    expectPlain([
      'wrong password argument "user_name"',
      'wrong password field "rosebud77"',
      'wrong password argument "rose7"',
      'wrong password argument "rosebud77',
      'wrong nickname argument "rosebud77"',
    ]);
  });

  it('is a shared key with whose it is behind it', () => {
    expectAllHidden('named-secret', [
      'PSK value for host web1: ⟦9f86d081884c7d659a2feaa0c55ad015a3bf4f1b⟧',
      'PSK string of tunnel a: ⟦9f86d081884c7d659a2feaa0c55ad015a3bf4f1b⟧',
      'scw: access_key x secret_key ⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧ region',
      'scaleway secret-key ⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
    ]);
    expectPlain([
      'PSK value for host web1: missing',
      'PSK record for host web1: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
      'scw secret key 0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      'the secret_key 0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
    ]);
  });

  it('is told in words of one capital and a number', () => {
    expectAllHidden('named-secret', [
      'la contraseña nueva es ⟦Lago.Verde7⟧ (hoy)',
      'la contraseña nueva es ⟦Lago.Verde.Alto2026⟧',
      'das Passwort für das Labor ist ⟦Lyon.260⟧',
    ]);
    expectPlain([
      'la contraseña nueva es Lago.Verde',
      'la contraseña nueva es System.Int32',
      'la contraseña nueva es lago.verde7',
      'la contraseña nueva es La.Verde7x.com',
    ]);
  });
});
