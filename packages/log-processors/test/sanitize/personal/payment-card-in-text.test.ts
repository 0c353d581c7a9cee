import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('the number of a payment card in a text', () => {
  it('goes bare and in its groups', () => {
    for (const line of [
      'paid with ⟦4539012345678988⟧ today',
      'paid with ⟦4539 0123 4567 8988⟧ today',
      'paid with ⟦4539-0123-4567-8988⟧ today',
      'paid with ⟦4539.0123.4567.8988⟧ today',
      'paid with ⟦4539+0123+4567+8988⟧ today',
      'paid with ⟦4539  0123  4567  8988⟧ today',
      'paid with ⟦3412 012345 67891⟧ today',
      'paid with ⟦3412-012345-67891⟧ today',
      'paid with ⟦4539 0123 4567 8987 650⟧ today',
      'paid with ⟦4539 0123 4567 7⟧ today',
      'paid with ⟦453901 2345678988⟧ today',
      'paid with ⟦453901-2345678988⟧ today',
      'paid with ⟦4539 0123 45677⟧ today',
      'paid with ⟦1800 01234 567899⟧ today',
      'paid with ⟦4539012345677⟧ today',
      'n=%20⟦4539012345678988⟧',
      'n=%22⟦4539012345678988⟧',
      'n=%09⟦4539012345678988⟧',
      'n\\n⟦4539012345678988⟧',
      '%B⟦4539012345678988⟧',
      'FP CCVI⟦4539012345678988⟧/1228',
      'FPCCAX⟦341201234567891⟧/1228',
      'CCCA⟦5412012345678987⟧/1228',
      'CCMC⟦5412012345678987⟧/1228',
      'x%3D⟦4539012345678988⟧',
      'card ⟦4539012345678987650⟧ x',
      'visa=⟦4539012345678987650⟧',
      'mastercard: ⟦4539012345678987650⟧',
      'accNo=⟦4539012345678987650⟧',
      'bank_card_no #⟦4539012345678987650⟧',
      'paid with ⟦4539012345678988⟧.',
    ])
      expectHidden(line, 'pan');
    for (const line of ['account_number "⟦4539012345678987650⟧"']) expectHidden(line, 'bank-account');
  });

  it('stays where a digit is wrong, a group is another, or it is glued', () => {
    for (const line of [
      'paid with 4539012345678989 today',
      'paid with 4539 0123-4567 8988 today',
      'paid with 4539 0123 4567 89880 today',
      'paid with 4539.0123.4567 8988 today',
      'paid with 45390123 45678988 today',
      'paid with ⟦4444444444444448⟧ today',
      'paid with 0000000000000000 today',
      'paid with x4539012345678988 today',
      'paid with _4539012345678988 today',
      'paid with 4539012345678988x today',
      'paid with 4539012345678988_ today',
      'paid with 1.4539012345678988 today',
      'paid with 1,4539012345678988 today',
      'paid with 1-4539012345678988 today',
      'paid with a-4539012345678988 today',
      'paid with 1234 4539012345678988 today',
      'paid with 4539012345678988.5 today',
      'paid with 4539012345678988,5 today',
      'paid with 4539012345678988-ab today',
      'paid with ⟦4539012345678988⟧-x today',
      'paid with 04539012345678988 today',
      'paid with 4539012345678987650 today',
      'XCVI4539012345678988/1228',
      'aCCVI4539012345678988/1228',
      'CCXX4539012345678988/1228',
      'tracking 4539012345678987650',
      'n=%21⟦4539012345678988⟧',
      'n=%304539012345678988',
    ])
      expectHidden(line, 'pan');
  });

  it('goes with its magnetic stripe', () => {
    for (const line of [
      'read ⟦4539012345678988=30121010000012345678?⟧ ok',
      'read %B⟦4539012345678988^DOE/JO^30121010000012345678?⟧ ok',
      'read ⟦4539012345678988=3012101⟧ ok',
    ])
      expectHidden(line, 'track-data');
    for (const line of [
      'read ⟦4539012345678988⟧=301210 ok',
      'read ⟦4539012345678988⟧^D^3012101 ok',
      'read ⟦4539012345678988⟧^DOE/JO 3012101 ok',
    ])
      expectHidden(line, 'pan');
  });
});
