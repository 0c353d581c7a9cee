import { describe, expect, it } from 'vitest';
import { elasticsearchHit, lokiEntry } from '../../scripts/store-projections.js';
import { createVerifier, type Verifier } from '../../src/index.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { at, IDENTITY, loginStream, open, trustOf } from '../sealed-streams.js';

type Shown = Record<string, unknown> & {
  structuredMetadata: Record<string, string>;
  labels: Record<string, string>;
  source: Record<string, unknown> & { attributes: Record<string, unknown>; resource: { attributes: object } };
};
type Change = (shown: Shown) => void;

const STORES = {
  loki: {
    show: (record: SealedRecord) => lokiEntry(record, IDENTITY),
    add: (verifier: Verifier, shown: unknown) => verifier.addLoki(shown as never),
  },
  stored: {
    show: (record: SealedRecord) => elasticsearchHit(record, IDENTITY, false),
    add: (verifier: Verifier, shown: unknown) => verifier.addElasticsearch(shown as never),
  },
  synthetic: {
    show: (record: SealedRecord) => elasticsearchHit(record, IDENTITY, true),
    add: (verifier: Verifier, shown: unknown) => verifier.addElasticsearch(shown as never),
  },
} as const;

function streamOf(...inputs: object[]): SealedRecord[] {
  const sealer = open();
  const records = [sealer.open, ...inputs.map((input, n) => sealer.seal(input, at(n * 10 + 10)))];
  records.push(sealer.heartbeat({ pending: 1 }, at(900)), sealer.close({ reason: 'done' }, at(1_000)));
  return [...records, sealer.checkpoint()];
}

function verdictIn(store: keyof typeof STORES, records: readonly SealedRecord[], at_ = -1, change: Change = () => {}) {
  const verifier = createVerifier({ trust: trustOf(), vocabulary: ['url.path'] });
  for (const [index, record] of records.entries()) {
    const shown = structuredClone(STORES[store].show(record)) as unknown as Shown;
    if (index === at_) change(shown);
    STORES[store].add(verifier, shown);
  }
  const { verdict, reason, findings } = verifier.finish();
  if (verdict !== 'NOT INTACT') return [`${verdict} ${reason}`.trim()];
  for (const { detail } of findings) expect(detail).toMatch(/\w \w/); // each says why
  return findings.map((finding) => `${finding.verdict} #${finding.sequence} ${finding.field}`);
}

const ATTRIBUTES = {
  text: 'a b',
  empty: '',
  hostile: '\u202e\u0000"\\\n\u{1f600}\ufffd \u0024{jndi:x} {{ | json }} <b>',
  int: -42,
  large: 2 ** 53 - 1,
  double: 0.12345678901234566,
  yes: true,
  no: false,
  bytes: new Uint8Array([0, 255, 16]),
  'list.of.texts': ['b', 'a', 'b'],
  one: ['x'],
  none: [],
  mixed: ['1', 1, true, 0.5],
  nested: { z: '1', a: 1, deep: { yes: true, list: ['q', 'p'] }, 'strange name!': 'x' },
  nothing: {},
  'user.id': 'u1',
  user: 'whole',
  trace_id: 'spoofed',
  long: 'y'.repeat(30_000),
  'geo.location.lat': 52.5,
  'geo.location.lon': 13.25,
  'client.geo.location.lat': -33.5,
  'client.geo.location.lon': -33.5,
};

/** Nothing says that a name with another below it is no list or map. */
const BELOW = {
  a: ['x', 'y'],
  'a.b': 'z',
  'a.c.d': ['w'],
  none: [],
  'none.b': 'z',
  map: { k: 'v', l: { m: 1 } },
  'map.n': 'z',
  'map.l.o': ['z'],
  empty: {},
  'empty.b': 'z',
  maps: [{ k: 'v' }, { k: 'w' }],
  'maps.k': 'z',
  'maps.l': 'z',
};
const LONG_ABOVE = { long: Array.from({ length: 3_000 }, (_, n) => `item ${n}`), 'long.b': 'z', 'long.c.d': ['z'] };
const OF_THE_SEAL = {
  audit: { payload: 'x', sequence: { number: 5 }, other: 1 },
  event: { name: 'x' },
  trace: { id: 'x' },
  service: { name: 'x' },
};
const MEETING = {
  map: { 'a.b': 1, a: { b: 2 }, 'x.y': 'x', x_y: 'y', 'x-y': 'z', __z__: 1, z_: 2 },
  maps: [{ 'a.b': 1, a: { b: 2 } }],
};

