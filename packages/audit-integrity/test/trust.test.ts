import { describe, expect, it } from 'vitest';
import { parseTrust } from '../src/index.js';
import { keyOf, ROOT, vkeyOf } from './sealed-streams.js';

const ENTRY = { vkey: vkeyOf(ROOT), organisation: 'acme', tenant: 'default', environment: 'any', services: ['*'] };
const file = (root: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ version: 1, roots: [{ ...ENTRY, ...root }], ...more });

describe('a trust file', () => {
  it('is read with its defaults', () => {
    expect(parseTrust(file())).toMatchObject({
      roots: [
        {
          ...{
            organisation: 'acme',
            tenant: 'default',
            environment: 'any',
            services: ['*'],
            purpose: ['seal'],
            custody: 'local',
          },
          ...{ notBefore: undefined, notAfter: undefined, compromisedAfter: undefined, key: { name: 'root-1' } },
        },
      ],
      witnesses: [],
      expectedServices: [],
    });
  });

  it('is read with everything it may have', () => {
    const times = {
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2027-01-01T00:00:00+01:00',
      compromisedAfter: '2026-06-01T00:00:00.5Z',
    };
    const trust = parseTrust(
      file({ ...times, purpose: ['seal', 'redact'], custody: 'remote' }, { expectedServices: ['shop'] }),
    );
    expect(trust).toMatchObject({
      roots: [
        {
          notBefore: 1_767_225_600,
          notAfter: 1_798_758_000,
          compromisedAfter: 1_780_272_000,
          purpose: ['seal', 'redact'],
          custody: 'remote',
        },
      ],
      witnesses: [],
      expectedServices: ['shop'],
    });
  });

  it.each([
    ['no JSON', '{', 'The trust file is not JSON.'],
    ['a list', '[]', 'the trust file must be an object; found "[]".'],
    ['another version', file({}, { version: 2 }), 'version must be 1; found "2".'],
    [
      'an unknown member',
      file({}, { rootz: [] }),
      'the trust file may have version, roots, witnesses, expectedServices; found "rootz".',
    ],
    [
      'a member that would reach a prototype',
      `{"version":1,"__proto__":{},"roots":[]}`,
      'the trust file may have version, roots, witnesses, expectedServices; found "__proto__".',
    ],
    ['no roots', '{"version":1}', 'the trust file.roots must be a list; found nothing.'],
    ['an empty list of roots', '{"version":1,"roots":[]}', 'roots must have at least one entry; found "[]".'],
    ['a root that is none', '{"version":1,"roots":[5]}', 'roots[0] must be an object; found "5".'],
    [
      'an unknown member of a root',
      file({ service: 'x' }),
      'roots[0] may have vkey, organisation, tenant, environment, services, notBefore, notAfter, compromisedAfter, purpose, custody; found "service".',
    ],
    ['a root without tenant', file({ tenant: undefined }), 'roots[0].tenant must be a text; found nothing.'],
    ['an empty environment', file({ environment: '' }), 'roots[0].environment must be a text; found "".'],
    ['services that are no list', file({ services: '*' }), 'roots[0].services must be a list; found "*".'],
    ['a service that is no text', file({ services: ['a', 5] }), 'roots[0].services[1] must be a text; found "5".'],
    [
      'a time without a zone',
      file({ notAfter: '2026-01-01T00:00:00' }),
      'roots[0].notAfter must be a time such as 2026-11-23T10:00:00Z; found "2026-01-01T00:00:00".',
    ],
    ['an unknown purpose', file({ purpose: ['rule'] }), 'roots[0].purpose may hold "seal" and "redact"; found "rule".'],
    ['an unknown custody', file({ custody: 'cloud' }), 'roots[0].custody must be "local" or "remote"; found "cloud".'],
    [
      'a vkey that does not fit its name',
      file({ vkey: vkeyOf(ROOT).replace('root-1', 'root-9') }),
      /^roots\[0\]\.vkey: The key "root-9" is refused: its key id is /,
    ],
    [
      'more entries than anyone needs',
      file({ services: Array.from({ length: 1_001 }, () => 'a') }),
      'roots[0].services may have 1000 entries; found "1001".',
    ],
  ])('with %s is refused, saying what is wrong and where', (_, json, message) => {
    const refusal = expect.objectContaining({
      name: 'IntegrityError',
      code: 'ERR_TRUST',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(() => parseTrust(json)).toThrow(refusal);
  });

  it("shows nothing of a stranger's text that could move a cursor", () => {
    expect(() => parseTrust(file({ custody: '\u001b[31m' }))).toThrow('found "\\u001b[31m"');
  });

  it('may have many roots', () => {
    const roots = [keyOf('a'), keyOf('b')].map((key) => ({ ...ENTRY, vkey: vkeyOf(key) }));
    expect(parseTrust(JSON.stringify({ version: 1, roots })).roots.map(({ key }) => key.name)).toEqual(['a', 'b']);
  });
});
