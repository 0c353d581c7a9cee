import { describe, expect, it } from 'vitest';
import { isIban } from '../../../src/sanitize/personal/bank-account.js';

describe('an international account number', () => {
  it.each(['DE89370400440532013000', 'GB82WEST12345698765432', 'NO9386011117947', 'AD1200012030200359100100'])(
    'has a right check number: %s',
    (account) => {
      expect(isIban(account)).toBe(true);
    },
  );

  it.each([
    ['another digit', 'DE89370400440532013001'],
    ['a digit less, though its check number is right', 'DE5137040044053201300'],
    ['a digit more, though its check number is right', 'DE543704004405320130001'],
    ['a letter where its country has digits only', 'BE72A39007547034'],
    ['a letter where Andorra names the bank', 'AD78A0012030200359100100'],
    ['no country', 'XX89370400440532013000'],
  ])('has not %s: %s', (_, account) => {
    expect(isIban(account)).toBe(false);
  });
});
