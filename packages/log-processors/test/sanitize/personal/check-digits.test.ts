import { describe, expect, it } from 'vitest';
import {
  isArgentineNumber,
  isAustrianNumber,
  isBelgianNumber,
  isBulgarianNumber,
  isChileanNumber,
  isDutchServiceNumber,
  isFrenchNumber,
  isGermanIdCard,
  isGermanTaxId,
  isPesel,
  isPortugueseTaxNumber,
  isRomanianNumber,
  isSpanishId,
  isTurkishNumber,
  isYugoslavNumber,
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
    [isBulgarianNumber, ['7501014123', '0529123312', '9941311005', '8510312009', '0132010019', '0152010013']],
    [isBulgarianNumber, ['8501070089', '8501090070']],
    [
      isPortugueseTaxNumber,
      ['101234562', '301234566', '501234560', '901234567', '212340000', '212340050', '212340069'],
    ],
    [isRomanianNumber, ['1850101123451', '9991231400003', '1010601100001', '2850930200004', '2851019120091']],
    [isChileanNumber, ['123456785', '10000013K', '100000040', '12345674', '70000075']],
    [isArgentineNumber, ['20012345675', '23012345755', '24012345735', '25012345685', '26012345835', '27012345785']],
    [isArgentineNumber, ['30012345735', '33012345785', '34012345765']],
    [isYugoslavNumber, ['0101985000035', '1001985000085', '3112985000135', '2011985000025', '3010985000065']],
    [isYugoslavNumber, ['3101985000095', '0112985000045', '0101006500014']],
    [isTurkishNumber, ['12345678950', '98765432150']],
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
    [isBulgarianNumber, ['7501014124', '75010141230', '17501014123', '750101412', '8513010000', '8501000040']],
    [isPortugueseTaxNumber, ['101234563', '1012345620', '1101234562', '401234568', '001234560', '212340051']],
    [isRomanianNumber, ['1850101123452', '18501011234510', '11850101123451', '2851019120090', '0850101123456']],
    [isChileanNumber, ['123456786', '1234567850', '100000130', '10000004K', '10000013X', '123456']],
    [isArgentineNumber, ['20012345676', '200123456750', '120012345675', '28012345765', '21012345795', '31012345685']],
    [isYugoslavNumber, ['0101985000036', '01019850000350', '10101985000035', '0101506000034', '0001985000065']],
    [isYugoslavNumber, ['3201985000065', '0113985000025', '0100985000055']],
    [isTurkishNumber, ['12345678951', '12345678960', '123456789500', '112345678950', '02345678982']],
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
