import { describe, it } from 'vitest';
import { byteList } from '../../../src/sanitize/named/byte-list.js';
import { expectExtents } from '../support/marked-extents.ts';

const find = (text: string, _nameStart: number, nameEnd: number) => byteList(text, nameEnd);
const numbers = (count: number, joint = ', ') => Array.from({ length: count }, (_, at) => (at * 37) % 256).join(joint);
const bytes = (count: number, joint = ' ') => 'BD 0C 51 7E 9F 24 '.repeat(200).split(' ').slice(0, count).join(joint);

describe('a key as the list of its bytes', () => {
  it('is found between brackets from sixteen bytes on', () => {
    expectExtents(
      [
        `«network_key»=⟦[${numbers(16)}]⟧ x`,
        `"«key»" : ⟦[ ${numbers(16, ',')} ]⟧`,
        `\\"«key»\\":⟦[${numbers(128)}]⟧, x`,
        `'«key»'\t=\t⟦[\t${numbers(20, ',\t')}\t]⟧`,
        `«key» = ⟦[${numbers(17)}]⟧`,
      ],
      find,
    );
    expectExtents(
      [
        `«key»=[${numbers(15)}]`,
        `«key»=[${numbers(129)}]`,
        `«key»=[1, 2], mask=[${numbers(16)}]`,
        `«key»=[${numbers(16)}x]`,
        `«key»=[1000, ${numbers(16)}]`,
        `«key» [${numbers(16)}]`,
        `«key»=  [${numbers(16)}]`,
        `«key»=[${numbers(16, ',  ')}]`,
        `«key»=(${numbers(16)})`,
      ],
      find,
    );
  });

  it('is found as it is printed in hexadecimal digits', () => {
    expectExtents(
      [
        ...[' ', ':', '-'].map((joint) => `«key»: ⟦${bytes(16, joint)}⟧`),
        `«key»=⟦${bytes(16, ':')}⟧`,
        `"«key»": "⟦${bytes(20)}⟧"`,
        `\\"«key»\\"\t=\t['⟦${bytes(20).toLowerCase()}⟧']`,
        `«key» =[⟦${bytes(16)}⟧]`,
        `«key» is ⟦${bytes(16)}⟧`,
        ...['has value', 'has the value', 'having value of', 'with the value of', 'with\tthe value'].map(
          (words) => `«key» ${words} ⟦${bytes(16)}⟧.`,
        ),
        `«key»: ⟦${bytes(1_024)}⟧`,
      ],
      find,
    );
    expectExtents(
      [
        `«key»: ${bytes(15)}`,
        `«key»: ${bytes(16)}-x`,
        `«key»: ${bytes(16)}x`,
        `«key»: ${bytes(1_025, ':')}`,
        `«key» was rotated, digest=${bytes(16)}`,
        `«key» ${bytes(16)}`,
        `«key» is${bytes(16)}`,
        `«key» has ${bytes(16)}`,
        `«key»: ${'10 '.repeat(16)}x`,
        `«key»: ${bytes(8, ':')}:${bytes(8, '-')}`,
      ],
      find,
    );
  });

  it('ends before how many there are of something', () => {
    expectExtents(
      [
        `«key»: ⟦${bytes(16)}⟧ 12 items`,
        `«key»: ⟦${bytes(24)}⟧ 10 users`,
        `«key»: ⟦${bytes(16)} 12⟧ to me`,
        `«key»: ⟦${bytes(16)} BD⟧ items`,
        `«key»: ⟦${bytes(19)} 12⟧ items`,
        `«key»: ⟦${bytes(16)} 12⟧`,
      ],
      find,
    );
  });
});
