import { describe, expect, it } from 'vitest';
import { hasBrazilianCheckDigits } from '../../src/sanitize/personal/national-id.js';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();
const clean = (text: string): string => sanitizer.sanitizeText(text);
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';

describe('a Brazilian tax number in its own grouping', () => {
  it.each(['111.444.777-35', '529.982.247-25', '11.222.333/0001-81'])(
    'is masked when its check digits are right: %s',
    (number) => {
      expect(clean(`found ${number} here`)).toBe('found [REDACTED:national-id] here');
    },
  );

  it.each(['111.444.777-36', '111.444.777-45', '11.222.333/0001-82', '111.111.111-11'])(
    'stays when they are not: %s',
    (number) => {
      expect(clean(`found ${number} here`)).toBe(`found ${number} here`);
    },
  );

  it('has two check digits, each of which counts', () => {
    const right = '11144477735';
    const wrong = Array.from({ length: 100 }, (_, n) => `111444777${String(n).padStart(2, '0')}`).filter(
      hasBrazilianCheckDigits,
    );
    expect(wrong).toEqual([right]);
  });
});

describe('a social security number in its own grouping', () => {
  it.each(['123-45-6789', '899-99-9999', '001-01-0001'])('is masked: %s', (number) => {
    expect(clean(`found ${number} here`)).toBe('found [REDACTED:national-id] here');
  });

  it.each(['000-45-6789', '666-45-6789', '900-45-6789', '123-00-6789', '123-45-0000', 'x123-45-6789', '123-45-6789-1'])(
    'stays when it was never issued or is part of something else: %s',
    (number) => {
      expect(clean(`found ${number} here`)).toBe(`found ${number} here`);
    },
  );
});

describe('a JSON Web Token', () => {
  it.each([JWT, JWT.slice(0, JWT.lastIndexOf('.')), JWT.slice(0, 20), `${JWT}.`])(
    'is hidden, also in part: %s',
    (token) => {
      expect(clean(`got ${token} today`)).toBe('got [REDACTED:json-web-token] today');
    },
  );

  it.each([`x${JWT.slice(0, 20)}`, JWT.slice(0, 20).replace('eyJ', 'EYJ')])(
    'begins a word, and in these letters: %s',
    (text) => {
      expect(clean(`got ${text} today`)).not.toContain('json-web-token');
    },
  );
});
