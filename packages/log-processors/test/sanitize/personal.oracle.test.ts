import { isIPv6 } from 'node:net';
import cardValidator from 'card-validator';
import { isValidIBAN } from 'ibantools';
import { describe, expect, it } from 'vitest';
import { isIban } from '../../src/sanitize/personal/bank-account.js';
import { isIpv6 } from '../../src/sanitize/personal/ip-address.js';
import { isPaymentCard } from '../../src/sanitize/personal/payment-card.js';
import { iban, withLuhnDigit } from './corpora/personal.ts';
import { DIGITS, HEX, Random } from './corpora/random.ts';

describe('against other implementations', () => {
  const random = new Random(11);

  it('every account number that ibantools accepts is one for us, and no changed one is', () => {
    for (let run = 0; run < 2_000; run++) {
      const account = iban(random);
      if (isValidIBAN(account)) expect([account, isIban(account)]).toEqual([account, true]);
      const at = random.int(4, account.length - 1);
      const changed =
        account.slice(0, at) + String((Number.parseInt(account[at] as string, 36) + 1) % 10) + account.slice(at + 1);
      if (changed !== account && isIban(changed))
        expect([changed, isValidIBAN(changed, { allowQRIBAN: true })]).toEqual([changed, isValidIBAN(changed)]);
    }
  });

  it('every card of a big network that card-validator accepts is one for us', () => {
    const networks = new Set(['visa', 'mastercard', 'american-express', 'diners-club', 'discover', 'jcb', 'unionpay']);
    for (let run = 0; run < 20_000; run++) {
      const number = withLuhnDigit(`${random.int(2, 6)}${random.text(DIGITS, random.pick([12, 13, 14, 14, 14]))}`);
      const { isValid, card } = cardValidator.number(number);
      if (isValid && networks.has(card?.type ?? '')) expect([number, isPaymentCard(number)]).toEqual([number, true]);
      if (/^(?:4|5[1-5])/.test(number) && number.length === 16)
        expect([number, isPaymentCard(number)]).toEqual([number, isValid]);
    }
  });

  it('IPv6 addresses are judged as Node does', () => {
    for (let run = 0; run < 5_000; run++) {
      const groups = Array.from({ length: random.int(1, 9) }, () =>
        random.pick(['', random.text(HEX, random.int(1, 5)), '0', '192.0.2.1']),
      );
      const text = groups.join(':');
      expect([text, isIpv6(text)]).toEqual([text, text.length >= 3 && isIPv6(text)]);
    }
  });
});
