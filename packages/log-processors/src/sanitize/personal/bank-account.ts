import type { Detector } from '../detect/detector.js';

/** Lengths of IBANs by country (SWIFT IBAN registry, release 99, and the countries that use the format without registration). */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AO: 25,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BF: 28,
  BG: 22,
  BH: 22,
  BI: 27,
  BJ: 28,
  BR: 29,
  BY: 28,
  CF: 27,
  CG: 27,
  CH: 21,
  CI: 28,
  CM: 27,
  CR: 22,
  CV: 25,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  DZ: 26,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GA: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GQ: 27,
  GR: 27,
  GT: 28,
  GW: 25,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IR: 26,
  IS: 26,
  IT: 27,
  JO: 30,
  KM: 27,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MA: 28,
  MC: 27,
  MD: 24,
  ME: 22,
  MG: 27,
  MK: 19,
  ML: 28,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  MZ: 25,
  NE: 28,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SN: 28,
  SO: 23,
  ST: 25,
  SV: 28,
  TD: 27,
  TG: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** Countries whose account numbers have digits only behind the country's letters (SWIFT IBAN registry, BBAN structure). */
const DIGITS_ONLY = new Set(
  'AE AT BA BE CR CZ DE DK EE ES FI FO GL HR HU IL IS LT LY ME MN NO PL PT RS SD SE SI SK TL TN VA XK'.split(' '),
);

/** A UUID's head: groups of 8 and 4. Nobody writes an account number so. */
const UUID_HEAD = /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-/;

/** Nothing of a word behind it but the currency of the account, as bank statements write it (MT940, field 25). */
const ENDS_ACCOUNT =
  /^(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|RSD|TRY|ILS|AED|SAR|QAR|KWD|UAH|KZT|GEL|MDL|EGP|PKR|BRL)?(?![A-Za-z0-9_])/;

/** Mod 97 of the rearranged account number is 1 (ISO 13616, ISO 7064). */
export function isIban(account: string): boolean {
  const country = account.slice(0, 2);
  if (account.length !== LENGTHS[country]) return false;
  if (DIGITS_ONLY.has(country) && !/^\d+$/.test(account.slice(2))) return false; // else one hexadecimal id in 25,000
  if (country === 'AD' && !/^\d{10}/.test(account.slice(2))) return false;
  let remainder = 0;
  const rearranged = account.slice(4) + account.slice(0, 4);
  for (let at = 0; at < rearranged.length; at++) {
    const unit = rearranged.charCodeAt(at);
    remainder = unit < 0x41 ? (remainder * 10 + unit - 0x30) % 97 : (remainder * 100 + unit - 0x37) % 97;
  }
  return remainder === 1;
}

/** International bank account numbers, bare or in groups, of any country that issues them. */
export const bankAccounts: Detector = {
  keywords: Object.keys(LENGTHS).map((country) => `${country.toLowerCase()}##`),
  at(text, start, end, found) {
    if (
      /[\p{L}\p{N}_]/u.test(text.charAt(start - 1)) &&
      !/(?:^|[^\p{L}])iban$/iu.test(text.slice(Math.max(0, start - 5), start)) &&
      !/\\[nrt]/.test(text.slice(start - 2, start)) &&
      !/%[0-9A-F]{2}/i.test(text.slice(start - 3, start)) &&
      !/\?\d\d$/.test(text.slice(Math.max(0, start - 3), start)) // a subfield of MT940
    )
      return end;
    if (/[0-9A-Za-z]-/.test(text.slice(Math.max(0, start - 2), start))) return end; // a group of a UUID or of another number
    if (UUID_HEAD.test(text.slice(start, start + 14))) return end;
    const length = LENGTHS[text.slice(start, start + 2).toUpperCase()] as number;
    let account = '';
    let at = start;
    for (; account.length < length && at < text.length && at - start < 48; at++) {
      const character = text.charAt(at);
      if (character === '%' && text.startsWith('20', at + 1)) at += 2;
      else if (/[A-Za-z0-9]/.test(character)) account += character.toUpperCase();
      else if (!/[ \-.\t+]/.test(character) || /[^A-Za-z0-9]/.test(text.charAt(at + 1))) break;
    }
    if (account.length !== length || !ENDS_ACCOUNT.test(text.slice(at, at + 4)) || !isIban(account)) return end;
    found.personal(start, at, 'iban');
    return at;
  },
};
