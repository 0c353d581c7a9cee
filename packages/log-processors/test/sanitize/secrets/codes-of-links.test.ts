import { describe, it } from 'vitest';
import { announcedCodes, redirectCodes, requestedCodes } from '../../../src/sanitize/secrets/authorization-schemes.js';
import { expectFoundBy } from '../support/found-by.ts';

const RANDOM = 'k3XvT9qLm2Wz8RbY5cHd7Ns4';

describe('the code of a redirect or a link', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(redirectCodes, 'redirect-code', lines);

  it('is found behind each name', () => {
    expectFound(
      ...redirectCodes.keywords.map((keyword) => `https://x/${keyword}⟦${RANDOM}⟧ ok`),
      `?code=⟦${RANDOM}⟧`,
      '?code=⟦aB3dE6gH9~⟧',
      '?code=⟦a.b_c~d%2F+e-1⟧&x',
      '?code=aB3dE6gH9',
      'appid, key: ?code=⟦aB3dE6gH9x⟧',
      `?code=⟦aB3/reset/${RANDOM}⟧`,
      '?code=aBcdEfgHij',
      '?code=4829137560',
      '?code=ab1ab1ab1ab1',
      '?code="aB3dE6gH9x"',
      '?code=⟦aB3dE6gH9x⟧?code=⟦aB3dE6gH9y⟧',
    );
  });

  it('is plainly random as the id of an application, and in a path', () => {
    for (const prefix of ['?appid=', '&appid=', '?key=', '&key=', '/reset/', '/magic-link/']) {
      expectFound(
        `${prefix}⟦${RANDOM.slice(0, 20)}⟧`,
        `${prefix}${RANDOM.slice(0, 19)}`,
        `${prefix}${RANDOM.replaceAll(/\d/g, 'x')}`,
        `${prefix}48291375604829137560`,
        `${prefix}${'xy1'.repeat(8)}`,
        `${prefix}0123456789abcdefABCDEF01`,
        `${prefix}⟦0123456789abcdefABCDEF012⟧`,
        `${prefix}⟦g123456789abcdefABCDEF01⟧`,
        `${prefix}0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d`,
        `${prefix}⟦0b62c02c-5f1ee-4b7a-9c3d-2e8f7a6b5c4d⟧`,
        `${prefix}⟦X-0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧`,
        `${prefix}${RANDOM}.html`,
        `${prefix}a%20${RANDOM}`,
        `${prefix}how-to_change-your-password-2`,
        `${prefix}⟦How-to_change-your-password-2⟧`,
        `${prefix}⟦how-to_change-your-password-2-⟧`,
      );
    }
  });

  it('is one of the first five segments of a path', () => {
    expectFound(
      `/reset/MjE/⟦${RANDOM}⟧/`,
      `/reset/a/b/c/d/⟦${RANDOM}⟧`,
      `/reset/a/b/c/d/e/${RANDOM}`,
      `/reset/a?x/${RANDOM}`,
      `/reset//${RANDOM}`,
      `/reset/a;${RANDOM}`,
      '/reset/MjE/⟦m2k7vs-17abaaa545d2e5e17abaaa545d2e5e1a⟧/',
      '/reset/⟦bktxy-abaaa545d2e5e17abaa0⟧',
      '/reset/bktx-abaaa545d2e5e17abaa0',
      '/reset/bktxy-abaaa545d2e5e17abaa',
      '/reset/bktxy-abaaa545d2e5e17abaa0g',
      '/reset/x_bktxy-abaaa545d2e5e17abaa0',
      `/reset/a/⟦${RANDOM}⟧`,
    );
  });
});

