import { describe, expect, it } from 'vitest';
import { secretKeyVerdict } from '../../../src/sanitize/keys/secret-key.js';
import { AMBIGUOUS_NAMES, CODE_NAMES, HARMLESS_NAMES, SECRET_NAMES } from '../../../src/sanitize/keys/secret-words.js';

describe('a name of a secret', () => {
  it('stands in one list, once', () => {
    const all = [...SECRET_NAMES, ...AMBIGUOUS_NAMES, ...CODE_NAMES, ...HARMLESS_NAMES];
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it('is judged as its list says', () => {
    const unlike = (names: readonly string[], verdict: string) =>
      names.filter((name) => secretKeyVerdict(name.replaceAll(' ', '_')) !== verdict);
    expect(unlike(AMBIGUOUS_NAMES, 'likely')).toEqual([]);
    expect(unlike(CODE_NAMES, 'code')).toEqual([]);
    expect(unlike(HARMLESS_NAMES, 'none')).toEqual([]);
    expect(unlike(SECRET_NAMES, 'certain')).toEqual([]);
  });
});
