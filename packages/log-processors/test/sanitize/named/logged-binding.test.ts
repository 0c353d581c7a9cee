import { it } from 'vitest';
import { loggedBinding } from '../../../src/sanitize/named/logged-binding.js';
import { expectExtents } from '../support/marked-extents.ts';

const find = (text: string, _nameStart: number, nameEnd: number) => loggedBinding(text, nameEnd);

it('what a mapper of objects sets or reads is between the last brackets', () => {
  expectExtents(
    [
      'binding parameter («password»:VARCHAR) <- [⟦hunter2⟧]',
      '«password» [1:VARCHAR] <- [⟦hunter2⟧]',
      '«password»[12:LONG_TEXT] -> [⟦hunter2⟧];x',
      '«password» (123:VARCHAR) = [⟦hunter2⟧], y=[2]',
      'extracted value ([«password»] : [VARCHAR]) - [⟦hunter2⟧]',
      '([«password»]:[VARCHAR]) - [⟦hunter2⟧] x',
      '([«password»]\tas\t[VARCHAR])\t-\t[⟦correct horse]x⟧]',
      '([«password»]as[VARCHAR]) <- [⟦a [b]c⟧]',
      '(«password»:VARCHAR) <- [⟦hunter2⟧]\\nnext]',
      '(«password»:VARCHAR) <- [⟦hunter2]\\x⟧]\\rnext',
      `(«password»:VARCHAR) <- [⟦${'x'.repeat(1_024)}⟧]`,
      `(«password»:A${'B'.repeat(23)}) <- [⟦hunter2⟧]`,
    ],
    find,
  );
});

it('elsewhere nothing is', () => {
  expectExtents(
    [
      '«password» is (1:VARCHAR) <- [hunter2]',
      '«password»  (1:VARCHAR) <- [hunter2]',
      '«password» (1234:VARCHAR) <- [hunter2]',
      '(«password»:varchar) <- [hunter2]',
      '(«password»:AB) <- [hunter2]',
      `(«password»:A${'B'.repeat(24)}) <- [hunter2]`,
      '(«password»:VARCHAR)<- [hunter2]',
      '(«password»:VARCHAR) => [hunter2]',
      '(«password»:VARCHAR) <- hunter2]',
      '(«password»:VARCHAR) <- [hunter2]x',
      '(«password»:VARCHAR) <- [\nhunter2]',
      '(«password»:VARCHAR) <- []',
      `(«password»:VARCHAR) <- [${'x'.repeat(1_025)}]`,
    ],
    find,
  );
});
