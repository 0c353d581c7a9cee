import { describe, expect, it } from 'vitest';
import { isOrdinaryText } from '../../../src/sanitize/named/ordinary-text.js';
import { judged } from '../support/marked-extents.ts';

const isOrdinary = (line: string) => judged(line, isOrdinaryText);
const expectOrdinary = (lines: readonly string[]) => expect(lines.filter((line) => !isOrdinary(line))).toEqual([]);
const expectValue = (lines: readonly string[]) => expect(lines.filter(isOrdinary)).toEqual([]);

describe('the markup of a page', () => {
  it('says what a field is, or speaks of an empty one', () => {
    expectOrdinary([
      '<label for="«password»">⟦Choose⟧ a password</label>',
      '<label class="a" for=\\"«password»\\">⟦New⟧ password <b>',
      '<button id="«password»">⟦Show⟧ it</button>',
      '<label for="«password»"> *⟦Choose⟧ a password</label>',
      `<label for="«password»">⟦Choose⟧ a password</label>${' x'.repeat(150)}`,
      '<th id="«password»">⟦Password⟧</th>',
      '<dt class="a b" id=\'«password»\'>⟦PASSWORD⟧</dt>',
      '<input id="«pwd»"> ⟦is⟧ not clickable',
      '<input type="text" id="«pwd»">  ⟦missing⟧',
    ]);
  });

  it('holds what was typed elsewhere', () => {
    expectValue([
      '<label for="x" id="«password»">⟦Choose⟧ a password</label>',
      '<label for="«password»">⟦9xQ⟧ Choose a password</label>',
      '<label for="«password» x">⟦Choose⟧ a password</label>',
      '<label for="«password»">⟦Choose⟧</label>',
      '<label for="«password»">⟦Choose⟧ a password 9</label>',
      '<span for="«password»">⟦Choose⟧ a password</span>',
      '<th id="x" class=«password»">⟦Password⟧</th>',
      '<th id="«password»">⟦Password⟧ x',
      '<th id="«password»">⟦Passwords⟧</th>',
      '<td id="«password»">⟦Password⟧</td>',
      '<input id="x" class=«pwd»"> ⟦is⟧ required',
      '<input id="«pwd»"> ⟦hunter2⟧',
      '<input id="«pwd»">⟦is⟧ required',
      '<form id="«pwd»"> ⟦is⟧ required',
    ]);
  });
});

describe('the name of a logger', () => {
  it('stands behind a level and before a sentence', () => {
    expectOrdinary([
      'INFO:«app.token»:⟦Refreshed⟧ the cache',
      'x]WARN:«app.token»:⟦Expired⟧ (7)',
      '10:00 WARNING:«app.session»:⟦Closed⟧ by jo',
      ...['TRACE', 'DEBUG', 'NOTICE', 'ERROR', 'CRITICAL', 'FATAL'].map((level) => `${level}:«a.token»:⟦Lost⟧ it`),
    ]);
  });

  it('speaks of no password, and nothing else is one', () => {
    expectValue([
      'INFO:«app.password»:⟦Refreshed⟧ the cache',
      'INFO: x «app.token»:⟦Refreshed⟧ it',
      'xINFO:«app.token»:⟦Refreshed⟧ it',
      'INFO:«token»:⟦Refreshed⟧ it',
      'INFO:«app.token»=⟦Refreshed⟧ it',
      'INFO:«app.token»:⟦xRefreshed⟧ it',
      'INFO:«app.token»:⟦Refreshed9⟧ it',
      'INFO:«app.token»:⟦Re⟧ it',
      'INFO:«app.token»:⟦Refreshed⟧ It',
      'INFO:«app.token»:⟦Refreshed⟧',
    ]);
  });
});

describe('a verdict behind dots', () => {
  it('is a word or a time', () => {
    const verdicts = [
      'pass',
      'PASSED',
      'fail',
      'ok',
      '[ok]',
      'done.',
      'skipped),',
      'running',
      '12ms',
      '1.25s',
      '99%',
      '1h',
    ];
    expectOrdinary(verdicts.map((verdict) => `«password» ....⟦${verdict}⟧`));
    expectValue(['xpass', 'passx', 'ok...', '1234567ms', '1.2x', 'hunter2'].map((value) => `«password» ...⟦${value}⟧`));
    expectValue(['«password». ⟦ok⟧', '«password»: ⟦ok⟧']);
  });
});

