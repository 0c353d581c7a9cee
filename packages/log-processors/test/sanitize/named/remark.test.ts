import { describe, expect, it } from 'vitest';
import {
  isRemark,
  isRemarkOfScript,
  isValidatorMessage,
  isVerdict,
  standsAlone,
} from '../../../src/sanitize/named/remark.js';

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

describe('a verdict on a secret', () => {
  it('is a word of its own, with one sign behind it', () => {
    const verdicts = [
      'missing',
      'Missing',
      'mismatch',
      'mismatched',
      'expired.',
      'invalid,',
      'failed;',
      'wrong:',
      'is',
    ];
    expect(verdicts.filter((word) => !isVerdict(word))).toEqual([]);
    expect(['xmissing', 'missingx', 'missing..', 'mismatching', 'hunter2'].filter(isVerdict)).toEqual([]);
  });
});

describe('what is nearly the message of a validator', () => {
  it('has two words, none of which begins a judgement, or goes on behind it', () => {
    const others = [
      'field required',
      'cannot match',
      'value too short for this field',
      'this string was wrong somehow',
    ];
    expect(others.filter(isValidatorMessage)).toEqual([]);
    const messages = ['value not valid here', 'value not a valid string', 'value not an strong string', 'is invalid'];
    expect([...messages, 'not valid', 'value is too short'].filter((message) => !isValidatorMessage(message))).toEqual(
      [],
    );
  });
});

it('a participle of a program that is installed says what became of it', () => {
  const words = ['upgraded', 'downgraded', 'reinstalled', 'uninstalled'];
  expect(words.filter((word) => standsAlone(word, word.length, word))).toEqual([]);
  const others = ['outupgraded', 'upgradedly', 'preinstalledx', 'graded', 'installed'];
  expect(others.filter((word) => !standsAlone(word, word.length, word))).toEqual([]);
});

it('behind a name of another script a word of it is a remark', () => {
  expect(isRemarkOfScript('пароль', 'неверный')).toBe(true);
  expect(isRemarkOfScript('密码', '错误')).toBe(true);
  expect(isRemarkOfScript('password', 'неверный')).toBe(false);
  expect(isRemarkOfScript('пароль', 'wrong')).toBe(false);
  expect(isRemarkOfScript('пароль', 'неверный1')).toBe(false);
  expect(isRemarkOfScript('пароль', 'неверныйx')).toBe(false);
});
