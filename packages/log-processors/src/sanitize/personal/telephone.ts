import type { Detector } from '../detect/detector.js';

const INTERNATIONAL = /^\+[1-9]\d{0,2}(?:[ .()/-]{0,2}\d{1,5}){1,7}(?![\d\p{L}_])/u;
const NORTH_AMERICAN = /^(?:1-[2-9]\d\d-|\([2-9]\d\d\) ?)[2-9]\d\d[-. ]\d{4}(?![\d\p{L}])/u;

/** Go's monotonic clock: seconds with all nine digits behind the point. */
const MONOTONIC = /^\+\d{1,10}\.\d{9}(?!\d)/;

/** Telephone numbers that need no context: international ones with a plus, North American ones with a bracketed area code. */
export const telephoneNumbers: Detector = {
  keywords: ['#-###-###-####', '+#', '(###)', '%#b#'],
  at(text, start, end, found) {
    if (
      /[\p{L}\p{N}_+.)]/u.test(text.charAt(start - 1)) &&
      text.charAt(start) !== '%' &&
      !/\\[nrt]/.test(text.slice(start - 2, start)) &&
      !/%[0-9A-F]{2}/i.test(text.slice(start - 3, start))
    )
      return end;
    if (text.startsWith(' m=', start - 3) && MONOTONIC.test(text.slice(start, start + 24))) return end;
    const encodedPlus = /%2B/i.test(text.slice(start, start + 3));
    const window = (encodedPlus ? '+' : '') + text.slice(encodedPlus ? start + 3 : start, start + 32);
    const match = (INTERNATIONAL.exec(window) ?? NORTH_AMERICAN.exec(window))?.[0];
    if (match === undefined) return end;
    const digits = match.replaceAll(/\D/g, '').length;
    if (digits < 9 || digits > 15 || (/^\+\d+$/.test(match) && isMeasured(text, start, start + match.length)))
      return end;
    const to = start + match.length + (encodedPlus ? 2 : 0);
    found.personal(start, to, 'phone');
    return to;
  },
};

/** `offset +12345678901 bytes` is a signed number. */
function isMeasured(text: string, start: number, end: number): boolean {
  if (
    /^ ?(?:bytes?|[kmgt]i?b|b|ns|[uµ]s|ms|s|sec|seconds?|%|rows?|items?|records?)(?![\p{L}\p{N}])/iu.test(
      text.slice(end, end + 10),
    )
  )
    return true;
  return /(?:offset|delta|diff|change|changed|skew|drift|lag|adjust\w*|value|score|balance|amount|sum|total|position|seek)["']?[\s:=]{1,3}$/i.test(
    text.slice(Math.max(0, start - 16), start),
  );
}

const WITH_SLASH = /^0[1-9]\d{1,3} ?\/ ?\d{2,4}[ -]?\d{2,6}(?:[ -]\d{1,4})?(?![\w/.-])/;
const SPEAKS_OF_CALLS =
  /(?:r(?:ü|ue)ckruf|anruf|telefon|tel\b|mobil|handy|fax|erreichbar|erreichen|phone|call|kontakt|contact)[^\n]{0,32}$/iu;

/** `Anruf zu Bestellung 0042/1234567`: the number of what the call is about. */
const NAMES_DOCUMENT =
  /(?:bestell|auftrag|rechnung|vorgang|ticket|lieferschein|beleg|akte|fall|vertrag|angebot|order|invoice|case|contract)[\p{L}-]{0,16}(?: ?(?:nr|no)\.?)?[ :#]{0,3}$/iu;

/** `0171/5550123`, as Germans and Austrians write them, where the words before speak of calls; else it may be a number of a document. */
export const telephoneNumbersWithSlash: Detector = {
  keywords: ['####/###', '#####/###', '###/####', '#### / ##', '### / ##'],
  at(text, start, end, found) {
    if (text.charAt(start) !== '0' || /[\w/.+-]/.test(text.charAt(start - 1))) return start + 1;
    const number = WITH_SLASH.exec(text.slice(start, start + 24))?.[0];
    if (number === undefined || number.replaceAll(/\D/g, '').length < 8) return end;
    const before = text.slice(Math.max(0, start - 64), start);
    if (!SPEAKS_OF_CALLS.test(before) || NAMES_DOCUMENT.test(before)) return end;
    found.personal(start, start + number.length, 'phone');
    return start + number.length;
  },
};
