import { describe, expect, it } from 'vitest';
import { endOfPhrase, wordsOfPhrase } from '../../../src/sanitize/named/setting-phrase.js';
import { expectExtents, judged } from '../support/marked-extents.ts';

/** Of `«DB_PASSWORD»=⟦correct⟧ horse` the words that the first one goes on in. */
const goesOn = (line: string) => {
  let words = '';
  judged(line, (text, nameStart, nameEnd, { start, end }) => {
    words = text.slice(end, endOfPhrase(text, nameStart, nameEnd, start, end));
    return true;
  });
  return words;
};

describe('the setting of a password in several words', () => {
  it('goes on to the end of its line', () => {
    const lines = [
      '«DB_PASSWORD»=⟦correct⟧',
      'export  «DB_PASSWORD»=⟦correct⟧',
      'x\n  setx    «PASS» = ⟦correct⟧',
    ].concat([
      'x\\n«A_B_C_D_E_F_PWD»=⟦correct⟧',
      '«spring.datasource.password»=⟦correct⟧',
      '«a-1.pwd»   =   ⟦correct⟧',
    ]);
    for (const words of [' horse battery staple', '  horse is    blue', ' Straße, 12 it’s!', ' horse'])
      expect(lines.map((line) => [line, goesOn(line + words)])).toEqual(lines.map((line) => [line, words]));
    expect(goesOn('«PASSWORD»=⟦correct⟧ horse \nnext line')).toBe(' horse');
    expect(goesOn('«PASSWORD»=⟦correct⟧ horse\\nnext')).toBe(' horse');
    expect(goesOn(`«PASSWORD»=⟦correct⟧ horse\n${'x'.repeat(99)}`)).toBe(' horse');
    expect(goesOn(`«PASSWORD»=⟦correct⟧${' x'.repeat(24)}`)).toBe(' x'.repeat(24));
  });

  it('has one word where no setting of its own line is, or no phrase follows', () => {
    const lines = [
      '«xDB_PASSWORD»=⟦correct⟧',
      '«DB_PASSWORD_X»=⟦correct⟧',
      '«9db.password»=⟦correct⟧',
      '«db.passwords»=⟦correct⟧',
    ]
      .concat([
        '«DB_PASSWORD»: ⟦correct⟧',
        '«DB_PASSWORD»" = ⟦correct⟧',
        '«DB_PASSWORD»= "⟦correct⟧',
        '«PASSWORD»=⟦correct9⟧',
      ])
      .concat([
        'x «PASSWORD»=⟦correct⟧',
        'exports «PASSWORD»=⟦correct⟧',
        'export     «PASSWORD»=⟦correct⟧',
        '«password»=⟦correct⟧',
      ])
      .concat([`«PASSWORD»=⟦${'c'.repeat(41)}⟧`, '«PASSWORD»    =⟦correct⟧', '«PASSWORD»==⟦correct⟧']);
    expect(lines.filter((line) => goesOn(`${line} horse battery staple`) !== '')).toEqual([]);
    const words = [
      ' is blue',
      '  is blue',
      ' psql shop',
      ' python x',
      ' python3 x',
      ' sudo make',
      ' für=x',
      ' horse x=y',
      ' --horse',
    ].concat([' horse (was)', '     horse', ' .', ' x'.repeat(25)]);
    expect(words.filter((word) => goesOn(`«PASSWORD»=⟦correct⟧${word}`) !== '')).toEqual([]);
    expect(goesOn('«PASSWORD»=⟦must⟧ be at least six characters')).toBe('');
    expect(goesOn('«PASSWORD»=⟦correct⟧ isle pythonic')).toBe(' isle pythonic');
  });
});

describe('a passphrase of words alone', () => {
  it('stands behind its name and perhaps its key, up to the end of its line or literal', () => {
    expectExtents(
      [
        '«passphrase»: ⟦zwei Enten im Teich⟧',
        '«pass_phrase» =  ⟦zwei Enten im Teich⟧\nx',
        '"«Pass Phrase»": ⟦zwei Enten im⟧"',
        '«key-passphrase»\t:\t⟦zwei Enten im Teich⟧   ',
        "«passphrase» for key 'id_rsa' = ⟦zwei Enten im Teich⟧",
        '«passphrase» for key a:b=c: ⟦zwei Enten im Teich⟧',
        '«passphrase» für x: ⟦zwei Enten im Teich⟧\\nx',
        '«passphrase»: ⟦zwei Enten im Teich⟧  # of jo',
        '«passphrase»: ⟦zwei Enten im Teich⟧\\"x',
        '«passphrase»: ⟦Enten try im Teich⟧',
        '«passphrase»: ⟦trying words of mine⟧',
        '«passphrase»: ⟦zwei passwordless words here⟧',
        '«passphrase»: ⟦zwei white fromage words⟧',
        'wrong thing, «passphrase»: ⟦zwei Enten im Teich⟧',
        '«passphrase»: ⟦zwei Enten im Teich⟧, x=1',
        'prefix: «passphrase»: ⟦zwei Enten im Teich⟧',
        'fix(a b): «passphrase»: ⟦zwei Enten im Teich⟧',
        '«passphrase»: ⟦zwei Enten im Teich⟧\nwrong ',
        `«passphrase»: ⟦${'ab '.repeat(24)}ab⟧`,
        `«passphrase» for ${'x'.repeat(96)}: ⟦zwei Enten im⟧`,
      ],
      wordsOfPhrase,
    );
  });

  it('is none of other names and of other lines', () => {
    expectExtents(
      [
        '«passphrase_hint»: zwei Enten im Teich',
        '«password»: zwei Enten im Teich',
        '«passphrase» x: zwei Enten im Teich',
        '«passphrase»:zwei Enten im Teich',
        '«passphrase»:     zwei Enten im Teich',
        '«passphrase»: zwei Enten',
        '«passphrase»: zwei Enten im Teich 9',
        '«passphrase»: zwei Enten im Teich, x',
        '«passphrase»: zwei Enten im, x=1',
        '«passphrase»: zwei Enten im Teich#',
        '«passphrase» for key a: b: zwei9 Enten im',
        `«passphrase»: ${'ab '.repeat(25)}ab`,
        `«passphrase» for ${'x'.repeat(97)}: zwei Enten im`,
      ],
      wordsOfPhrase,
    );
  });

  it('is none where the words say what to do, what became of it, or a sentence speaks of it', () => {
    const said = [
      'enter words here now',
      'zwei words from file',
      'leave empty for none',
      'try it once more',
      'decryption of it all',
    ]
      .concat([
        'parameters of the key',
        'zwei password words here',
        'zwei whitespace words here',
        'zwei white space words',
      ])
      .concat(['expired since some days', 'words of your keyring', 'Press any other key']);
    const spoken = [
      'wrong ',
      'invalid your ',
      'x to unlock the ',
      'a missing a ',
      'fix: ',
      'docs!: ',
      'x feat(a/b.c-d): ',
      'fix(auth)!: ',
    ];
    expectExtents(
      [
        ...said.map((words) => `«passphrase»: ${words}`),
        ...spoken.map((before) => `${before}«passphrase»: zwei Enten im Teich`),
        `wrong «passphrase»: zwei Enten im Teich\n${'x'.repeat(99)}`,
        `${'x'.repeat(99)} wrong «passphrase»: zwei Enten im Teich`,
      ],
      wordsOfPhrase,
    );
  });
});
