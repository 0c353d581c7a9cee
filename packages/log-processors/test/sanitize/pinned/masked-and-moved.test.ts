import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectAllHidden } from '../support/hidden-parts.ts';

describe('a value of which somebody masked the middle', () => {
  it('goes as a whole where more than four units are left at an end', () => {
    expectAllHidden('named-secret', [
      'token=⟦abcdef123456****7890ab⟧',
      'token=⟦abcde****7890⟧',
      'token=⟦abcd****78901⟧',
      'api_key=⟦sk_live_abcde****7890⟧',
    ]);
    expectAllHidden('none', [
      'token=abcd****7890',
      'api_key=sk_live_****abcd',
      'api_key=sk_live_abcd***7890',
      'token=***',
    ]);
  });
});

describe('a value that begins like a type', () => {
  it('is none unless all its parts are types', () => {
    expectAllHidden('named-secret', ['password=⟦Any[hunterxyz⟧', 'password=⟦list[hunter2]x⟧']);
    expectAllHidden('none', [
      'password: Dict[str, Any]',
      'password: list[foo.Bar]',
      'password: List<T>',
      'password: Optional[SecretStr] = None',
      'password: character varying(255)',
    ]);
  });
});

describe('the answer to a quoted prompt', () => {
  it('is hidden where it is one mixed word', () => {
    expectAllHidden('named-secret', [
      '"Password:" ⟦hunter2x9⟧',
      "expect: 'Password:' ⟦hunter2x9⟧ sent",
      '"Password:" ⟦hunter2x9⟧, ok',
    ]);
    expectAllHidden('none', [
      '"Password:" attempt2 failed',
      '"Password:" prompt-2 seen',
      '"Password:" 30s timeout',
      '"Password:" sha256 used',
      '"Password:" a1b2c',
      'expect "Password:" {',
    ]);
  });
});

describe('an element with spaces in it', () => {
  it('is hidden up to where it ends', () => {
    expectAllHidden('named-secret', [
      'body:<password> ⟦x⟧ </password>',
      '<password> ⟦two words⟧ </password>',
      '<password>⟦two words⟧</password>',
    ]);
    expectAllHidden('none', ['-u <user>:<password> </b>', '<password> is required </password>', '<password> a </b>']);
  });
});

describe('cookies that say what somebody likes', () => {
  it('stay unless they are mixed of letters and digits', () => {
    expectAllHidden('named-secret', ['Cookie: ⟦lang=abcDEF123456; mode=x⟧', 'Cookie: ⟦mode=x; theme=a1⟧']);
    expectAllHidden('none', ['Cookie: lang=de; mode=x', 'Cookie: theme=darkBlue; tz=America/New_York; Path=/v2']);
  });
});

describe('what only looks like a key', () => {
  it('stays: a list of small numbers, a name in a vault, the time of a token', () => {
    expectAllHidden('none', [
      'network_key=[1, 2, 3]',
      'network_key=[1]',
      '{"id":"secret","from":"vault","to":"pod"}',
      'poll_token=1732356000000',
      'poll_token=1732356000000000',
      'poll_token=1732356000000000000',
      'echo $BUILD_KEY\nrelease-2026.11',
      'using credential 7f2a11cc-deploy-bot',
      'package libsecret-1-0 is downgraded',
    ]);
    expectAllHidden('named-secret', [
      '{"id":"password","from":"⟦vault⟧","to":"⟦pod⟧"}',
      '{"id":"secret","from":"⟦h7Kx92mQ⟧","to":"⟦p2Lw84nZ⟧"}',
      'token=⟦1732356000000⟧',
      'token=⟦1732356000000000⟧',
      'poll_token=⟦2532356000000⟧',
      'token=⟦17323560000000⟧',
      'reset_token=⟦1732356000000⟧',
      'network_key=⟦[80, 157, 52, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]⟧',
    ]);
    expectAllHidden('command-line-password', ['echo $DB_PASSWORD\n⟦hunter-2x9⟧', 'echo $BUILD_KEY\n⟦x7Av3zSZ9Ls⟧']);
  });
});

describe('what only looks like an address or a telephone number', () => {
  it('stays: a version that is checked, the number of a document', () => {
    expectAllHidden('none', [
      'GET /check/4.12.4.0/status',
      'Anruf zu Bestellung 0042/1234567',
      'Anruf zu Bestellung 0421/1234567',
      'Anruf zu Auftragsnr. 0421/1234567',
    ]);
    expectAllHidden('ip', ['GET /check/⟦203.0.113.9⟧/status', 'GET /users/⟦84.23.17.9⟧/ban']);
    expectAllHidden('phone', ['Anruf von ⟦0421/1234567⟧']);
  });
});

describe('a row of numbers without names', () => {
  it('loses its cards', () => {
    expectAllHidden('pan', [
      '⟦4532015112830366⟧,1234567890123456,12',
      '17,⟦4532015112830366⟧,12.40,1',
      '1,17,⟦4532015112830366⟧\n',
    ]);
    expectAllHidden('none', ['0,4532015112830366', 'x,4532015112830366,19', '17, 19,4532015112830366,2 x']);
  });

  it('keeps them under the name of ids', () => {
    const ids = '17,4532015112830366,19';
    expect(createSanitizer().sanitizeValue('order_ids', ids)).toBe(ids);
    expect(createSanitizer().sanitizeValue('cells', ids)).not.toBe(ids);
  });
});

describe('a marker', () => {
  it('is no value and no name to a second look', () => {
    expectAllHidden('none', [
      'password=[REDACTED:named-secret]”',
      'https://[REDACTED:url-token]:[REDACTED:url-password]@a.example/4',
      'Login incorrect: [jo/[REDACTED:service-password]] (from client x)',
      'reset-admin-password [REDACTED:named-secret]',
      "on field 'password': rejected value [[REDACTED:rejected-value]]; x",
      'https://a.example/?api_key=[REDACTED:named-secret] -> 200',
    ]);
    expectAllHidden('url-password', ['https://[REDACTED:⟦x]:hunter2⟧@a.example/']);
  });
});
