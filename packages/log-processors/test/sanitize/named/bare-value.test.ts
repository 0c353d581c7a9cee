import { describe, expect, it } from 'vitest';
import { endOfBareValue, endOfParts } from '../../../src/sanitize/named/bare-value.js';
import { expectExtents } from '../support/marked-extents.ts';

const LONGEST = 8_192;
const valueIn = (percentEncoded: boolean) => (text: string, _nameStart: number, nameEnd: number) => ({
  start: nameEnd + 1,
  end: endOfBareValue(text, nameEnd + 1, Math.min(text.length, nameEnd + 1 + LONGEST), percentEncoded),
});

describe('a bare value', () => {
  it('ends at a space of any width, and at a sign that parts fields', () => {
    const lines = [' ', '\t', '\n', '\u00a0', '\u2003', '\u3000', '"', "'", '`', '<', '>', '&', ';', '{', '}', '|'];
    expectExtents(
      lines.map((sign) => `«pw»=⟦hunter2⟧${sign}x`),
      valueIn(false),
    );
    expectExtents(
      ['«pw»=⟦hünter2\u0085\u20ac⟧ x', '«pw»=⟦hunter2\u007f\u0080x⟧', '«pw»=⟦a%b=c:d/e⟧ x'],
      valueIn(false),
    );
  });

  it('ends at a backslash only where it escapes what ends a value', () => {
    const lines = ['\\n', '\\r', '\\t', '\\"', "\\'", '\\\\'].map((sign) => `«pw»=⟦hunter2⟧${sign}x`);
    expectExtents(
      [...lines, '«pw»=⟦hunter2\\x⟧ y', '«pw»=⟦x9,nope⟧ y', '«pw»=⟦x9)rest⟧ y', '«pw»=⟦hunter2%nx⟧'],
      valueIn(false),
    );
  });

  it('ends at an encoded sign only where all is encoded', () => {
    const signs = ['%26', '%22', '%20', '%0A', '%0a', '%0D', '%0d', '%2526', '%252522'];
    expectExtents(
      [...signs.map((sign) => `«pw»=⟦hunter2⟧${sign}x`), '«pw»=⟦hunter2%41x⟧', '«pw»=⟦x%2⟧%26'],
      valueIn(true),
    );
    expectExtents(
      signs.map((sign) => `«pw»=⟦hunter2${sign}x⟧ y`),
      valueIn(false),
    );
  });

  it('ends at a bracket or a comma that a field or nothing follows', () => {
    const lines = [
      '«pw»=⟦hunter2⟧, user=jo',
      '«pw»=⟦hunter2⟧) x',
      '«pw»=⟦hunter2⟧] x',
      '«pw»=⟦hunter2⟧,',
      '«pw»=⟦hunter2⟧,user=jo',
    ]
      .concat([
        '«pw»=⟦hunter2⟧,user:jo',
        '«pw»=⟦hunter2,x⟧',
        '«pw»=⟦hunter2,x⟧ y',
        '«pw»=⟦hunter2)x⟧] y',
        '«pw»=⟦hunter2,x⟧, y',
      ])
      .concat([
        `«pw»=⟦hunter2,${'x'.repeat(32)}⟧ y`,
        `«pw»=⟦hunter2⟧,${'x'.repeat(33)} y`,
        '«pw»=⟦hunter2⟧,"x"',
        '«pw»=⟦x9⟧,}x',
      ]);
    expectExtents(lines, valueIn(false));
  });

  it('leaves the end of a sentence outside, and begins behind the scheme of a hashed one', () => {
    const lines = [
      '«pw»=⟦hunter2⟧.',
      '«pw»=⟦hunter2⟧? x',
      '«pw»=⟦hunter2.x⟧',
      '«pw»=⟦hunter2⟧: x',
      '«pw»=⟦hunter2⟧!\tx',
      '«pw»=⟦hunter2.⟧;x',
    ]
      .concat([
        '«pw»=⟦{SSHA}a1b2⟧ x',
        '«pw»=⟦{bcrypt}$2a$10$x⟧;',
        '«pw»=⟦⟧{SSHA} x',
        '«pw»=⟦⟧{1SHA}x',
        `«pw»=⟦{${'S'.repeat(20)}}x⟧ y`,
      ])
      .concat([`«pw»=⟦⟧{${'S'.repeat(21)}}x y`, '«pw»=⟦⟧{S}x y', '«pw»=⟦{PBKDF2-SHA_1}x⟧ y']);
    expectExtents(lines, valueIn(false));
  });
});

