import { describe, expect, it } from 'vitest';
import { entropyOf, isPlaceholder, looksRandom } from '../../../src/sanitize/secrets/randomness.js';
import { startsToken, TokenShape } from '../../../src/sanitize/secrets/token-shape.js';

/** The line with marks around what the shape takes of it at the place of `literal`. */
function marked(shape: string, line: string, literal: string): string {
  const token = new TokenShape(shape).match(line, line.indexOf(literal));
  if (token === undefined) return line;
  return `${line.slice(0, token.start)}⟦${line.slice(token.start, token.end)}⟧${line.slice(token.end)}`;
}

describe('the shape of a token', () => {
  it.each([
    ['ab_<hex 4>', 'x ⟦ab_01fF⟧ y'],
    ['ab_<hex 4>', '⟦ab_01fF⟧g'],
    ['ab_<hex 4>', 'ab_01fF0'],
    ['ab_<hex 4>', 'ab_01f y'],
    ['ab_<hex 4>', 'AB_01fF y'],
    ['ab_<hex 4>', 'xab_01fF'],
    ['ab_<hex 2-4>', '⟦ab_01⟧ y'],
    ['ab_<hex 2-4>', '⟦ab_0123⟧-'],
    ['ab_<hex 2-4>', 'ab_01234'],
    ['ab_<hex 2-4>', 'ab_0 y'],
    ['ab_<hex 2+>', '⟦ab_0123456789⟧g'],
    ['ab_<hex 2+>', `⟦ab_${'f'.repeat(4_096)}⟧ff`],
    ['ab_<digit 2>_<upper 3>', '⟦ab_12_A1B⟧a'],
    ['ab_<digit 2>_<upper 3>', 'ab_12-A1B'],
    ['ab_<digit 2>_<upper 3>', 'ab_1_A1B'],
    ['ab_<digit 2><hex 4>', '⟦ab_12345f⟧ y'],
    ['<digit 3-6>-ab_<hex 2+>', '⟦123-ab_ff⟧'],
    ['<digit 3-6>-ab_<hex 2+>', 'x ⟦123456-ab_ff⟧'],
    ['<digit 3-6>-ab_<hex 2+>', 'x 12-ab_ff'],
    ['<digit 3-6>-ab_<hex 2+>', 'x 1234567-ab_ff'],
    ['k-ab_<uuid>', '⟦k-ab_0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧.'],
  ])('%s takes of a line: %s', (shape, expected) => {
    const literal = /(?:k-|-)?ab_/i.exec(expected)?.[0] as string;
    expect(marked(shape, expected.replaceAll(/[⟦⟧]/g, ''), literal)).toBe(expected);
  });

  it.each([
    ['abcdefghij_<hex 8>', '⟦abcdefghij_0⟧'],
    ['abcdefghij_<hex 8>', 'abcdefghij_'],
    ['abcdefghij_<hex 8>', 'abcdefghij_0 x'],
    ['ab<hex 10>-tail<hex 2>', '⟦ab0123456789-ta⟧'],
    ['ab<hex 10>-tail<hex 2>', '⟦ab0123456789⟧'],
    ['ab<hex 10>-tail<hex 2>', 'ab0123456789-tx'],
    ['ab<hex 10>-tail<hex 2>', 'ab0123456789-ta x'],
    ['ab<hex 9>-tail<hex 2>', 'ab012345678-ta'],
  ])('%s takes, of a token that the text’s end cuts off, what is left from twelve units on: %s', (shape, expected) => {
    expect(marked(shape, expected.replaceAll(/[⟦⟧]/g, ''), 'ab')).toBe(expected);
  });

  it.each([
    ['alnum', 'azAZ09', '_-./+'],
    ['upper', 'AZ09', 'a_-'],
    ['lower', 'az09', 'A_-'],
    ['digit', '09', 'aA_'],
    ['hex', 'afAF09', 'gG_'],
    ['word', 'azAZ09_', '-.+'],
    ['url', 'azAZ09_-', '.+/'],
    ['base64', 'azAZ09+/=_-', '.~!'],
    ['dotted', 'azAZ09_.-', '+/='],
    ['crypt', 'azAZ09./', '_-+'],
    ['any', '!#$%()*+-./09:=?@AZ[\\]^_az{|}~', ' "&\',;<>`é'],
  ])('of the class %s takes its members only', (name, members, others) => {
    const shape = `ab:<${name} 1+>`;
    expect(marked(shape, `ab:${members}`, 'ab:')).toBe(`⟦ab:${members}⟧`);
    for (const other of others)
      expect(marked(shape, `ab:0${other}0`, 'ab:')).toBe(/\d/.test(members) ? `⟦ab:0⟧${other}0` : `ab:0${other}0`);
  });

  it('is looked for by its first literal, digits as #', () => {
    expect(new TokenShape('Ab1_<hex 2>').keyword).toBe('ab#_');
    expect(new TokenShape('<hex 2>-A9<hex 2>').keyword).toBe('-a#');
    expect(() => new TokenShape('<hex 2>')).toThrow(/has no literal/);
    expect(() => new TokenShape('ab<hexx 2>')).toThrow(/Unknown character class hexx/);
  });
});

describe('a token begins', () => {
  it.each(['', ' ', '"', '=', '\\n', 'x\\r', '\\t', '%3D', 'x%2f', '\\u0022', 'x\\u003D'])('behind %j', (before) =>
    expect(startsToken(`${before}k`, before.length)).toBe(true),
  );

  it.each(['x', '_', '-', '9', '\\b', '%3', '%3G', 'x3D', '\\u00', '\\u00zz', 'u0022'])('not behind %j', (before) =>
    expect(startsToken(`${before}k`, before.length)).toBe(false),
  );
});

describe('randomness', () => {
  it('is the entropy of the first 256 units, in bits', () => {
    expect(['', 'aaaa', 'ab', 'abcd', 'aab'.repeat(4)].map((text) => entropyOf(text).toFixed(3))).toEqual([
      '0.000',
      '0.000',
      '1.000',
      '2.000',
      '0.918',
    ]);
    expect(entropyOf(`${'a'.repeat(256)}bcd`)).toBeCloseTo(0);
    expect(entropyOf(`${'a'.repeat(255)}b`)).toBeGreaterThan(0);
  });

  it('is that of sixteen letters and digits that are no words', () => {
    for (const text of ['a1b2c3d4e5f6g7h8', 'Zk3vQ9xT7mLp2RwB']) expect(looksRandom(text)).toBe(true);
    for (const text of ['a1b2c3d4e5f6g7h', 'abcdefghijklmnop', '1234567890123456-', 'aaaaaaaaaaaaaaa1'])
      expect(looksRandom(text)).toBe(false);
  });

  it('is none in what stands for a value', () => {
    for (const text of ['axxxxxx', 'XXXXXXb', 'a***', 'a...b', '0'.repeat(12), 'your_key', 'my-YOUR-key', 'EXAMPLE'])
      expect(isPlaceholder(text)).toBe(true);
    for (const text of ['a_placeholder', 'REDACTED-x', 'x-masked']) expect(isPlaceholder(text)).toBe(true);
    for (const text of ['xxxxx', '**', '..', '0'.repeat(11), 'yours_x', 'xyour_key', 'examples', 'xXxXxX'])
      expect(isPlaceholder(text)).toBe(false);
    expect(isPlaceholder(`${'a'.repeat(256)}xxxxxx`)).toBe(false);
  });
});
