import { describe, expect, it } from 'vitest';
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

describe('a number of an office with its check digit', () => {
  it.each([
    [isPesel, ['96040166657', '02221409121']],
    [isDutchServiceNumber, ['761323946', '11120009', '11120010']],
    [isSpanishId, ['12345678Z', '1234567L', 'X1234567L', 'Y1234567X', 'Z1234567R', 'K1234567L']],
    [isSpanishId, ['B12345678', 'A1234567J', 'W0000000A']],
    [isBelgianNumber, ['85073003328', '17073003384']],
    [isGermanTaxId, ['86095742719', '47036892816', '29954831747', '10000000000']],
    [isGermanIdCard, ['T22000129', 'T220001293', 'L01X00T471', 'C4CC7N0J03']],
    [isAustrianNumber, ['1018010180', '1002090980', '1002150680', '1000290575']],
    [isAustrianNumber, ['1002300490', '1005310790', '1001011080', '1000011580', '1008201290']],
    [isFrenchNumber, ['255081416802538', '184037512345690', '499127512345628', '799127512345672', '899127512345622']],
    [isFrenchNumber, ['184037512344009']],
  ] as const)('passes the test %o: %o', (isRight, numbers) => {
    expect(numbers.filter((number) => !isRight(number))).toEqual([]);
  });

  it.each([
    [isPesel, ['96040166656', '960401666570', '9604016665', '9604016665x']],
    [isDutchServiceNumber, ['761323945', '7613239460', '1761323946', '1112000', '000000000']],
    [isSpanishId, ['12345678A', 'X1234567X', 'Y1234567L', '12345678ZZ', 'A12345678Z', '123456Z']],
    [isSpanishId, ['xB12345678', 'B123456789', 'B1', 'I12345678', 'B1234567K', 'BABCDEFG8']],
    [isBelgianNumber, ['85073003327', '850730033028', '185073003328', '8507300332']],
    [isGermanTaxId, ['47036892815', '470368928160', '047036892075', '4703689281', '07036892816']],
    [isGermanIdCard, ['T220001294', 'T22000129x', 'T2200012', 'DT22000129', 'T220001293x', 'A22000129', 'TA2000129']],
    [isGermanIdCard, ['TCFGHJKLM', 'TCFGHJKLM1']],
    [isAustrianNumber, ['1018010181', '10180101800', '01018010180', '1019010180', '0018010180']],
    [isAustrianNumber, ['1002000180', '1000320180', '1001390180', '1000400180', '1008010080', '1002011680']],
    [isFrenchNumber, ['255081416802539', '2550814168025380', '1255081416802538', '584037512345684', '25508141680253']],
  ] as const)(
    'does not pass the test %o with another digit, one more or less, or a day that no year has: %o',
    (isRight, numbers) => {
      expect(numbers.filter((number) => isRight(number))).toEqual([]);
    },
  );

  it('has twelve months and more in Austria, where the thirteenth is of a number that had no day left', () => {
    expect(['1005011380', '1000011580'].map(isAustrianNumber)).toEqual([false, true]);
    expect(['1002011680', '1005012080'].map(isAustrianNumber)).toEqual([false, false]);
  });
});
