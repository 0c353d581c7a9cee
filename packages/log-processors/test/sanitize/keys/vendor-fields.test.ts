import { expect, it } from 'vitest';
import { vendorField } from '../../../src/sanitize/keys/vendor-fields.js';

/** Signs of all alphabets: which of them may a credential of the vendor hold? */
function signsOf(vendor: string, length: number): string {
  const accepts = (sign: string) => vendorField([...vendor.split(' '), 'key'])?.accepts(sign.repeat(length)) === true;
  return [...'aAfFgGzZ09_-.+/=!'].filter(accepts).join('');
}

it('a field of a vendor holds what the vendor gives out', () => {
  expect({
    alnum: signsOf('airtable', 17),
    upper: signsOf('alpha vantage', 16),
    lower: signsOf('braintree', 32),
    digit: signsOf('heap', 10),
    hex: signsOf('adobe', 32),
    word: signsOf('godaddy', 30),
    url: signsOf('appcues', 20),
    base64: signsOf('beamer', 44),
    dotted: signsOf('close', 40),
  }).toEqual({
    alnum: 'aAfFgGzZ09',
    upper: 'AFGZ09',
    lower: 'afgz09',
    digit: '09',
    hex: 'aAfF09',
    word: 'aAfFgGzZ09_',
    url: 'aAfFgGzZ09_-',
    base64: 'aAfFgGzZ09_-+/=',
    dotted: 'aAfFgGzZ09_-.',
  });
  expect([signsOf('airtable', 16), signsOf('airtable', 18)]).toEqual(['', 'aAfFgGzZ09']);
});

it('a field of a vendor may hold the number of an object, written in one or in parts', () => {
  const accepts = (value: string) => vendorField(['billplz', 'api', 'key'])?.accepts(value);
  const ids = ['123e4567-e89b-12d3-a456-426614174000', '123E4567E89B12D3A456426614174000'];
  expect(ids.map(accepts)).toEqual([true, true]);
  const others = [
    'x123e4567-e89b-12d3-a456-426614174000',
    '123e4567-e89b-12d3-a456-426614174000x',
    '123e4567',
    'a'.repeat(40),
  ].concat([
    '123e4567_e89b_12d3_a456_426614174000',
    '123e4567-e89b-12d3-a456-42661417400g',
    '123e4567-e89b-12d3-426614174000',
  ]);
  expect(others.filter(accepts)).toEqual([]);
});

it('a vendor with two kinds of credentials has both', () => {
  const accepts = (length: number) => vendorField(['datadog', 'api', 'key'])?.accepts('a1'.repeat(length / 2));
  expect([accepts(30), accepts(32), accepts(40)]).toEqual([false, true, true]);
});

it('needs the name of a vendor and of a credential', () => {
  expect(vendorField(['billplz', 'url'])).toBe(undefined);
  expect(vendorField(['orchid', 'key'])).toBe(undefined);
  expect(vendorField(['my', 'alpha', 'vantage', 'key'])?.rule).toBe('alpha-vantage-credential');
  const words = 'key keys token secret auth pass password pat credential credentials apikey licence license'.split(' ');
  expect(words.filter((word) => vendorField(['adobe', word])?.rule !== 'adobe-credential')).toEqual([]);
  expect(['keyed', 'mykey'].filter((word) => vendorField(['adobe', word]) !== undefined)).toEqual([]);
});
