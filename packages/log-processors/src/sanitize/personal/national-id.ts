import type { Detector } from '../detect/detector.js';
import { isDutchServiceNumber } from './check-digits.js';

const glued = (text: string, start: number, end: number) =>
  (/[\p{L}\p{N}_.-]/u.test(text.charAt(start - 1)) && !/%[0-9A-F]{2}/i.test(text.slice(start - 3, start))) ||
  /^(?:[\p{L}\p{N}_]|[.-]\d)/u.test(text.slice(end, end + 2));

/** US social security numbers in their own grouping; area 000, 666 and 900–999, group 00 and serial 0000 were never issued. */
export const socialSecurityNumbers: Detector = {
  keywords: ['###-##-####'],
  at(text, start, end, found) {
    const number = text.slice(start, end);
    if (glued(text, start, end) || /^(?:000|666|9)|-00-|0000$/.test(number)) return end;
    found.personal(start, end, 'national-id');
    return end;
  },
};

/** Brazilian CPF (###.###.###-##) and CNPJ (##.###.###/####-##) in their own grouping, with both check digits right. */
export const brazilianTaxNumbers: Detector = {
  keywords: ['###.###.###-##', '##.###.###/####-##'],
  at(text, start, end, found) {
    if (glued(text, start, end) || !hasBrazilianCheckDigits(text.slice(start, end).replaceAll(/\D/g, ''))) return end;
    found.personal(start, end, 'national-id');
    return end;
  },
};

export function hasBrazilianCheckDigits(digits: string): boolean {
  const body = digits.length - 2;
  const cycle = digits.length === 14 ? 8 : 11;
  for (let length = body; length < digits.length; length++) {
    let sum = 0;
    for (let at = 0; at < length; at++) sum += Number(digits[at]) * (((length - at - 1) % cycle) + 2);
    const rest = sum % 11;
    if (Number(digits[length]) !== (rest < 2 ? 0 : 11 - rest)) return false;
  }
  return !/^(\d)\1+$/.test(digits);
}

/** Numbers whose own name stands a few words before: their grouping, their check digit and the name together tell them. */
export const identityNumbers: Detector = {
  keywords: ['#### #### ####'],
  at(text, start, end, found) {
    if (glued(text, start, end) || /^ \d/.test(text.slice(end, end + 2)) || /\d $/.test(text.slice(start - 2, start)))
      return end;
    if (!/a+dh?a+r|uidai/i.test(text.slice(Math.max(0, start - 96), start))) return end;
    if (hasVerhoeffDigit(text.slice(start, end).replaceAll(' ', ''))) found.personal(start, end, 'national-id');
    return end;
  },
};

/** `s00000000:123456782`: who logged in by DigiD, with the burgerservicenummer behind the sector's code. */
export const dutchNameIds: Detector = {
  keywords: ['s########:#########'],
  at(text, start, end, found) {
    const from = end - 9;
    if (glued(text, start, end) || !isDutchServiceNumber(text.slice(from, end))) return end;
    found.personal(from, end, 'national-id');
    return end;
  },
};

const VERHOEFF_PRODUCT = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
  [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
  [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
  [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
  [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
  [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
  [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
  [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
  [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
] as const;
const VERHOEFF_PLACE = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4] as const;

/** Verhoeff's check digit (1969), by which Aadhaar numbers end: it finds every single wrong digit and every exchange of two. */
function hasVerhoeffDigit(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    let digit = Number(digits.charAt(digits.length - 1 - place));
    for (let turn = place % 8; turn > 0; turn--) digit = VERHOEFF_PLACE[digit] as number;
    check = (VERHOEFF_PRODUCT[check] as readonly number[])[digit] as number;
  }
  return check === 0;
}