describe('a code that somebody shall use', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(requestedCodes, 'one-time-code', lines);

  it('is found behind each phrase', () => {
    expectFound(
      ...requestedCodes.keywords
        .filter((keyword) => !keyword.includes('#') && !keyword.startsWith('digo'))
        .map((keyword) => `sms to log in: ${keyword}⟦482913⟧`),
      'Ihr Code lautet ⟦482913⟧',
      'Votre code de vérification est ⟦482913⟧',
      'Tu código de verificación es ⟦482913⟧',
      'Tu código de verificación: ⟦482913⟧',
      'Tu codigo de verificacion es: 482913',
      'log in, your code is: ⟦482913⟧',
      'log in, your code is ⟦482913⟧',
      'your code : ⟦482913⟧',
      'your code  482913',
      'log in, enter code AB482',
    );
  });

  it('has six digits or so, perhaps in two groups, or four', () => {
    expectFound(
      'your code ⟦G-482913⟧',
      'your code ⟦ABC-482 91375⟧.',
      'your code ABCD-482913',
      'your code ⟦482-913⟧',
      'your code 482-91',
      'your code ⟦4829⟧',
      'your code 482',
      'your code 48291375604',
      'your code 482913x',
      'your code 482913-x',
      'your code 482913.5',
      'your code ⟦482913⟧.x',
      'your code 4829.5',
      'your code 48-2913',
    );
  });

  it('is told by what stands around it, unless it is somebody’s', () => {
    const words = [
      'sign',
      'log',
      'login',
      'verify',
      'verification',
      'confirm',
      'otp',
      'totp',
      '2fa',
      'mfa',
      'one-time',
    ];
    expectFound(
      ...[...words, 'one time', 'authenticate', 'never share', 'do not share', "don't share", 'expires in'].map(
        (word) => `enter code ⟦482913⟧, ${word} x`,
      ),
      ...['valid for', 'access', 'reset'].map((word) => `enter code ⟦482913⟧, ${word} x`),
      ...['signs', 'catalog', 'logs', 'accesses', 'xotp', 'ship', 'cards'].map(
        (word) => `enter code 482913, ${word} x`,
      ),
      ...['your code', 'code ist', 'code lautet'].map((word) => `${word} ⟦482913⟧, ship x`),
      `log${'.'.repeat(61)}enter code ⟦482913⟧`,
      `log${'.'.repeat(62)}enter code 482913`,
      `enter code ⟦482913⟧${'.'.repeat(55)}log`,
      `enter code 482913${'.'.repeat(56)}log`,
      'code=482913 to log in',
      'enter code 482913, your ship',
      'enter code ⟦482913⟧, confirms x',
      'enter code ⟦482913⟧, authentication x',
      ...['otp', 'totp', '2fa', 'mfa', 'one-time', 'one time', 'passcode', 'verification', 'sms'].map((word) =>
        /passcode|sms/.test(word) ? `${word} code=⟦482913⟧ to log in` : `${word} code=⟦482913⟧`,
      ),
      'xotp code=482913 to log in',
      'otpx code=482913 to log in',
      'smsx code: ⟦482913⟧ to log in',
    );
  });

  it('has three digits or four on a card', () => {
    expectFound(
      ...['card', 'cvv', 'CVC'].map((word) => `${word}: enter code ⟦482⟧`),
      'card: enter code is: ⟦482⟧',
      'card: code is ⟦4829⟧',
      'card: code is is: ⟦482⟧',
      'card: code is is ⟦482⟧',
      'card: enter code : ⟦482⟧',
      'card: enter code 48291',
      'card: enter code 482x',
      'card: enter code 482-1',
      'card: enter code 482.1',
      'card: enter code ⟦482⟧.',
      'card: enter code x482',
      'discard: enter code 482',
      'cards: enter code 482',
    );
  });

  it('is found before what it is used for', () => {
    const purposes = ['log', 'sign', 'verify', 'confirm', 'authenticate', 'complete', 'finish', 'reset', 'access'];
    expectFound(
      ...[...purposes, 'continue', 'activate', 'unlock'].map((purpose) => `Use ⟦482913⟧ to ${purpose} x`),
      'Enter ⟦482913⟧ to log in',
      'Use ⟦48291375⟧ to log in',
      'Use 48291 to log in',
      'Use 482913756 to log in',
      'Use 482913 to login',
      'Use 482913 and to log in',
      'Use 482913 to ship',
      'Use 4829x 12 to log in',
    );
  });
});

describe('a code that stands before its name', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(announcedCodes, 'one-time-code', lines);

  it('is found in each language', () => {
    expectFound(
      '⟦482913⟧ es tu código',
      '⟦482913⟧ is uw code',
      ...announcedCodes.keywords.map((keyword) => `⟦482913⟧${keyword}code`),
      ...[
        'code',
        'Sicherheitscode',
        'código',
        'codigo',
        'codice',
        'kod',
        'kód',
        'kodu',
        'OTP',
        'pin',
        'tpin',
        'TAN',
      ].map((word) => `⟦482913⟧ is your ${word}.`),
      ...['passcode', 'password', 'Passwort', 'Kennwort'].map((word) => `⟦482913⟧ is your new ${word}`),
      ...['codes', 'order', 'xtan', 'titan', 'codex', 'cod', `${'x'.repeat(25)}code`].map(
        (word) => `482913 is your ${word}`,
      ),
      `⟦482913⟧ is your ${'x'.repeat(24)}code`,
      `⟦482913⟧ is your ${'.'.repeat(44)}code`,
      `482913 is your ${'.'.repeat(45)}code`,
    );
  });

  it('has digits', () => {
    expectFound(
      '⟦4829⟧ is your code',
      '482 is your code',
      '⟦482-91375⟧ is your code',
      '⟦482 913⟧ is your code',
      '⟦G-482913⟧ is your code',
      '⟦ABC-482913⟧ is your code',
      'ABCD-482913 is your code',
      '⟦7GX4Q2⟧ is your code',
      'x=⟦7GX4Q2ZA⟧ is your code',
      'x7GX4Q2 is your code',
      'x-7GX4Q2 is your code',
      '7GX4Q2ZAB is your code',
      '7GX4Q is your code',
      'SUMMER is your code',
      '482913. is your code',
      'x482913 is your code',
      '-482913 is your code',
      '⟦482913⟧ is your code, ⟦482914⟧ is your code',
    );
  });
});
