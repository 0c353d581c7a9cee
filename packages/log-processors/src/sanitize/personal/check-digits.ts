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