describe.each(['loki', 'stored', 'synthetic'] as const)('what %s shows', (store) => {
  it.each([
    ['logins', loginStream(7)],
    ['all kinds of values', streamOf({ eventName: 'security.x', body: 'text', attributes: ATTRIBUTES })],
    ['a body that is a map', streamOf({ body: { b: 1, a: { c: 'x' } } })],
    ['a body that is a list', streamOf({ body: ['a', 1] })],
    [
      'bodies that are single values',
      streamOf({ body: 5 }, { body: true }, { body: new Uint8Array([1]) }, { body: 0.5 }),
    ],
    ['no body', streamOf({ attributes: { a: 'b' } })],
    ['an empty body', streamOf({ body: '' })],
    ['names below those of lists and maps', streamOf({ attributes: BELOW })],
    ['maps with the names of the seal and of fields', streamOf({ attributes: OF_THE_SEAL })],
    ['members that meet', streamOf({ attributes: MEETING })],
    ['a long body', streamOf({ body: 'z'.repeat(40_000) })],
  ])('of %s is intact', (_, records) => {
    expect(verdictIn(store, records)).toEqual(['INTACT']);
  });
});

describe('a list that is too long for the text', () => {
  it.each([
    ['loki', 'INTACT'],
    ['stored', 'INTACT'],
    ['synthetic', 'DISPLAY_MISMATCH #2 long'], // without order and repetition, its digest cannot be told
  ] as const)('is in %s, with names below it, %s', (store, verdict) => {
    expect(verdictIn(store, streamOf({ attributes: LONG_ABOVE }))).toEqual([verdict]);
  });
});

describe('Loki shows', () => {
  const records = streamOf({
    eventName: 'security.x',
    severityNumber: 13,
    body: 'text',
    attributes: { 'user.id': 'u1', n: 5, list: ['a', 'b'], map: { k: 'v' }, long: 'y'.repeat(30_000) },
  });
  const put =
    (name: string, text: string): Change =>
    (shown) => {
      shown.structuredMetadata[name] = text;
    };

  it.each<readonly [string, Change, string]>([
    ['another value', put('user_id', 'eve'), 'user.id'],
    ['another number', put('n', '6'), 'n'],
    ['a number with other digits', put('n', '5.0'), 'n'],
    ['another list', put('list', '["a","c"]'), 'list'],
    ['a list in another order', put('list', '["b","a"]'), 'list'],
    ['no list', put('list', 'a'), 'list'],
    ['another member', put('map_k', 'w'), 'map_k'],
    ['a member more', put('map_l', 'w'), ''],
    ['another long text', put('long', 'n'), 'long'],
    ['no value', (shown) => delete shown.structuredMetadata['user_id'], 'user.id'],
    ['another line', (shown) => Object.assign(shown, { line: 'texT' }), 'body'],
    ['another time', (shown) => Object.assign(shown, { timestamp: '1795449600010000001' }), 'timeUnixNano'],
    ['another severity', put('severity_number', '9'), 'severityNumber'],
    ['a trace', put('trace_id', '1'.repeat(32)), 'traceId'],
    ['another event', put('event_name', 'security.y'), 'event.name'],
    ['another number of the record', put('audit_sequence_number', '9'), 'audit.sequence.number'],
    ['another service', (shown) => Object.assign(shown.labels, { service_name: 'bank' }), 'service.name'],
    ['an unsigned user', put('user_name', 'eve'), 'user_name'],
    ['an unsigned word of the vocabulary', put('url_path', '/'), 'url_path'],
    ['an alias', put('message', 'x'), 'message'],
    ['an unsigned label', (shown) => Object.assign(shown.labels, { session_id: 'x' }), 'session_id'],
    ['a pod', put('k8s_pod_name', 'shop-1'), ''],
  ])('%s', (_, change, field) => {
    const expected = field === '' ? 'INTACT' : `DISPLAY_MISMATCH #2 ${field}`;
    expect(verdictIn('loki', records, 1, change)).toEqual([expected]);
  });

  it('a changed text, or none', () => {
    const edit: Change = ({ structuredMetadata: all }) => {
      all['audit_payload'] = all['audit_payload']?.replace('"s:u1"', '"s:u2"') ?? '';
    };
    expect(verdictIn('loki', records, 1, edit)).toEqual(['MODIFIED #2 user.id']);
    expect(verdictIn('loki', records, 1, (s) => delete s.structuredMetadata['audit_payload'])).toEqual([
      'MODIFIED #2 audit.payload',
    ]);
  });
});

