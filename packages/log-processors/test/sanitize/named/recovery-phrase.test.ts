import { it } from 'vitest';
import { recoveryPhrase } from '../../../src/sanitize/named/recovery-phrase.js';
import { expectExtents } from '../support/marked-extents.ts';

const words = (count: number, joint = ' ') =>
  Array.from({ length: count }, (_, at) => 'abcdefgh'.slice(0, 3 + (at % 6))).join(joint);

it('twelve to twenty-four words behind the name are a recovery phrase', () => {
  expectExtents(
    [
      `«mnemonic»: ⟦${words(12)}⟧`,
      `"«seed_phrase»": "⟦${words(24)}⟧"`,
      `«mnemonic» ⟦${words(12, ', ')}⟧ x`,
      `\\"«Phrase»\\":\\"⟦${words(15, ',')}⟧\\"`,
    ],
    recoveryPhrase,
  );
  expectExtents(
    [
      `«mnemonic_id»: ${words(12)}`,
      `«mnemonic»: ${words(11)}`,
      `«mnemonic»:   ${words(12)}`,
      `«token»: ${words(12)}`,
      `«mnemonic»: ab ${words(10)} x`,
    ],
    recoveryPhrase,
  );
});
