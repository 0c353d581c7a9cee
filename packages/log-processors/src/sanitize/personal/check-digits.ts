/*
 * Check digits of national numbers, as the issuing offices publish them. A wrong digit or two exchanged ones do not pass, and of random
 * numbers one in ten to one in a hundred does.
 */

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);

/** Poland: PESEL. */
export function isPesel(number: string): boolean {
  return /^\d{11}$/.test(number) && weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** The Netherlands: burgerservicenummer, by the test of eleven. */
export function isDutchServiceNumber(number: string): boolean {
  const digits = number.padStart(9, '0');
  return /^\d{8,9}$/.test(number) && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(digits) > 0;
}

const LETTERS_OF_SPAIN = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Spain: DNI and NIE; a company's NIF by its shape. */
export function isSpanishId(number: string): boolean {
  if (/^[A-HJNP-SUVW]\d{7}[0-9A-J]$/.test(number)) return true;
  const [, first = '', digits = '', letter] = /^([XYZKLM]?)(\d{7,8})([A-Z])$/.exec(number) ?? [];
  const value = Number(`${'XYZ'.includes(first) && first !== '' ? 'XYZ'.indexOf(first) : ''}${digits}`);
  return letter !== undefined && LETTERS_OF_SPAIN[value % 23] === letter;
}

/** Belgium: of the national register, also of who was born after 1999. */
export function isBelgianNumber(number: string): boolean {
  if (!/^\d{11}$/.test(number)) return false;
  const check = Number(number.slice(9));
  const born = number.slice(0, 9);
  return 97 - (Number(born) % 97) === check || 97 - (Number(`2${born}`) % 97) === check;
}

/** Germany: Steueridentifikationsnummer (ISO 7064, mod 11, 10). */
export function isGermanTaxId(number: string): boolean {
  if (!/^[1-9]\d{10}$/.test(number)) return false;
  let product = 10;
  for (const digit of number.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(number[10]);
}

/** Germany: number of an identity card, nine signs and perhaps their check digit (ICAO 9303). */
export function isGermanIdCard(number: string): boolean {
  if (!/^[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?$/.test(number) || !/\d/.test(number.slice(1, 9))) return false;
  if (number.length === 9) return true;
  const sum = [...number.slice(0, 9)].reduce(
    (sum, sign, at) => sum + Number.parseInt(sign, 36) * ([7, 3, 1][at % 3] as number),
    0,
  );
  return sum % 10 === Number(number[9]);
}

/** Austria: Sozialversicherungsnummer; its fourth digit checks the others, the last six are a day of birth. */
export function isAustrianNumber(number: string): boolean {
  return (
    /^[1-9]\d{3}(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-5])\d\d$/.test(number) &&
    weighted(number, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(number[3])
  );
}

/** France: numero de securite sociale with its key. */
export function isFrenchNumber(number: string): boolean {
  if (!/^[1-478]\d{4}(?:\d\d|2[AB])\d{8}$/.test(number)) return false;
  const body = number.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - (Number(body) % 97) === Number(number.slice(13));
}

/** Bulgaria: ЕГН; a day of birth whose month says the century, and a check digit. */
export function isBulgarianNumber(number: string): boolean {
  return (
    /^\d\d(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/.test(number) &&
    (weighted(number, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(number[9])
  );
}

/** Portugal: NIF, by the test of eleven; a first digit 4 and 0 were never issued. */
export function isPortugueseTaxNumber(number: string): boolean {
  const rest = weighted(number.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return /^[1-35-9]\d{8}$/.test(number) && (rest < 2 ? 0 : 11 - rest) === Number(number[8]);
}

/** Romania: CNP; sex and century, a day of birth, a county, and a check digit. */
export function isRomanianNumber(number: string): boolean {
  const rest = weighted(number, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (
    /^[1-9]\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{6}$/.test(number) &&
    (rest === 10 ? 1 : rest) === Number(number[12])
  );
}

/** Chile: RUT without its punctuation; the last sign, a digit or K, checks the others. */
export function isChileanNumber(number: string): boolean {
  const [, body = '', check] = /^(\d{7,8})([\dK])$/.exec(number) ?? [];
  const rest = 11 - (weighted(body.padStart(8, '0'), [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return check === (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest));
}

/** Argentina: CUIT and CUIL, by the test of eleven. */
export function isArgentineNumber(number: string): boolean {
  return /^(?:2[03-7]|3[034])\d{9}$/.test(number) && weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

/** Yugoslavia's JMBG, Slovenia's EMŠO: a day of birth, a region, and the test of eleven. */
export function isYugoslavNumber(number: string): boolean {
  return (
    /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])[09]\d{8}$/.test(number) &&
    weighted(number, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

/** Türkiye: T.C. kimlik numarası; its last two digits check the others. */
export function isTurkishNumber(number: string): boolean {
  return (
    /^[1-9]\d{10}$/.test(number) &&
    weighted(number, [7, 9, 7, 9, 7, 9, 7, 9, 7]) % 10 === Number(number[9]) &&
    weighted(number, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === Number(number[10])
  );
}
