import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkSanitizeConfiguration, createSanitizer, SanitizeError } from '../../src/index.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('a configuration that was read from a file', () => {
  it('is given back as options that a sanitizer takes', () => {
    const data = parse(`
preset: strict
dryRun: false
personal: { email: mask }
pseudonym: { keyId: k1, key: ${KEY} }
profiles: [csv]
bounds: { maxDepth: 4 }
rules: { user.name: mask, 'orders[*].note': drop }
keys: { '*phone*': pseudonym }
values: [{ name: employee, pattern: 'EMP-\\d{6}' }]
allow: { paths: [build.id], keys: [csrf_mode], values: ['test-\\w+'] }
`);
    const sanitizer = createSanitizer(checkSanitizeConfiguration(data));
    expect(sanitizer.sanitizeText('by EMP-123456')).toBe('by [REDACTED:employee]');
  });

  it('may be empty', () => {
    expect(checkSanitizeConfiguration({})).toEqual({});
  });

  it.each<[what: string, data: unknown]>([
    ['The configuration is undefined; it must be a mapping.', undefined],
    ['The configuration is null; it must be a mapping.', null],
    ['The configuration is a list; it must be a mapping.', []],
    [
      'There is no setting preser; there are preset, dryRun, personal, pseudonym, profiles, bounds, rules, keys, values, allow.',
      { preser: 'strict' },
    ],
    ['There is no setting telemetry;', { telemetry: {} }],
    ['There is no setting constructor;', { constructor: {} }],
    ['There is no setting pseudonym.period; there are pseudonym.keyId, pseudonym.key.', { pseudonym: { period: 'x' } }],
    ['preset is "loose"; allowed are strict, balanced, developer.', { preset: 'loose' }],
    ['preset is null; it must be a text.', { preset: null }],
    ['dryRun is a text; it must be true or false.', { dryRun: 'yes' }],
    ['rules is a list; it must be a mapping.', { rules: ['user.name'] }],
    ['rules["user.name"] has the action "hide"', { rules: { 'user.name': 'hide' } }],
    ['The path "a[" is malformed', { rules: { 'a[': 'mask' } }],
    ['keys["*phone*"] has the action null', { keys: { '*phone*': null } }],
    ['The key pattern "a**b"', { keys: { 'a**b': 'mask' } }],
    [
      'values[1].name must be',
      {
        values: [
          { name: 'ok', pattern: 'x' },
          { name: 'Not Ok', pattern: 'x' },
        ],
      },
    ],
    ['values[0].name must be', { values: [null] }],
    ['values[0] (bad)', { values: [{ name: 'bad', pattern: '(' }] }],
    ['values[0] (bad) has the action "hide"', { values: [{ name: 'bad', pattern: 'x', action: 'hide' }] }],
    ['allow.values[0]', { allow: { values: ['('] } }],
    ['allow.paths[0] is 7; it must be a text.', { allow: { paths: [7] } }],
    ['allow.keys[1] is 7; it must be a text.', { allow: { keys: ['a', 7] } }],
    ['allow.keys is a text; it must be a list.', { allow: { keys: 'a' } }],
    ['profiles[0] is a mapping; it must be a text.', { profiles: [{}] }],
    ['profiles is "xml"', { profiles: ['xml'] }],
    ['personal is "shoe"', { personal: { shoe: 'mask' } }],
    ['bounds.maxDepth is 0', { bounds: { maxDepth: 0 } }],
    ['pseudonym.key must be a secret of at least 32 bytes', { pseudonym: { keyId: 'k1', key: 'c2hvcnQ=' } }],
    ['pseudonym.keyId must be 1 to 16', { pseudonym: { key: KEY } }],
  ])('is refused with its reason: %s', (message, data) => {
    expect(() => checkSanitizeConfiguration(data)).toThrow(SanitizeError);
    expect(() => checkSanitizeConfiguration(data)).toThrow(message);
  });

  it('does not show a value that stands in the wrong place', () => {
    expect(() => checkSanitizeConfiguration({ pseudonym: KEY })).toThrow('pseudonym is a text; it must be a mapping.');
  });
});