/** A store takes lists of lists for the values in them. */
const inLists = (value: unknown, depth: number): unknown => (depth === 0 ? value : [inLists(value, depth - 1)]);

describe('Elasticsearch shows', () => {
  const records = streamOf({
    eventName: 'security.x',
    severityNumber: 13,
    body: 'text',
    attributes: {
      'user.id': 'u1',
      'user.roles': ['clerk'],
      n: 5,
      d: 0.5,
      list: ['a', 'b'],
      'list.b': 'c',
      map: { k: 'v' },
      'map.n': 'c',
      maps: [{ k: 'v' }],
      none: [],
      nothing: {},
      long: 'y'.repeat(30_000),
      'long.list': Array.from({ length: 3_000 }, (_, n) => `item ${n}`),
      'long.maps': Array.from({ length: 3_000 }, (_, n) => ({ k: `item ${n}` })),
    },
  });
  const put =
    (name: string, value: unknown): Change =>
    (shown) => {
      shown.source.attributes[name] = value;
    };
  const top =
    (name: string, value: unknown): Change =>
    (shown) => {
      shown.source[name] = value;
    };

  it.each<readonly [string, Change, string]>([
    ['another value', put('user.id', 'eve'), 'user.id'],
    ['another type', put('n', '5'), 'n'],
    ['another number', put('n', 6), 'n'],
    ['another double', put('d', 0.50001), 'd'],
    ['another list', put('list', ['a', 'c']), 'list'],
    ['a longer list', put('list', ['a', 'b', 'c']), 'list'],
    ['another member', put('map', { k: 'w' }), 'map'],
    ['a member more', put('map', { k: 'v', l: 'w' }), 'map'],
    ['a member more, apart', put('map.l', 'w'), 'map'],
    ['another long text', put('long', 'n'), 'long'],
    ['another value below a list', put('list.b', 'eve'), 'list.b'],
    ['another value below a map', put('map.n', 'eve'), 'map.n'],
    ['no value below a list', ({ source }) => delete source.attributes['list.b'], 'list.b'],
    ['an unsigned value below a list', put('list.c', 'pod'), ''],
    ['an unsigned role below a list', put('user.roles.more', 'admin'), 'user.roles.more'],
    ['a list that was empty', put('none', ['eve']), 'none'],
    ['a map that was empty', put('nothing', { k: 'eve' }), 'nothing'],
    ['a text for a map that was empty', put('nothing', 'eve'), 'nothing'],
    ['another member of a map in a list', put('maps', [{ k: 'w' }]), 'maps'],
    ['a member more of a map in a list', put('maps', [{ k: 'v', l: 'w' }]), 'maps'],
    ['a member more of a map in a list, apart', put('maps.l', 'w'), 'maps'],
    ['another long list', put('long.list', ['eve']), 'long.list'],
    ['an unsigned value below a long list', put('long.list.c', 'pod'), ''],
    ['a second value of a long list', top('attributes.long.list', 'eve'), 'long.list'],
    ['a member more of maps in a long list, apart', put('long.maps.l', 'eve'), 'long.maps'],
    ['a second value of maps in a long list, apart', put('long.maps.k', 'eve'), 'long.maps'],
    ['a second value', put('user.id', ['u1', 'eve']), 'user.id'],
    [
      'nested names',
      ({ source: { attributes } }) => {
        delete attributes['user.id'];
        attributes['user'] = { id: 'u1' };
      },
      '',
    ],
    ['a nested second value', put('user', { id: 'eve' }), 'user.id'],
    ['another body', top('body', { text: 'texT' }), 'body'],
    ['a structured body', top('body', { text: 'text', structured: {} }), 'body'],
    ['a body with a member more', top('body', { text: 'text', html: 'eve' }), 'body'],
    ['two bodies', top('body', [{ text: 'text' }, { text: 'eve' }]), 'body'],
    ['a body beside the body', top('body.structured.x', 'eve'), 'body'],
    ['a second value under a name with dots', top('attributes.user.id', 'eve'), 'user.id'],
    ['an unsigned user under a name with dots', top('attributes.user.name', 'eve'), 'user.name'],
    ['a service more under a name with dots', top('resource.attributes.service.name', 'bank'), 'service.name'],
    ['an unsigned user of one of two scopes', top('scope', [{}, { attributes: { 'user.name': 'eve' } }]), 'user.name'],
    ['a second value too deep to look at', put('user', { id: inLists('eve', 400) }), 'user.id'],
    ['an unsigned user too deep to look at', put('user.name', inLists('eve', 400)), 'user.name'],
    ['another time', top('@timestamp', '1795449600011.5'), 'timeUnixNano'],
    ['the same time, written otherwise', top('@timestamp', '2026-11-23T16:00:00.010999Z'), ''],
    ['another severity', top('severity_number', 9), 'severityNumber'],
    ['a trace', top('trace_id', '1'.repeat(32)), 'traceId'],
    ['another event', top('event_name', 'security.y'), 'eventName'],
    ['no event name', top('event_name', undefined), ''],
    [
      'another service',
      ({ source }) => Object.assign(source.resource.attributes, { 'service.name': 'bank' }),
      'service.name',
    ],
    ['an unsigned user', put('user.name', 'eve'), 'user.name'],
    [
      'an unsigned user of the resource',
      ({ source }) => Object.assign(source.resource.attributes, { 'user.name': 'eve' }),
      'user.name',
    ],
    ['a field of the document that hides an attribute', top('user', { id: 'eve' }), 'user'],
    ['a pod', put('k8s.pod.name', 'shop-1'), ''],
    ['no attributes', top('attributes', 'x'), 'audit.payload'],
  ])('%s', (_, change, field) => {
    const shown = verdictIn('stored', records, 1, change);
    if (field === 'audit.payload') expect(shown).not.toEqual(['INTACT']);
    else expect(shown).toEqual([field === '' ? 'INTACT' : `DISPLAY_MISMATCH #2 ${field}`]);
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['as they were signed', [13.25, 52.5], ['INTACT']],
    ['in the order of a synthetic source', [52.5, 13.25].sort(), ['INTACT']],
    ['with another latitude', [13.25, 52.75], ['DISPLAY_MISMATCH #2 geo.location.lat']],
    ['with another longitude', [13.5, 52.5], ['DISPLAY_MISMATCH #2 geo.location.lon']],
    ['with a third number', [13.25, 52.5, 1.5], ['DISPLAY_MISMATCH #2 geo.location.lat']],
    ['as a text', '13.25,52.5', ['DISPLAY_MISMATCH #2 geo.location.lat']],
    ['as an empty list', [], ['DISPLAY_MISMATCH #2 geo.location.lat']],
    ['and gone', undefined, ['DISPLAY_MISMATCH #2 geo.location.lat']],
  ])('coordinates that the exporter has merged, %s', (_, merged, verdict) => {
    const located = streamOf({ attributes: { 'geo.location.lat': 52.5, 'geo.location.lon': 13.25 } });
    expect(verdictIn('stored', located, 1, put('geo.location', merged))).toEqual(verdict);
  });

  it.each([
    ['geo.location.lat', 'geo.location.lon'],
    ['geo.location.lon', 'geo.location.lat'],
  ])('coordinates that were merged, and %s beside them', (beside, lacking) => {
    const located = streamOf({ attributes: { 'geo.location.lat': 52.5, 'geo.location.lon': 13.25 } });
    const change: Change = ({ source }) =>
      Object.assign(source.attributes, { 'geo.location': [13.25, 52.5], [beside]: 1.5 });
    expect(verdictIn('stored', located, 1, change)).toEqual([
      expect.stringMatching(`^DISPLAY_MISMATCH #2 (?:${beside}|${lacking})$`),
    ]);
  });

  it('coordinates beside a text of that name, which was signed itself', () => {
    const both = { 'geo.location': 'x', 'geo.location.lat': 52.5, 'geo.location.lon': 13.25 };
    const apart: Change = ({ source }) => Object.assign(source.attributes, both);
    expect(verdictIn('stored', streamOf({ attributes: both }), 1, apart)).toEqual(['INTACT']);
  });

  it('unsealed security records, and others', () => {
    const verifier = createVerifier({ trust: trustOf() });
    for (const record of records) verifier.addElasticsearch(elasticsearchHit(record, IDENTITY, false));
    const others = [{ 'event.name': 'other' }, { 'event.name': 5 }, { other: 'security.x' }];
    const events = [{ event_name: 5 }, { event_name: [null] }];
    for (const source of [null, 5, {}, [], ...others.map((attributes) => ({ attributes })), ...events]) {
      verifier.addElasticsearch({ place: 'es', source });
    }
    verifier.addElasticsearch({ place: 'es', source: { event_name: 'security.x' } });
    expect(verifier.finish().findings).toMatchObject([{ verdict: 'UNSIGNED', field: 'eventName' }]);
  });

  it.each([
    ['structured', { structured: { text: 'eve' } }],
    ['in a list', [{ text: 'eve' }]],
    ['a bare text', 'eve'],
    ['both', { text: '', structured: 'eve' }],
  ])('a body that nobody signed: %s', (_, body) => {
    const bare = streamOf({ eventName: 'security.x' });
    expect(verdictIn('stored', bare, 1, top('body', body))).toEqual(['DISPLAY_MISMATCH #2 body']);
  });
});

