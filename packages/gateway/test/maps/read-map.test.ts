import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { MapError, readMap } from '../../src/maps/index.js';

interface Draft {
  [name: string]: unknown;
}

const RULE: Draft = {
  name: 'refused',
  source: 'manual',
  pattern: '^no (?P<user>[^ ]+)$',
  event: 'security.authn.login.failure',
  constant: { 'security.auth.method': 'password', 'security.reason': 'wrong_password' },
  field: { 'audit.actor.id': 'user' },
};
const MAP: Draft = {
  map: 'vpn',
  title: 'a VPN',
  sources: { manual: 'https://vpn.example/log' },
  recognise: [{ program: ['vpn'] }],
  read: 'text',
  rules: [RULE],
};

const withRule = (change: Draft): Draft => ({ ...MAP, rules: [{ ...RULE, ...change }] });
const refusal = (map: unknown): string => {
  try {
    readMap(typeof map === 'string' ? map : stringify(map, { aliasDuplicateObjects: false }));
  } catch (error) {
    expect(error).toBeInstanceOf(MapError);
    expect((error as MapError).code).toBe('ERR_MAP');
    return (error as MapError).message;
  }
  return 'accepted';
};

describe('a map', () => {
  it('that is right is accepted, in YAML and in JSON', () => {
    expect(refusal(MAP)).toBe('accepted');
    expect(refusal(JSON.stringify(MAP))).toBe('accepted');
  });

  it.each<[string, unknown, RegExp]>([
    ['a misspelt part', { ...MAP, recognize: [] }, /Map vpn: "recognize" is not known; did you mean recognise\?/],
    [
      'a misspelt event',
      withRule({ event: 'security.authn.login.failed' }),
      /did you mean security\.authn\.login\.failure\?/,
    ],
    ['a misspelt attribute', withRule({ field: { 'audit.actor.ids': 'user' } }), /did you mean audit\.actor\.id\?/],
    ['an attribute of nobody', withRule({ constant: { colour: 'red' } }), /"colour" is not known/],
    [
      'an attribute that the seal sets',
      withRule({ field: { 'audit.record.id': 'user' } }),
      /audit\.record\.id is set by Otelseal itself/,
    ],
    [
      'a value outside a closed list',
      withRule({ constant: { 'audit.actor.type': 'robot' } }),
      /"robot" is no value of audit\.actor\.type/,
    ],
    ['a text for a number', withRule({ constant: { 'client.port': 'many' } }), /"many" is no value of client\.port/],
    [
      'a field that no pattern gives',
      withRule({ field: { 'audit.actor.id': 'name' } }),
      /no pattern gives the field "name"; fields are user, message/,
    ],
    [
      'what the event needs left out',
      withRule({ constant: { 'security.auth.method': 'password' } }),
      /also needs security\.reason/,
    ],
    ['neither event nor nothing', withRule({ event: undefined }), /say either the event/],
    ['a source of nobody', withRule({ source: 'manuel' }), /did you mean manual\?/],
    ['a pattern without its end', withRule({ pattern: '^no (?P<user>.*)' }), /must begin with \^ and end with \$/],
    [
      'a pattern without its beginning',
      withRule({ pattern: 'no (?P<user>.*)$' }),
      /must begin with \^ and end with \$/,
    ],
    ['a pattern that looks back', withRule({ pattern: '^(?P<user>a)\\1$' }), /not valid RE2 syntax/],
    ['a pattern that looks ahead', withRule({ pattern: '^(?=a)(?P<user>a)$' }), /not valid RE2 syntax/],
    [
      'a pattern of ten times the length',
      withRule({ pattern: `^(?P<user>${'a'.repeat(20_000)})$` }),
      /at most 2000 characters/,
    ],
    ['a test of nobody', withRule({ where: { message: { begins_with: 'a' } } }), /"begins_with" is not known/],
    ['nothing to go by', { ...MAP, recognise: [{}] }, /names nothing to go by/],
    ['no way to recognise it', { ...MAP, recognise: [] }, /at least one way/],
    ['a name of nobody', { ...MAP, map: '../vpn' }, /lower-case letters/],
    ['a way of reading of nobody', { ...MAP, read: 'xml' }, /read is one of text, json, either/],
    [
      'ten times the rules',
      JSON.stringify({ ...MAP, rules: Array.from({ length: 1_280 }, () => ({ name: 'a', nothing: 'b' })) }),
      /1 to 128/,
    ],
    [
      'a path that is none',
      { ...MAP, read: 'json', rules: [{ ...RULE, pattern: undefined, field: { 'audit.actor.id': 'a..b' } }] },
      /is no path/,
    ],
    ['no map at all', '[1, 2]', /A map is a YAML document/],
    ['no YAML', 'map: [', /not valid YAML/],
    ['aliases that multiply', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', /alias/],
    ['brackets that stay open', `map: ${'['.repeat(20_000)}`, /nests too deep/],
    ['ten times the length', `# ${'x'.repeat(2_621_440)}`, /at most 262144 characters/],
    [
      'a sample that it reads otherwise',
      { ...MAP, samples: [{ body: 'no alice', rule: 'refused', event: 'security.authn.login.success' }] },
      /samples\[0\] is read as security\.authn\.login\.failure, by refused/,
    ],
  ])('with %s is refused with the reason', (_what, map, reason) => {
    expect(refusal(map)).toMatch(reason);
  });
});
