import { describe, expect, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { cellValue, isCellSecret } from '../../../src/sanitize/named/cell-value.js';
import { expectExtents } from '../support/marked-extents.ts';

const names = new FieldNames();
const find = (text: string, nameStart: number, nameEnd: number) =>
  cellValue(text, nameStart, nameEnd, names.of(text.slice(nameStart, nameEnd)));

describe('the cell behind a name', () => {
  it('holds its value, between bars also a phrase', () => {
    expectExtents(
      [
        '| «password» | ⟦hunter2x⟧ |',
        '| «password» | ⟦my 2nd horse4 of here⟧ |',
        '| «password» | ⟦correct horse9⟧   |',
        '| «password» | ⟦correct horse9⟧|',
        'x «password»\t⟦hunter2x⟧\ty',
        '«password»   ⟦hunter2x⟧  \nx',
        '«password»:  ⟦hunter2x⟧',
      ],
      find,
    );
  });

  it('holds something else', () => {
    expectExtents(
      [
        'x «password»\thunter2x abc | y',
        'a b c d x «password»   hunter2x',
        '«password»   hunter2x y',
        '| «password» | my horse of here |',
        '| «password» | a 2 b |',
        '| «token» | my 2nd horse4 here |',
        'x, «password» | hunter2x |',
      ],
      find,
    );
  });
});

it('the check of a card has three digits or four, another code four to eight', () => {
  const field = names.of('pin');
  const checks = ['cvv', 'CVV2', 'cvc', 'cvc2', 'csc', 'cardcvv', 'card cvc', 'card_csc', 'card-cvv2'];
  expect(checks.filter((name) => !isCellSecret(name, field, '123') || !isCellSecret(name, field, '1234'))).toEqual([]);
  expect(['12345', '12', 'a123', '123a'].filter((value) => isCellSecret('cvv', field, value))).toEqual([]);
  expect(['mycvv', 'cvv_code', 'pin'].filter((name) => isCellSecret(name, field, '123'))).toEqual([]);
  expect(['1234', '12345678'].filter((value) => !isCellSecret('pin', field, value))).toEqual([]);
  expect(['123', '123456789', 'a1234', '1234a'].filter((value) => isCellSecret('pin', field, value))).toEqual([]);
});
