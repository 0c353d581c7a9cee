import { describe, expect, it } from 'vitest';
import { escapedLetter, mayHoldEscapedLetter } from '../../../src/sanitize/detect/escaped-letters.js';

const letterOf = (sign: string) => {
  const letter = escapedLetter(`x${sign}y`, 1);
  return letter === undefined ? undefined : `${String.fromCharCode(letter.unit)} to ${letter.end - 1}`;
};

describe('an escape of a letter', () => {
  it('is read, up to where it ends', () => {
    const escapes = [
      '\\u0077',
      '\\\\\\\\U0077',
      '\\u{77}',
      '\\u{000077}',
      '\\x77',
      '\\\\x2d',
      '%77',
      '%2D',
      '%39',
      '%4a',
      '%5f',
      '%7E',
      '%5a',
    ].concat(['&#x77;', '&#x000077;', '&#119;', '&#000119;', '\\040', '\\077', '\\106', '\\167', '\\176']);
    expect(escapes.map((sign) => [sign, letterOf(sign)])).toEqual(
      [
        'w',
        'w',
        'w',
        'w',
        'w',
        '-',
        'w',
        '-',
        '9',
        'J',
        '_',
        '~',
        'Z',
        'w',
        'w',
        'w',
        'w',
        ' ',
        '?',
        'F',
        'w',
        '~',
      ].map((letter, at) => [escapes[at], `${letter} to ${escapes[at]?.length}`]),
    );
    expect(escapes.filter((sign) => !mayHoldEscapedLetter(sign))).toEqual([]);
  });

  it('is none of a control, of a backslash or of what has another form', () => {
    const others = [
      '\\u001f',
      '\\u005c',
      '\\x1f',
      '\\x87',
      '\\u{7}',
      '\\u{10077}',
      '%26',
      '%3D',
      '%40',
      '%60',
      '%7b',
      '%1f',
      '&#31;',
      '&#9;',
    ].concat(['&#65536;', '&#x5c;', '\\030', '\\048', '\\080', '\\178', '\\177', '\\187', '\\200', '\\177x', 'w']);
    expect(others.map(letterOf)).toEqual(others.map(() => undefined));
    expect([letterOf('&#32;'), letterOf('&#65535;')]).toEqual(['  to 5', '\uffff to 8']);
    const plain = [
      '\\x17',
      '\\x87',
      '\\030',
      '\\048',
      '\\080',
      '\\187',
      '\\108',
      '\\200',
      '%26',
      '%3D',
      '%40',
      '%5b',
      '%9a',
      '%7b',
      '&x',
      '\\w',
    ];
    expect(plain.filter(mayHoldEscapedLetter)).toEqual([]);
  });
});
