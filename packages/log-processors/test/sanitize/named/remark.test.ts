import { describe, expect, it } from 'vitest';
import { isRemark, isValidatorMessage, standsAlone } from '../../../src/sanitize/named/remark.js';

describe('a remark about a secret', () => {
  it('is one of the words that are made, in any case, with signs behind it', () => {
    const remarks = ['expired', 'Expired', 'EXPIRED', 'expired!', 'expired...', 'ungültig', 'Ungültig.', 'expiré'];
    expect(remarks.filter((word) => !isRemark(word))).toEqual([]);
    const others = ['expiredly', 'xexpired', '!expired', 'expired!x', 'expired now', 'hunter'];
    expect(others.filter((word) => isRemark(word))).toEqual([]);
  });
});

describe('the message of a validator', () => {
  it('judges or demands', () => {
    const messages = [
      'is an invalid value',
      'is a wrong value',
      'is invalid here',
      'must not be blank',
      "value mustn't be blank",
    ]
      .concat([
        'value mustn’t be blank',
        'cannot be blank',
        "can't be blank",
        'does not match the confirmation, invalid',
      ])
      .concat([
        'value doesn’t match: invalid',
        "value doesn't match the valid one",
        'should be numeric now',
        'not a valid value',
      ])
      .concat(['is not an valid value', 'must contain one digit', 'must contain two digits', 'must contain one letter'])
      .concat([
        'must contain one character',
        'at least 8 characters',
        'field required: not blank',
        'has to be a string',
      ])
      .concat(['your value is too short', 'please enter a valid string', 'ensure this field is valid']);
    expect(messages.filter((message) => !isValidatorMessage(message))).toEqual([]);
  });

  it('is neither a phrase, nor long, nor has it words with digits', () => {
    const others = ['horse must be required', 'this long road of letters', 'must be', 'invalid'].concat([
      'this field is required, hunter2x',
      `this field is required${' now'.repeat(50)}`,
    ]);
    expect(others.filter((message) => isValidatorMessage(message))).toEqual([]);
    expect(isValidatorMessage('this field is required'.padEnd(200, '.'))).toBe(true);
    expect(isValidatorMessage('this field is required'.padEnd(201, '.'))).toBe(false);
  });
});

describe('a value in a sentence', () => {
  const alone = (value: string, behind: string) => standsAlone(value + behind, value.length, value);

  it('counts at the end of its part, or if it is no word', () => {
    for (const behind of ['', '.', '!', '  ', '. ', ',', ' ;', ')', '}', ']', '|', '\t\n', '\r']) {
      expect([behind, alone('swordfish', behind)]).toEqual([behind, true]);
    }
    for (const value of ['sword9', 'sword$fish', 'swordFish', '1234']) expect(alone(value, ' is')).toBe(true);
  });

  it('does not count before another word, as a count, or as a remark', () => {
    for (const behind of [' is', '?', 'x', '. is'])
      expect([behind, alone('swordfish', behind)]).toEqual([behind, false]);
    for (const value of ['123', '+12', '-1', 'expired', 'SWORDFISH', "sword'fish", 'sword-fish']) {
      expect([value, alone(value, ' is')]).toEqual([value, false]);
    }
  });
});
