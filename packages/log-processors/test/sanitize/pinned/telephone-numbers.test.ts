import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a telephone number', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'x +0 ⟦+49 30 1234567⟧',
      'x (115) ⟦(415) 555-2671⟧',
      'x ⟦(415)555-2671⟧',
      'x ⟦(415) 555.2671⟧.',
      'x\\n⟦+4930123456⟧',
      'x\\t⟦(415) 555-2671⟧',
      'x⟦%2B4930123456⟧ y',
      'phone%20⟦+4930123456⟧ y',
      'phone%20⟦(415) 555-2671⟧ y',
      'x⟦%2b49 30 123456⟧ y',
      'tel:⟦+49-30-1234567⟧',
      '⟦+49 (30) 123/4567⟧',
      'offset ⟦+49 30 1234567⟧',
      'offset is at ⟦+12345678901⟧',
      'x ⟦+12345678901⟧, ms',
      'x ⟦+12345678901⟧ msg',
      'x ⟦+12345678901⟧ bytes1',
      'x ⟦+12345678901⟧  ms',
    ])
      expectHidden(line, 'phone');
    for (const line of [
      'x +4930123456x',
      'x +49301234567_1',
      'x (415) 555-26715',
      'x (415) 555-2671a',
      'x_+4930123456',
      'x)+4930123456',
      'x.+4930123456',
      'x++4930123456',
      '1+4930123456',
      'x %3B4930123456',
      'x %2B49301234567890123456',
      'x +1234567890123456',
      ...['"offset": ', 'delta=', 'score  ', 'adjusted ', 'total: '].map((name) => `${name}+12345678901`),
      ...['bytes', ' byte', ' KiB', 'MB', ' b', 'ns', ' µs', ' us', ' s', ' sec', ' seconds', '%', ' rows', ' item']
        .concat([' records', ' record', ' byte', ' second', 'ms.'])
        .map((unit) => `x +12345678901${unit}`),
    ])
      expectHidden(line, 'none');
  });
});

describe('a national id', () => {
  it('is hidden; is none', () => {
    for (const line of [
      'x ⟦536-22-8749⟧',
      'x ⟦899-22-8741⟧',
      'x ⟦536-22-8000⟧',
      '⟦536-22-8741⟧- x',
      'ssn%20⟦536-22-8741⟧%20x',
      'cpf%20⟦529.982.247-25⟧',
      ...[
        '100.000.063-00',
        '100.000.224-11',
        '100.000.028-10',
        '100.000.161-01',
        '100.001.127-55',
        '111.444.777-35',
      ].map((cpf) => `x ⟦${cpf}⟧ y`),
      ...['11.222.918/0001-00', '11.223.516/0001-11', '11.223.139/0001-10', '11.222.749/0001-08'].map(
        (cnpj) => `x ⟦${cnpj}⟧ y`,
      ),
    ])
      expectHidden(line, 'national-id');
    for (const line of [
      'x 536-22-8741.5',
      'x 536-22-8741a',
      'x 536-22-8741_',
      'x_536-22-8741',
      'a%20b x536-22-8741',
      'x.536-22-8741',
      'é536-22-8741',
      'x 100.000.063-01',
      'x 100.000.063-10',
      'x 11.222.918/0001-01',
      'x 222.222.222-22',
    ])
      expectHidden(line, 'none');
  });
});

describe('an address of mail', () => {
  it('is hidden; is none', () => {
    for (const line of [
      `x ⟦${'a'.repeat(64)}@example.org⟧`,
      "x '⟦ada@example.org⟧'",
      'x -⟦ada@example.org⟧-',
      'x %⟦ada@example.org⟧',
      "x ⟦o'neil@example.org⟧",
      'x ⟦ada@mail.sh.example.org⟧',
      'x ⟦ada@notopenssh.com⟧',
      'x ⟦ada@openssh.com.example.org⟧',
      'x ⟦ada@mail1.2.example⟧',
      'x ⟦ada@a-b.c-d.example⟧',
      'x ⟦ada@münchen.example⟧',
      ...['3D', '3d', '3A', '20', '22', '26', '2C', '2F', '0A', '0d'].map((code) => `x%${code}⟦ada@example.org⟧`),
      ...['n', 'r', 't'].map((letter) => `x\\${letter}⟦ada@example.org⟧`),
      'Message-ID: <x> from ⟦ada@example.org⟧',
      '⟦mygit@example.org⟧/x',
      '⟦gitte@example.org⟧/x',
      'git ⟦ada@example.org⟧:x',
      '://x ⟦ada@example.org⟧',
      'x//⟦ada@example.org⟧',
      'to ⟦"j. smith+x y"@example.org⟧',
      'to=⟦"jo smith"%40example.org⟧',
    ])
      expectHidden(line, 'email');
    for (const line of [
      'x @/ada@example.org',
      'x ada%41example.org',
      ...['jpg', 'jpeg', 'htm', 'html', 'yml', 'yaml', 'js', 'service'].map((end) => `x ada@example.${end}`),
      'pkg@1.2.beta',
      'pkg@v12.34.beta',
      'pkg@1.x.beta',
      'x@LIBSSH.ORG',
      '"Message-ID":"<a1@mail.example.org>"',
      'message-id <a1@mail.example.org>',
      'MessageId=<a1@mail.example.org>',
      'References: <a1@mail.example.org>',
      'hg@example.org/x',
      'svn@example.org:x',
      'x"jo smith"@example.org',
      '\\"jo smith"@example.org',
      '"jo"@example.org',
      'said "jo smith" to "@example.org',
      'x ada@example.org-a',
      `x ada@${'a'.repeat(64)}.org`,
    ])
      expectHidden(line, 'none');
  });
});
