import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import {
  isAustrianNumber,
  isBelgianNumber,
  isDutchServiceNumber,
  isFrenchNumber,
  isGermanIdCard,
  isGermanTaxId,
  isPesel,
  isSpanishId,
} from '../../../src/sanitize/personal/check-digits.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectHidden } from '../support/hidden-parts.ts';

const sanitizer = createSanitizer();
const clean = (text: string) => decodeControls(sanitizer.sanitizeText(text));
const expectUntouched = (lines: readonly string[]) => expect(lines.filter((line) => clean(line) !== line)).toEqual([]);

describe('a link that lets somebody in', () => {
  it('loses its secret wherever in the path or the query it stands', () => {
    expectHidden('GET /accounts/reset/MjE/\u27e6c4x8qz-17abaaa545d2e5e152a81d8b106ed969\u27e7/', 'redirect-code');
    expectHidden('/user/reset/318/1764000000/\u27e6WR6RlZfQphHSVA2OOsuHFLYxafOCnGPQ1rqr\u27e7/login', 'redirect-code');
    expectHidden('/magic?k=\u27e6eEZrJgEHedge3tCoqiiGO93Hvte1w4aw\u27e7', 'redirect-code');
    expectHidden('/cron.php?cron_key=\u27e6q9JOBeYAjavvVqMIa13gG5ThOHwnIzYF\u27e7', 'random-key');
    expectHidden('GET /signin-callback code=\u27e63DCCB42A6F93C15F9729C7B3DA0310555A64\u27e7&scope=a', 'redirect-code');
    expectUntouched([
      'GET /reset/a/b/c/d/e/f',
      'GET /verify/documents/invoice-2026-11.pdf',
      'GET /verify?id=64b7f9a2c3d4e5f601234567',
      'GET /index?cache_key=a9c81b2d77e04f5a9c81b2d77e04f5aa',
      'exit code=137',
    ]);
  });
});

describe('a secret under which something is stored', () => {
  it('goes from keys, ids and what a store says', () => {
    expectHidden('"SETEX" "sess:\u27e6lt7cc2zpnqRBzGY0OL4hG7aepD2qSBeD\u27e7" "86400"', 'store-key');
    expectHidden('"SETEX" "otp:jo" "300" "\u27e6482913\u27e7"', 'one-time-code');
    expectHidden('express-session fetching \u27e6i3rksNCXr3zhkW8MPoesp3IwNOu7piOF\u27e7', 'store-key');
    expectHidden('"ns":"auth.sessions" {"_id":"\u27e6YrE4NB3sL3WgMOU7PKRIARi7cteVJEU\u27e7"}', 'store-key');
    expectUntouched(['"GET" "sess:index:2026-11"', 'session fetching took 12ms', '"EXPIRE" "otp:attempts" "300"']);
  });
});

describe('a parameter that is listed by its name', () => {
  it('goes where the statement compares or sets the column of a secret', () => {
    const insert = 'INSERT INTO [Users] ([Name], [Password]) VALUES (@p0, @p1);';
    expectHidden(`[Parameters=[@p0='jo', @p1='\u27e6Kd93kfL20x\u27e7']]\n${insert}`, 'bound-parameter');
    expectHidden("SET Password = @p0;@p0 = '\u27e6Kd93kfL20x\u27e7' [Type: String]", 'bound-parameter');
    expectHidden(
      'INSERT INTO t (id, token) VALUES (DEFAULT, $1) -- PARAMETERS: ["\u27e6Kd93kfL20x\u27e7"]',
      'bound-parameter',
    );
    expectUntouched(["UPDATE Orders SET Status = @p0;@p0 = 'shipped' [Type: String]"]);
  });
});

describe('a check digit', () => {
  it.each([
    [isPesel, '96040166657'],
    [isDutchServiceNumber, '761323946'],
    [isBelgianNumber, '85073003328'],
    [isBelgianNumber, '17073003384'],
    [isGermanTaxId, '86095742719'],
    [isAustrianNumber, '1237010180'],
    [isFrenchNumber, '255081416802538'],
    [isSpanishId, '12345678Z'],
    [isSpanishId, 'X1234567L'],
    [isGermanIdCard, 'T220001293'],
  ] as const)('of %o is right for %s, and for no neighbour', (isRight, number) => {
    expect(isRight(number)).toBe(true);
    const last = number.at(-1) as string;
    const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : 'A';
    expect(isRight(number.slice(0, -1) + other)).toBe(false);
  });
});
