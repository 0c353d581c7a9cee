import { describe, expect, it } from 'vitest';
import { isIban } from '../../../src/sanitize/personal/bank-account.js';
import { expectHidden } from '../support/hidden-parts.ts';

const CARD = '4242424242424242';

describe('the groups of a card’s number', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'x ⟦6759 0246 8135 7902 463⟧ x',
      'x ⟦6759-0246-8135-7902-463⟧ x',
      'x ⟦4024 6813 57907⟧ x',
      'x ⟦4024-6813-57907⟧ x',
      'x ⟦3702 468135 79027⟧ x',
      'x ⟦3602 468135 7909⟧ x',
      'x ⟦3702-468135-79027⟧ x',
      'x ⟦3702 46813 579027⟧ x',
      'x ⟦675902 46813570⟧ x',
      'x ⟦424242-4242424242⟧ x',
      'x ⟦424242 4242424242⟧ x',
      'x ⟦4242 4242 4242 4242⟧, x',
      '123 ⟦4242 4242 4242 4242⟧',
      'x%3D⟦4242424242424242⟧',
      'x%20⟦4242-4242-4242-4242⟧',
      'q=x%20⟦4242424242424242⟧%20x',
      'x\\t⟦4242424242424242⟧',
      'x ⟦4242424242424242⟧-x1',
      'x ⟦4242424242424242⟧. x',
    ])
      expectHidden(line, 'pan');
    for (const line of [
      'x 5002 4681 3579',
      'x 4242 4242-4242 4242',
      'x 4242.4242 4242.4242',
      'x 3702 468135-79027',
      'x 4242  4242 4242  4242',
      'x 4242 4242 4242 42425',
      `x_${CARD}`,
      `é${CARD}`,
      `x 1,${CARD}`,
      `x 1-${CARD}`,
      `x _-${CARD}`,
      `x A-${CARD}`,
      `x ${CARD}_`,
      `x ${CARD},5`,
      `x ${CARD}é`,
      `x ${CARD}-0f`,
      'x 1234 4242 4242 4242 4242',
    ])
      expectHidden(line, 'none');
  });
});

describe('the name before a bare number', () => {
  it('makes it a card’s; makes it none', () => {
    for (const line of [
      ...['card', 'cards', 'pan', 'payment', 'cc', 'CC'].map((part) => `/x/${part}/⟦${CARD}⟧`),
      'card=⟦4000000000000000006⟧',
      'maestro #⟦6759024681357902463⟧',
      'VISA ⟦4000000000000000006⟧',
      'order: card ⟦4242424242424242⟧',
      `paid ⟦${CARD}⟧`,
      `(⟦${CARD}⟧)`,
      `order, ⟦${CARD}⟧`,
    ])
      expectHidden(line, 'pan');
    for (const line of [
      'visa was 4000000000000000006',
      'x visa: x 4000000000000000006',
      '/x/discard/y/4242424242424242',
      `/${CARD}`,
      ...['order id: ', 'order_id - ', '"order_id":"', 'trace [', 'trace_id=(', "order_id='", 'order_id] ', 'order > ']
        .concat(['order_id => ', 'the order '])
        .map((name) => `x ${name}${CARD}`),
      `requests{a="b",c="d"} ${CARD}`,
    ])
      expectHidden(line, 'none');
  });
});

describe('what stands on a card’s stripe behind its number', () => {
  it('is hidden with it; is none', () => {
    for (const line of [
      '⟦4242424242424242=3012101⟧ x',
      `⟦4242424242424242=${'1'.repeat(24)}?⟧ x`,
      '⟦4242424242424242^DO^3012⟧ x',
      `⟦4242424242424242^${'D'.repeat(26)}^${'1'.repeat(60)}⟧ x`,
      '%B⟦4242424242424242^DOE/JO^30121010000?⟧ x',
    ])
      expectHidden(line, 'track-data');
    for (const line of [
      '⟦4242424242424242⟧=301210 x',
      '⟦4242424242424242⟧^D^3012',
      '⟦4242424242424242⟧^DOE^301',
      '⟦4242424242424242⟧? x',
    ])
      expectHidden(line, 'pan');
  });
});

describe('the number of an account', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'x ⟦DE89370400440532013000⟧ y',
      'x ⟦de89370400440532013000⟧ y',
      'x ⟦DE89 3704 0044 0532 0130 00⟧ y',
      'x ⟦DE89-3704-0044-0532-0130-00⟧.',
      'x ⟦DE89.3704.0044.0532.0130.00⟧, y',
      'x ⟦DE89+3704+0044+0532+0130+00⟧&y',
      'x ⟦DE89%203704%200044%200532%200130%2000⟧ y',
      'x ⟦GB29NWBK60161331926819⟧ y',
      'x ⟦MT84MALT011000012345MTLCAST001S⟧ y',
      'x ⟦MT84 MALT 0110 0001 2345 MTLC AST0 01S⟧ y',
      'x ⟦AD1200012030200359100100⟧ y',
      'x ⟦NO9386011117947⟧ y',
      'IBAN⟦DE89370400440532013000⟧',
      ':25:⟦DE89370400440532013000⟧EUR',
      ':25:⟦NO9386011117947⟧NOK x',
      'x\\n⟦DE89370400440532013000⟧',
      'x%3D⟦DE89370400440532013000⟧',
    ])
      expectHidden(line, 'iban');
    for (const line of [
      'x DE89370400440532013001 y',
      'x DE8937040044053201300 y',
      'x DE893704004405320130001 y',
      'x DE89370400440532013000_ y',
      'x DE89370400440532013000a y',
      ':25:DE89370400440532013000EURO',
      ':25:DE89370400440532013000EUR_',
      ':25:DE89370400440532013000eur',
      ':25:DE89370400440532013000XQZ',
      ':25:DE89370400440532013001EUR',
      'x DE0537040044053201300A y',
      'x AD420001203A200359100100 y',
      'xDE89370400440532013000',
      '_DE89370400440532013000',
      'éDE89370400440532013000',
      'a-DE89370400440532013000',
      '0-DE89370400440532013000',
      'x DE89  3704 0044 0532 0130 00 y',
      'x DE89/3704/0044/0532/0130/00 y',
      'x ZZ89370400440532013000 y',
    ])
      expectHidden(line, 'none');
  });

  it.each([
    ['DE89370400440532013000', true],
    ['DE88370400440532013000', false],
    ['DE893704004405320130', false],
    ['DE0537040044053201300A', false],
    ['AD420001203A200359100100', false],
    ['GB29NWBK60161331926819', true],
    ['FR1420041010050500013M02606', true],
    ['XX89370400440532013000', false],
    ['', false],
  ])('%s is one: %s', (account, expected) => expect(isIban(account)).toBe(expected));
});
