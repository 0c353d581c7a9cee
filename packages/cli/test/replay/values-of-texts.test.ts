import { describe, expect, it } from 'vitest';

import { valuesOfTexts } from '../../src/replay/values-of-texts.js';

const read = (name: string, text: unknown) => valuesOfTexts({ [name]: text })[name];

describe('a text that stands for a value of the vocabulary', () => {
  it.each([
    ['security.data.count', '500', 500],
    ['security.data.count', '0', 0],
    ['security.data.count', '-5', -5],
    ['security.auth.mfa', 'true', true],
    ['security.auth.mfa', 'false', false],
    ['security.role.after', '["admin","auditor"]', ['admin', 'auditor']],
    ['security.role.after', '[]', []],
  ])('%s: %s', (name, text, value) => {
    expect(read(name, text)).toEqual(value);
  });

  it.each([
    ...['1e9', '007', '+7', ' 7 ', '0x10', 'NaN', '7.0', '9'.repeat(30), ''].map((text) => [
      'security.data.count',
      text,
    ]),
    ...['yes', 'True', '1'].map((text) => ['security.auth.mfa', text]),
    ...['admin', '["admin"', '["admin",1]', '[["admin"]]', '{"0":"admin"}'].map((text) => [
      'security.role.after',
      text,
    ]),
    ['audit.actor.id', '500'],
    ['client.address', '["192.0.2.7"]'],
    ['app.number', '7'],
    ['__proto__', '7'],
  ] as [string, string][])('%s stays the text %j', (name, text) => {
    expect(read(name, text)).toBe(text);
  });

  it('leaves what is no text', () => {
    expect(read('security.data.count', 7)).toBe(7);
  });
});