/** The value, what goes on behind it, and what no longer belongs to it. */
type Parts = readonly [value: string, more: string, rest: string];
const goesOn = ([value, more, rest]: Parts) =>
  endOfParts(`x=${value}${more}${rest}`, 2, 2 + value.length, 2 + value.length + more.length + rest.length);

function expectParts(rows: readonly Parts[]): void {
  expect(rows.map((row) => [...row, goesOn(row)])).toEqual(
    rows.map((row) => [...row, 2 + row[0].length + row[1].length]),
  );
}

describe('behind a sign that elsewhere ends it a value', () => {
  it('goes on in parts that have a digit and a letter', () => {
    const signs = ['&', ';', '|', '{', '}', '>'];
    expectParts([
      ...signs.map((sign): Parts => ['hunter2', `${sign}9xQ7`, ' z']),
      ['hunter2', '|9xQ7;a1b2', '&x'],
      ['hunter2', `|${'9x'.repeat(32)}`, ''],
      ['hunter2', '', `|${'9x'.repeat(32)}9`],
      ['hunter2', '', '|9x'],
      ['hunter2', '', '|9xQ=7'],
      ['hunter2', '', '|abcd'],
      ['hunter2', '', '|1234'],
      ['hunter2', '', '|9xQ7=x'],
      ['***', '', '|9xQ7'],
      ['string', ';abc9', '|null'],
    ]);
  });

  it('goes on in the time and the signature of a cookie', () => {
    const signature = 'Zm9vYmFyYmF6cXV4Zm9v';
    expectParts([
      ['a'.repeat(16), `|1796016000|${signature}`, ''],
      ['a'.repeat(17), `|1796016000|${signature}==`, ' x'],
      ['a'.repeat(16), `|1796016000|${'+/-_'.repeat(32)}=`, ';x'],
      ['a'.repeat(15), '', `|1796016000|${signature}`],
      ['a'.repeat(16), '', `|179601600|${signature}`],
      ['a'.repeat(16), '', `|1796016000|${signature.slice(1)}`],
      ['a'.repeat(16), '', `|1796016000|${signature}===`],
      ['a'.repeat(16), '', '|1796016000'],
      ['a'.repeat(16), '', `;1796016000|${signature}`],
      ['a'.repeat(16), '|9xQ7', ' x'],
    ]);
  });

  it('goes on behind the name of a type in a word that says nothing of one', () => {
    expectParts([
      ['string', '|hunter', ''],
      ['[string', '|null|hunter', ' x'],
      ['(string', '|null|hunter', ''],
      ['List[string', '|null|hunter', ''],
      ['string', '', '|null'],
      ['string', '', '|null|int64'],
      ['string', '', '|null&abcd'],
      ['string', '', '|expired'],
      ['string', '|xemail', ''],
      ['string', '|emailx', ''],
      ['string', '|ipv9', ''],
      ['string', '|trimming', ''],
      ['hunters', '', '|required'],
    ]);
  });

  it('does not go on in what a validator asks of it', () => {
    const rules = 'accepted alpha alpha_num alpha_dash ascii bail before between date date_format digits digits_between'
      .concat(
        ' exclude exclude_if gte ipv4 ipv6 lte max maxlength min minlength missing missing_if present present_with',
      )
      .concat(' prohibit prohibited required required_if trim trimmed write_only email REQUIRED nullable size');
    expectParts(rules.split(' ').map((rule): Parts => ['string', '', `|${rule}`]));
  });
});
