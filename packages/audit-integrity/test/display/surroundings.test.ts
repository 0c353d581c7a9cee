import { describe, expect, it } from 'vitest';
import { changed, setAttribute, verdictOf } from '../judged.js';
import { at, open, stored } from '../sealed-streams.js';

function sealedWith(attributes: Record<string, unknown>) {
  const sealer = open();
  return stored([
    sealer.open,
    sealer.seal({ attributes }, at(1)),
    sealer.close({ reason: 'x' }, at(2)),
    sealer.checkpoint(),
  ]);
}

describe('an attribute of the resource', () => {
  const records = sealedWith({
    'geo.country.iso_code': 'DE',
    'host.name': 'db-1',
    'user.id': 'u1',
    deep: { a: [1, { b: true }], c: 0.5 },
  });

  const withResource = (key: string, value: string) =>
    changed(records, 1, (record) => {
      record.resource = [
        { key: 'service.name', value: { stringValue: 'shop' } },
        { key: 'service.instance.id', value: { stringValue: 'shop-1' } },
        { key, value: { stringValue: value } },
      ];
    });

  it('may repeat a signed one, but not contradict it', () => {
    expect(verdictOf(withResource('geo.country.iso_code', 'DE'))).toEqual(['INTACT']);
    expect(verdictOf(withResource('geo.country.iso_code', 'FR'))).toEqual(['DISPLAY_MISMATCH #2 geo.country.iso_code']);
  });

  it('that collectors give meets none: what the record says of its own was renamed', () => {
    expect(verdictOf(withResource('host.name', 'db-2'))).toEqual(['INTACT']);
    expect(verdictOf(withResource('renamed.0.host.name', 'db-2'))).toEqual(['DISPLAY_MISMATCH #2 renamed.0.host.name']);
  });

  it.each([
    ['twice', [{ key: 'service.name', value: { stringValue: 'shop' } }]],
    ['as a number', []],
  ])('that names the service %s is a contradiction', (_, more) => {
    const edited = changed(sealedWith({ 'user.id': 'u1' }), 1, (record) => {
      const [first, ...others] = record.resource;
      record.resource =
        more.length > 0 ? [...more, ...record.resource] : [{ ...first, value: { intValue: '5' } }, ...others];
    });
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #2 service.name']);
  });
});

describe('who speaks', () => {
  const records = sealedWith({ 'user.id': 'u1', 'app.b': { b: 'x' } });

  it.each([['service.name'], ['service.namespace'], ['service.instance.id']])('is not told by a scope: %s', (key) => {
    const edited = changed(records, 1, (record) => {
      record.scope = [{ key, value: { stringValue: 'shop' } }];
    });
    expect(verdictOf(edited)).toEqual([`DISPLAY_MISMATCH #2 ${key}`]);
  });

  it.each([[{}], [null], [{ arrayValue: 5 }], [{ stringValue: 'shop', intValue: '1' }], [{ stringValue: '\ud800' }]])(
    'is not told by what is no text: %j',
    (value) => {
      const edited = changed(records, 1, (record) => {
        record.resource = record.resource.map((attribute) =>
          attribute.key === 'service.name' ? { key: 'service.name', value: value as never } : attribute,
        );
      });
      expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #2 service.name']);
    },
  );

  it('is not what a map of the resource shows in the place of a signed one, equal as a whole', () => {
    const member = { key: 'b', value: { stringValue: 'x' } };
    const edited = changed(records, 1, (record) => {
      record.resource.push({ key: 'app', value: { kvlistValue: { values: [member] } } });
    });
    expect(verdictOf(edited)).toEqual(['DISPLAY_MISMATCH #2 app.b']);
  });
});

describe('a nested value', () => {
  const records = sealedWith({
    deep: { a: [1, { b: true }], c: 0.5, '': 'x' },
    list: Array.from({ length: 12 }, (_, n) => n),
    bytes: new Uint8Array([1, 2]),
  });
  const deep = (members: unknown) => ({ kvlistValue: { values: members } });
  const a = {
    key: 'a',
    value: {
      arrayValue: {
        values: [{ intValue: '1' }, { kvlistValue: { values: [{ key: 'b', value: { boolValue: true } }] } }],
      },
    },
  };
  const c = { key: 'c', value: { doubleValue: 0.5 } };
  const x = { key: 'renamed.0.', value: { stringValue: 'x' } };

  it.each([
    ['as it was', [a, c, x]],
    ['in another order', [x, c, a]],
  ])('shown %s is intact', (_, members) => {
    expect(verdictOf(changed(records, 1, (record) => setAttribute(record, 'deep', deep(members))))).toEqual(['INTACT']);
  });

  it.each([
    ['without a member', deep([a, c])],
    ['with a member more', deep([a, c, x, { key: 'd', value: { stringValue: '' } }])],
    ['with a member twice', deep([a, c, c])],
    ['with another member', deep([a, c, { ...x, key: 'y' }])],
    ['with another value inside', deep([a, { ...c, value: { doubleValue: 0.25 } }, x])],
    ['with another type inside', deep([a, { ...c, value: { stringValue: '0.5' } }, x])],
    ['as a list', { arrayValue: { values: [a.value, c.value, x.value] } }],
    ['as list and map', { kvlistValue: { values: [a, c, x] }, arrayValue: {} }],
    ['with a shorter list', deep([{ ...a, value: { arrayValue: { values: [{ intValue: '1' }] } } }, c, x])],
    ['with members that are none', deep([a, c, null])],
    ['as nothing', {}],
    ['as text', { stringValue: '{"a":1}' }],
  ])('shown %s is not', (_, value) => {
    expect(verdictOf(changed(records, 1, (record) => setAttribute(record, 'deep', value)))).toEqual([
      'DISPLAY_MISMATCH #2 deep',
    ]);
  });

  it.each([
    ['list', { arrayValue: { values: Array.from({ length: 12 }, (_, n) => ({ intValue: String(11 - n) })) } }],
    ['bytes', { bytesValue: 'AQI' }],
    ['bytes', { stringValue: 'AQI=' }],
  ])('%s shown otherwise is not', (name, value) => {
    expect(verdictOf(changed(records, 1, (record) => setAttribute(record, name, value)))).toEqual([
      `DISPLAY_MISMATCH #2 ${name}`,
    ]);
  });
});

describe("an attribute of the seal's", () => {
  const sealer = open();
  const records = stored([
    sealer.open,
    sealer.seal({ eventName: 'security.x', attributes: { 'user.id': 'u1' } }, at(1)),
    sealer.close({ reason: 'x' }, at(2)),
    sealer.checkpoint(),
  ]);

  it.each(['audit.sequence.number', 'audit.sequence.stream_id', 'audit.time', 'event.name'])(
    'is the one of its name, wherever another of its value stands: %s',
    (name) => {
      const renamed = changed(records, 1, ({ logRecord }) => {
        const attribute = logRecord.attributes?.find(({ key }) => key === name);
        if (attribute !== undefined) attribute.key = 'app.other';
      });
      expect(verdictOf(renamed)).toEqual([`DISPLAY_MISMATCH #2 ${name}`]);
    },
  );
});