describe('the fingerprint of a public key', () => {
  it('stands behind its kind', () => {
    const lengths = [8, 16, 32, 40].map((length) => '1F18B3C2'.repeat(5).slice(0, length));
    expectOrdinary([...lengths, '0x1F18B3C2'].map((value) => `«RSA key» ⟦${value}⟧`));
    expectOrdinary([
      'good signature, ed25519 «key» ⟦1F18B3C2⟧ x',
      'an «ecdsa_key» ⟦1F18B3C2⟧',
      'x-gpg «key» ⟦1F18B3C2⟧',
    ]);
  });

  it('has its length and its letters', () => {
    const values = [
      'x1F18B3C2',
      '1F18B3C29',
      '1F18B3C',
      '1f18b3c2',
      '1F18B3C2'.repeat(3),
      '1F18B3C2'.repeat(6),
      'hunter2',
      '1',
    ];
    expectValue(values.map((value) => `«RSA key» ⟦${value}⟧`));
    expectValue([
      '«RSA key»=⟦1F18B3C2⟧',
      'RSA «keyring» ⟦1F18B3C2⟧',
      'xrsa «key» ⟦1F18B3C2⟧',
      'signing «key» ⟦1F18B3C2⟧',
    ]);
  });
});

describe('what a test runner passed', () => {
  it('is a file below one of the usual folders', () => {
    const folders = [
      '__tests__',
      'app',
      'apps',
      'e2e',
      'feature',
      'features',
      'internal',
      'lib',
      'modules',
      'packages',
      'pkg',
    ]
      .concat(['spec', 'specs', 'src', 'test', 'tests', './src', '../src'])
      .map((folder) => `«PASS» ⟦${folder}/a-b@1/c.test.ts⟧`);
    const ends = [
      'ts',
      'tsx',
      'mts',
      'cts',
      'js',
      'jsx',
      'mjs',
      'cjs',
      'py',
      'rb',
      'go',
      'ex',
      'exs',
      'cs',
      'feature',
    ].map((end) => `«passed»: ⟦src/a.${end}⟧`);
    expectOrdinary([...folders, ...ends, '«pass»  \t⟦src/a.py⟧', '«PASSED»:  ⟦src/a.py⟧']);
  });

  it('is nothing else', () => {
    const values = [
      'mysrc/a.ts',
      'my/src/a.ts',
      '.../src/a.ts',
      'src/a.tsxx',
      'src/a.ats',
      'src/a.zx',
      'src/a',
      'srcs/a.ts',
      'src/a b.ts',
    ];
    expectValue(values.map((value) => `«PASS» ⟦${value}⟧`));
    expectValue(['«bypass» ⟦src/a.py⟧', '«passx» ⟦src/a.py⟧', '«password»: ⟦src/a.py⟧', '«PASS»=⟦src/a.py⟧']);
    expectValue(['«pass»": ⟦src/a.py⟧', '«pass»: "⟦src/a.py⟧"', '«pass»:⟦src/a.py⟧']);
  });
});

describe('what stands for another word', () => {
  it('is a token of a tokenizer', () => {
    const places = ['103', '123456', '[MASK]', '[SEP]', '<mask>', '<|endoftext|>', '<s|>', '<|s>', '<eos>'];
    expectOrdinary(places.map((place) => `«mask_token»=⟦${place}⟧`));
    expectOrdinary(['the special «token»: ⟦[CLS]⟧', '«image_token» ⟦7⟧']);
    const others = ['103x', '1234567', '[M]', '[mask]', '[MASK]x', '<MASK>', '<mask9>', `<${'m'.repeat(25)}>`, '<>'];
    expectValue(others.map((value) => `«mask_token»=⟦${value}⟧`));
    expectValue(['«mask_tokens»=⟦103⟧', '«token»=⟦103⟧']);
  });

  it('is what became of a column, a remark in brackets, or a scope', () => {
    expectOrdinary([
      ...[
        'mapped 3 fields',
        'mapped 1234 fields',
        'renamed to x',
        'dropped as old',
        'skipped 12 rows',
        'ignored to x',
      ].map((words) => `id,«password_hash» -> ⟦${words.replace(' ', '⟧ ')}`),
      '«token»: ⟦(see⟧ the docs)',
      `«token»:\t⟦(see⟧ ${'x'.repeat(64)})`,
      '"«auth»", "⟦read:users2⟧"',
      "'«proxyAuth»','⟦write:orders7⟧'",
    ]);
    expectValue([
      '«password_hash» -> ⟦jo⟧ mapped to x',
      '«password_hash» -> ⟦mapped⟧ 12345 fields',
      '«password_hash» -> ⟦mapped⟧ 3 Fields',
      '«password_hash» x -> ⟦mapped⟧ to a',
      '«password_hash» -> "⟦mapped⟧ to a"',
      '«token»": ⟦(see⟧ the docs)',
      '«token»:  ⟦(see⟧ the docs)',
      '«token»: ⟦(see9⟧ the docs)',
      '«token»: ⟦x(see⟧ the docs)',
      `«token»: ⟦(see⟧ ${'x'.repeat(65)})`,
      '«token»: ⟦(see⟧x the docs)',
      '"«authority»", "⟦read:users2⟧"',
      '«auth» ", "⟦read:users2⟧"',
      '"«auth»", "⟦read2:users⟧"',
      '"«auth»", "⟦read:users22⟧"',
      '"«auth»": "⟦read:users2⟧"',
    ]);
  });
});
