import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();

/** What the tests of single rules showed to be missed: spellings that one alternative knew and no keyword led to. */
describe('spellings that were missed', () => {
  it.each([
    ['R\u00fcckruf unter (0171) 5550123 erbeten', 'R\u00fcckruf unter [REDACTED:phone] erbeten'],
    ['ring oss, telefon 08 123 45 67', 'ring oss, telefon [REDACTED:phone]'],
    ['bel terug op 06 12345678', 'bel terug op [REDACTED:phone]'],
    ['Telefon 030/555-0123 anrufen', 'Telefon [REDACTED:phone] anrufen'],
    ['mail to jo@xn--80ak6aa92e.xn--p1ai now', 'mail to [REDACTED:email] now'],
    ['client.admin key=AQDcv5xkAAAAABAAw9Q1bVYp1n2k3Z4m5x6c7A==', 'client.admin key=[REDACTED:random-key]'],
    ['["LOGIN","ada","gr7xQ2pz"]', '["LOGIN","ada","[REDACTED:service-password]"]'],
    ['[\\"AUTH\\", \\"default\\", \\"gr7xQ2pz91\\"]', '[\\"AUTH\\", \\"default\\", \\"[REDACTED:service-password]\\"]'],
    ['["redis-cli", "-a", "gr7xQ2pz"]', '["redis-cli", "-a", "[REDACTED:command-line-password]"]'],
    ['VOTRE CODE DE CONNEXION EST 482913', 'VOTRE CODE DE CONNEXION EST [REDACTED:one-time-code]'],
    ['line\\nnb_live_CO9fQ2xZ8vTr4LmPw7Ka', 'line\\n[REDACTED:product-token]'],
    ['NIR 185052A06801290', 'NIR [REDACTED:national-id]'],
    ['nir: 1 85 05 2A 068 012 90', 'nir: [REDACTED:national-id]'],
  ])('are found: %s', (line, expected) => {
    expect(sanitizer.sanitizeText(line)).toBe(expected);
  });

  it.each([
    'build (0171) 5550123 done in 8 s',
    'copied 06 12345678 bytes',
    'see page 030/555-0123 of the parts list',
    'EXIT CODE IS 4829',
    'client.admin key=AQIDBA== of the test',
    '["LOGIN","LOGOUT","EXPIRED"]',
    'NIR 185052C06801290',
  ])('and these are none: %s', (line) => {
    expect(sanitizer.sanitizeText(line)).toBe(line);
  });
});
