import { describe, expect, it } from 'vitest';
import { isPaymentCard } from '../../../src/sanitize/personal/payment-card.js';
import { expectHidden } from '../support/hidden-parts.ts';

/** The digits with the check digit that makes them right. */
function checked(body: string): string {
  const digit = [...'0123456789'].find((last) => luhnSum(body + last) % 10 === 0);
  return body + digit;
}
function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
const ofLength = (prefix: string, length: number) => checked(prefix.padEnd(length - 1, '0246813579'));

describe('the ranges of card numbers', () => {
  it('has its lengths', () => {
    for (const [prefix, lengths] of [
      ['4', [13, 16, 19]],
      ['51', [16]],
      ['55', [16]],
      ['2221', [16]],
      ['2720', [16]],
      ['34', [15]],
      ['37', [15]],
      ['300', [14, 16, 19]],
      ['305', [14, 16, 19]],
      ['3095', [14, 16, 19]],
      ['36', [14, 16, 19]],
      ['38', [14, 16, 19]],
      ['39', [14, 16, 19]],
      ['644', [16, 19]],
      ['649', [16, 19]],
      ['659', [16, 19]],
      ['3528', [16, 17, 18, 19]],
      ['3589', [16, 17, 18, 19]],
      ['2131', [15, 16]],
      ['1800', [15]],
      ['62', [14, 15, 16, 17, 18, 19]],
      ['81', [16, 17, 18, 19]],
      ['2200', [16, 17, 18, 19]],
      ['2204', [16, 17, 18, 19]],
      ['9792', [16]],
      ['50', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['56', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['58', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['60', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['61', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['63', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['66', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['69', [12, 13, 14, 15, 16, 17, 18, 19]],
      ['1', [15]],
      ...[
        '2220',
        '2721',
        '2205',
        '2199',
        '306',
        '3094',
        '3096',
        '35270',
        '3590',
        '643',
        '7',
        '80',
        '82',
        '9791',
        '9793',
        '0',
      ].map((prefix): [string, number[]] => [prefix, []]),
    ] as [string, number[]][]) {
      const issued = Array.from({ length: 12 }, (_, at) => at + 10).filter((length) =>
        isPaymentCard(ofLength(prefix, length)),
      );
      expect(
        issued.filter((length) => prefix !== '1' || length === 15),
        prefix,
      ).toEqual(lengths);
    }
    // want a right check digit and no digit alone
    expect(isPaymentCard('4242424242424242')).toBe(true);
    expect(isPaymentCard('4242424242424243')).toBe(false);
    expect(isPaymentCard('4444444444444444')).toBe(false);
  });
});

describe('a card number in a text', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'paid ⟦4242424242424242⟧ x',
      'paid ⟦4242 4242 4242 4242⟧ x',
      'paid ⟦4242-4242-4242-4242⟧ x',
      'paid ⟦4242.4242.4242.4242⟧ x',
      'paid ⟦4242+4242+4242+4242⟧ x',
      'paid ⟦4242  4242  4242  4242⟧ x',
      'paid ⟦3782 822463 10005⟧ x',
      'paid ⟦378282246310005⟧ x',
      'visa: ⟦4000000000000000006⟧',
      '/cards/⟦4242424242424242⟧',
      '/payment/⟦4242424242424242⟧',
      '%B⟦4242424242424242⟧',
      '\\n⟦4242424242424242⟧',
      'card_number=⟦4242424242424242⟧',
    ])
      expectHidden(line, 'pan');
    // is none
    for (const line of [
      'paid 4242424242424241 x',
      'paid 4242 4242 4242 4241 x',
      'paid 4242-4242 4242-4242 x',
      'paid x4242424242424242',
      'paid 4242424242424242x',
      'paid 1.4242424242424242',
      'paid 4242424242424242.5',
      'paid f-4242424242424242',
      'paid 4242424242424242-ab',
      'paid 1234 4242 4242 4242 4242',
      'order 4242424242424242',
      'order_id=4242424242424242',
      '/orders/4242424242424242',
      '#4242424242424242',
      'x{a="b"} 4242424242424242',
      'paid 4000000000000000006',
    ])
      expectHidden(line, 'none');
    // is hidden with its track
    for (const line of ['⟦4242424242424242=30121010000012345678⟧ x', '⟦4242424242424242^DOE/JO^30121010000?⟧ x'])
      expectHidden(line, 'track-data');
  });
});

describe('telephone numbers, addresses of mail and national ids', () => {
  it('a number is hidden; a number is none; an address is hidden; an address is none; an id is hidden; an id is none', () => {
    for (const line of [
      'x ⟦+49 30 1234567⟧ x',
      'x ⟦+1 (415) 555-2671⟧ x',
      'x ⟦(415) 555-2671⟧ x',
      'x ⟦1-415-555-2671⟧ x',
      'x ⟦%2B4930123456⟧ x',
      'x ⟦+123456789⟧ x',
      'x ⟦+123456789012345⟧ x',
    ])
      expectHidden(line, 'phone');
    // a number is none
    for (const line of [
      'x +12345678 x',
      'x x+4930123456',
      'offset +12345678901 x',
      'offset: +12345678901 x',
      'read +12345678901 bytes',
      'read +12345678901 ms',
      'x (115) 555-2671',
      'x (415) 155-2671',
      'x +0301234567',
    ])
      expectHidden(line, 'none');
    // an address is hidden
    for (const line of [
      'to ⟦ada@example.org⟧ x',
      'to <⟦a.b+c_d%e-f@mail.example.org⟧>',
      'to ⟦ada%40example.org⟧ x',
      'to=⟦ada@example.org⟧.',
      'x%3D⟦ada@example.org⟧',
      'x\\n⟦ada@example.org⟧',
      '.⟦ada@example.org⟧',
      'to ⟦"jo smith"@example.org⟧ x',
      'git ⟦git@example.org⟧ x',
      'to ⟦ada@xn--bcher-kva.example⟧',
    ])
      expectHidden(line, 'email');
    // an address is none
    for (const line of [
      'icon@2x.png',
      'getty@tty1.service',
      'left-pad@1.2.x',
      'chacha20-poly1305@openssh.com',
      'postgres://ada@db.example.org/x',
      'Message-ID: <a1@mail.example.org>',
      'In-Reply-To: <a1@mail.example.org>',
      'git@example.org:owner/x',
      'ssh@example.org/x',
      '@example.org',
      'ada@example',
      'ada@-example.org',
      'ada@example.o',
    ])
      expectHidden(line, 'none');
    // an id is hidden
    for (const line of [
      'x ⟦536-22-8741⟧ y',
      'cpf ⟦529.982.247-25⟧ y',
      'cnpj ⟦11.222.333/0001-81⟧ y',
      'x ⟦536-22-8741⟧.',
    ])
      expectHidden(line, 'national-id');
    // an id is none
    for (const line of [
      'x 000-22-8741',
      'x 666-22-8741',
      'x 900-22-8741',
      'x 536-00-8741',
      'x 536-22-0000',
      'x1536-22-8741',
      'x 536-22-8741-1',
      'x 536-22-87412',
      '-536-22-8741',
      'x 529.982.247-26',
      'x 529.982.247-15',
      'x 111.111.111-11',
      'x 11.222.333/0001-82',
      'x 11.222.333/0001-91',
    ])
      expectHidden(line, 'none');
  });
});