describe('a security record that nobody sealed is found', () => {
  const unsigned = (add: (verifier: Verifier) => void): unknown => {
    const verifier = createVerifier({ trust: trustOf() });
    add(verifier);
    return verifier.finish().findings.map(({ verdict, field }) => [verdict, field]);
  };

  it.each<readonly [object, string]>([
    [{ event_name: ['other', 'security.x'] }, 'eventName'],
    [{ attributes: { 'event.name': ['other', 'security.x'] } }, 'event.name'],
    [{ 'attributes.event.name': 'security.x' }, 'event.name'],
    [{ 'attributes.event': { name: 'security.x' } }, 'event.name'],
    [{ attributes: [{ event: { name: 'security.x' } }] }, 'event.name'],
    [{ 'attributes.security.reason': 5 }, 'security.reason'],
  ])('in Elasticsearch: %j', (source, field) => {
    expect(unsigned((verifier) => verifier.addElasticsearch({ place: 'es', source }))).toEqual([['UNSIGNED', field]]);
  });

  it.each([
    [{ event_name: 'security.x' }, 'event_name'],
    [{ security_reason: 'x' }, 'security_reason'],
    [{ audit_payload: '{}' }, 'audit_payload'],
  ])('in Loki by the labels of its stream: %j', (labels, field) => {
    const entry = { place: 'loki', timestamp: '1', line: '', structuredMetadata: {}, labels: labels as never };
    expect(unsigned((verifier) => verifier.addLoki(entry))).toEqual([['UNSIGNED', field]]);
  });
});
