import { describe, expect, it } from 'vitest';
import { CODE_NAMES, SECRET_NAMES } from '../../../src/sanitize/keys/secret-words.js';
import { splitWords } from '../../../src/sanitize/keys/split-words.js';
import { PERSONAL_NAMES } from '../../../src/sanitize/named/personal-names.js';
import { STEMS } from '../../../src/sanitize/named/stems.js';

const pieces = STEMS.map((stem) => stem.replaceAll(/\d|#/g, '0'));
const callsAttention = (text: string) => {
  const plain = text.toLowerCase().replaceAll(/\d/g, '0');
  return pieces.some((piece) => plain.includes(piece));
};

/** `personal number`, `personalNumber`, `personal_number`, `personal-number`, with what may follow them in a text. */
function spellings(name: string): string[] {
  const words = splitWords(name);
  const camel = words.map((word, at) => (at === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return [words.join(' '), camel, words.join('_'), words.join('-')].flatMap((spelled) => [
    `${spelled}=`,
    `${spelled}: `,
    `"${spelled}":`,
    `'${spelled}': `,
    `\\"${spelled}\\":`,
  ]);
}

describe('the pieces that call attention to a name', () => {
  it('stand in every name that is known, however it is spelled', () => {
    const names = [...SECRET_NAMES, ...CODE_NAMES, ...PERSONAL_NAMES.flatMap((entry) => entry.names)];
    expect(names.flatMap(spellings).filter((text) => !callsAttention(text))).toEqual([]);
  });

  it('stand in no ordinary word', () => {
    for (const text of ['design', 'spinning', 'he said', 'recall', 'a point', 'the place', 'classical', 'basis'])
      expect([text, callsAttention(text)]).toEqual([text, false]);
  });
});
