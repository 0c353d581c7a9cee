import type { Detector } from '../detect/detector.js';

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
