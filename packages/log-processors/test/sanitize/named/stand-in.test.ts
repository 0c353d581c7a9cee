import { describe, expect, it } from 'vitest';
import { isMetavariable, isStandIn } from '../../../src/sanitize/named/stand-in.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

describe('what stands where a value would be', () => {
  it('is an empty word, a mask, a placeholder or an attribute of a cookie', () => {
    const standIns = words(
      'null nil none undefined true false empty unset n/a yes no on off include omit same-origin NULL',
    )
      .concat(
        words(
          `- -- --- ------ * ** ***** ... … xxx xxxxx XXXX %s %d %v %q {} [] {password} {a} $PASSWORD \${PASSWORD} \${x}`,
        ),
      )
      .concat(
        words(
          '<password> <> [REDACTED] REDACTED [FILTERED] [Filtered] filtered [masked] hidden [PROTECTED] [OMITTED] [CUT]',
        ),
      )
      .concat(words('secure HttpOnly SameSite=Lax Path=/ Domain=x.example max-age=3600 secure;x'))
      .concat(['', '[REDACTED:secret-key]', '<your password>', 'expires=Wed, 21 Oct 2026', '!?']);
    expect(standIns.filter((value) => !isStandIn(value))).toEqual([]);
  });

  it('is a state, a parameter, what is left of a masked value, or a word of a template', () => {
    const standIns = words(`
      notset not_set not-found NotRequired present rotated :1 :123 @1 @p12 @123 sid=;path=/ sid=deleted;Path=/ \${PASSWORD?must}
      \${PASSWORD:?must} ghp_***abcd gho_ab12****abcd xoxb-1234****abcd xoxp_***ab sk_ab12****abcd sk_live_ab12***abcd ab12****abcd
      ****abcd YOUR_API_KEY CHANGE-ME INSERT_YOUR_TOKEN_HERE SecretString(REDACTED) Secret(REDACTED SecretBytes([REDACTED]
      __REDACTED__ **[MASKED]** REDACTED:named`).concat(
      [
        'not set',
        'not configured',
        'sid=; path=/',
        'sid=deleted;\tSecure',
        `\${PASSWORD:?must be set}`,
        'Bearer xxxxx',
      ],
      ['Basic ***', 'Digest ...', 'Token …', 'ApiKey <the key>', 'Bearer [token]', 'Bearer [x]'],
      ['Secret([REDACTED alloc::string::String])', 'REDACTED:api key'],
    );
    expect(standIns.filter((value) => !isStandIn(value))).toEqual([]);
  });

  it('is no value that is longer than what a mask leaves', () => {
    const values = words(`
      X_YOUR_KEY YOUR_KEY9 YOUR_KEYx yOUR_KEY abc12****abcd ab12****abcde ab12***abcd gha_ab12****abcd xoxc-1234****abcd
      nothingset :1234 @pp1 @1234 sid=;paths`).concat([
      'Bearer xx',
      'Bearer [to ken]',
      'sid=x;  path=/',
      'xBearer ***',
    ]);
    expect(values.filter(isStandIn)).toEqual([]);
  });

  it('is nothing else', () => {
    const values = words(
      'nullx xnull x xx a1 12 %x {a-b} $ab-c <a [x] securely secure! .... ..... --x *x REDACTEDx !a !1 ²³x',
    ).concat(['! ', '{a b}', 'path to x']);
    expect(values.filter((value) => isStandIn(value))).toEqual([]);
  });
});

describe('the value of a flag in a text of help', () => {
  const FILLERS = words('YOUR MY THE NEW OLD USER VALUE STRING TEXT HERE');
  const CALLED_SO = words('PASSWORD PASSWD PASS PWD TOKEN SECRET KEY API AUTH CODE PIN');

  it('is in capitals, of the words of the flag and of such that say nothing', () => {
    const own = ['PASSWORD', 'DB_PASSWORD', 'DB-PASSWORD', 'YOUR_DB_PASSWORD'];
    expect(own.filter((value) => !isMetavariable('--db-password', value))).toEqual([]);
    const known = [...FILLERS.map((word) => `${word}_X`), ...CALLED_SO];
    expect(known.filter((value) => !isMetavariable('--x', value))).toEqual([]);
    expect(isMetavariable('-p', 'PASSWORD')).toBe(true);
  });

  it('is nothing else', () => {
    const values = ['password', 'HUNTER', 'PASSWORD1', '1PASSWORD', 'PASSWORD!', 'PASSWORD_HUNTER', 'P', '_PASSWORD'];
    expect(values.filter((value) => isMetavariable('--password', value))).toEqual([]);
    expect(isMetavariable('password', 'PASSWORD')).toBe(false);
    expect(isMetavariable('password-', 'PASSWORD')).toBe(false);
  });
});
