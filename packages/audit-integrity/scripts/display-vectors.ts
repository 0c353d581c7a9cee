import type { SealedRecord } from '../dist/index.js';
import { elasticsearchHit, lokiEntry } from './store-projections.ts';
import { at, IDENTITY, loginFailure, open } from './vector-streams.ts';

interface DisplayCase {
  readonly name: string;
  readonly store: 'loki' | 'elasticsearch';
  readonly record: SealedRecord;
  readonly shown: object;
  /** The first field that differs; null when none does. */
  readonly field: string | null;
}

/** What stores show of sealed records, honestly and otherwise. */
export function displayVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md section 11. `payload` is what was signed, `shown` how a store shows the record: for loki its timestamp, line, labels and structured metadata, for elasticsearch the document. `field` is the first one that differs under the vocabulary in `vocabulary`, null if none does.';
  const cases = [...honest(), ...loki(), ...elasticsearch()].map(({ record, ...one }) => ({
    ...one,
    payload: record.payload,
  }));
  return { 'displays.json': { about, vocabulary: ['url.path'], cases } };
}

const SEALER = open();
const LOGIN = SEALER.seal(loginFailure(1), at(10));
const KINDS = SEALER.seal(
  {
    hrTime: at(20),
    eventName: 'security.input.validation.failure',
    body: 'Input refused:\n\u202e"\\ \ud83d\ude00 \ufffd',
    attributes: {
      text: 'a\u0000b \ufffd c',
      empty: '',
      int: -42,
      large: 2 ** 53 - 1,
      double: 0.1,
      small: 1e-7,
      yes: true,
      bytes: new Uint8Array([0, 255, 16]),
      list: ['b', 'a', 'b'],
      one: ['x'],
      none: [],
      mixed: [1, true, 'z', 0.5],
      nested: { z: '1', deep: { n: 1 }, 'strange name!': 'x' },
      long: 'y'.repeat(26_000),
    },
  },
  at(20),
);
const MAP_BODY = SEALER.seal({ hrTime: at(30), body: { b: 'x', a: { n: 1 } } }, at(30));
const LIST_BODY = SEALER.seal({ hrTime: at(40), body: ['x', 1] }, at(40));
const NUMBER_BODY = SEALER.seal({ hrTime: at(50), body: 5 }, at(50));
/** Names that stand below those of lists and maps. */
const BELOW = SEALER.seal(
  {
    hrTime: at(60),
    attributes: {
      a: ['x', 'y'],
      'a.b': 'z',
      none: [],
      'none.b': 'z',
      map: { k: 'v' },
      'map.n': 'z',
      maps: [{ k: 'v' }, { k: 'w' }],
      nothing: {},
    },
  },
  at(60),
);
const LONG_LIST = SEALER.seal(
  {
    hrTime: at(70),
    attributes: {
      long: Array.from({ length: 900 }, (_, n) => ({ k: `item ${n} of ${'y'.repeat(20)}` })),
      'long.b': 'z',
    },
  },
  at(70),
);

function honest(): DisplayCase[] {
  const records = { LOGIN, KINDS, MAP_BODY, LIST_BODY, NUMBER_BODY, BELOW };
  return Object.entries(records).flatMap(([what, record]) => [
    { name: `loki: ${what}`, store: 'loki', record, shown: lokiEntry(record, IDENTITY), field: null },
    ...[false, true].map((synthetic): DisplayCase => {
      const { source } = elasticsearchHit(record, IDENTITY, synthetic);
      const name = `elasticsearch, ${synthetic ? 'synthetic' : 'stored'} source: ${what}`;
      return { name, store: 'elasticsearch', record, shown: source, field: null };
    }),
  ]);
}

type Entry = ReturnType<typeof lokiEntry>;

function loki(): DisplayCase[] {
  const shownAs = (name: string, record: SealedRecord, change: (entry: Entry) => object, field: string | null) => ({
    name: `loki: ${name}`,
    store: 'loki' as const,
    record,
    shown: change(lokiEntry(record, IDENTITY)),
    field,
  });
  const put = (label: string, text: string) => (entry: Entry) => ({
    ...entry,
    structuredMetadata: { ...entry.structuredMetadata, [label]: text },
  });
  const label = (name: string, text: string) => (entry: Entry) => ({
    ...entry,
    labels: { ...entry.labels, [name]: text },
  });
  return [
    shownAs('another value', LOGIN, put('user_id', 'eve'), 'user.id'),
    shownAs('another number', LOGIN, put('client_port', '1'), 'client.port'),
    shownAs('another line', LOGIN, (entry) => ({ ...entry, line: 'Login succeeded' }), 'body'),
    shownAs('another time', LOGIN, (entry) => ({ ...entry, timestamp: '1795449600000000001' }), 'timeUnixNano'),
    shownAs('another severity', LOGIN, put('severity_number', '9'), 'severityNumber'),
    shownAs('another trace', LOGIN, put('trace_id', '1'.repeat(32)), 'traceId'),
    shownAs('another event', LOGIN, put('event_name', 'security.authn.login.success'), 'event.name'),
    shownAs('another number of the record', LOGIN, put('audit_sequence_number', '9'), 'audit.sequence.number'),
    shownAs('an unsigned user', LOGIN, put('user_name', 'eve'), 'user_name'),
    shownAs('an unsigned word of the vocabulary', LOGIN, put('url_path', '/'), 'url_path'),
    shownAs('an alias', LOGIN, put('message', 'x'), 'message'),
    shownAs('a pod', LOGIN, put('k8s_pod_name', 'shop-1'), null),
    shownAs(
      'another service',
      LOGIN,
      (entry) => ({ ...entry, labels: { ...entry.labels, service_name: 'bank' } }),
      'service.name',
    ),
    shownAs('another service in the metadata', LOGIN, put('service_name', 'bank'), 'service.name'),
    shownAs('the same service in the metadata', LOGIN, put('service_name', IDENTITY.service), null),
    shownAs('a label of a signed name', BELOW, label('a_b', 'eve'), 'a_b'),
    shownAs('a label of a signed name, with its text', BELOW, label('a_b', 'z'), null),
    shownAs('a label of a signed member', BELOW, label('map_k', 'eve'), 'map_k'),
    shownAs('a label of a signed name without a text', KINDS, label('empty', 'eve'), 'empty'),
    shownAs('another value below a list', BELOW, put('a_b', 'eve'), 'a.b'),
    shownAs('another list', KINDS, put('list', '["b","a","c"]'), 'list'),
    shownAs('a list with spaces', KINDS, put('list', '[ "b", "a", "b" ]'), null),
    shownAs('another member', KINDS, put('nested_z', '2'), 'nested_z'),
    shownAs('another long text', KINDS, put('long', 'y'), 'long'),
    shownAs('another map', MAP_BODY, (entry) => ({ ...entry, line: '{"a":{"n":"1"},"b":"x"}' }), 'body'),
  ];
}

type Source = Record<string, unknown> & {
  attributes: Record<string, unknown>;
  resource: { attributes: Record<string, unknown> };
};

function elasticsearch(): DisplayCase[] {
  const shownAs = (name: string, record: SealedRecord, change: (source: Source) => void, field: string | null) => {
    const { source } = elasticsearchHit(record, IDENTITY, false);
    change(source as Source);
    return { name: `elasticsearch: ${name}`, store: 'elasticsearch' as const, record, shown: source, field };
  };
  const put = (attribute: string, value: unknown) => (source: Source) => {
    source.attributes[attribute] = value;
  };
  const top = (member: string, value: unknown) => (source: Source) => {
    source[member] = value;
  };
  const around = (attribute: string, value: unknown) => (source: Source) => {
    source.resource.attributes[attribute] = value;
  };
  return [
    shownAs('another value', LOGIN, put('user.id', 'eve'), 'user.id'),
    shownAs('another type', LOGIN, put('client.port', '50001'), 'client.port'),
    shownAs('a second value', LOGIN, put('user.id', ['user1', 'eve']), 'user.id'),
    shownAs('a nested second value', LOGIN, put('user', { id: 'eve' }), 'user.id'),
    shownAs('another body', LOGIN, top('body', { text: 'Login succeeded' }), 'body'),
    shownAs('another time', LOGIN, top('@timestamp', '1795449600010.0'), 'timeUnixNano'),
    shownAs('another severity', LOGIN, top('severity_number', 9), 'severityNumber'),
    shownAs('another event', LOGIN, top('event_name', 'security.authn.login.success'), 'eventName'),
    shownAs('an unsigned user', LOGIN, put('user.name', 'eve'), 'user.name'),
    shownAs('an unsigned word of the vocabulary', LOGIN, put('url.path', '/'), 'url.path'),
    shownAs('a member that hides an attribute', LOGIN, top('user', { id: 'eve' }), 'user'),
    shownAs('a pod', LOGIN, put('k8s.pod.name', 'shop-1'), null),
    shownAs(
      'another service',
      LOGIN,
      (source) => {
        source.resource.attributes['service.name'] = 'bank';
      },
      'service.name',
    ),
    shownAs('another double', KINDS, put('double', 0.1001), 'double'),
    shownAs('another list', KINDS, put('list', ['a', 'c']), 'list'),
    shownAs('another member', KINDS, put('nested', { z: '1', deep: { n: 2 }, 'strange name!': 'x' }), 'nested'),
    shownAs('a member more', KINDS, put('nested.more', 'x'), 'nested'),
    shownAs('another long text', KINDS, put('long', 'y'), 'long'),
    shownAs('another value below a list', BELOW, put('a.b', 'eve'), 'a.b'),
    shownAs('an unsigned value below a list', BELOW, put('a.c', 'pod'), null),
    shownAs('an unsigned value below a map', BELOW, put('map.k2', 'eve'), 'map'),
    shownAs('an unsigned value below a list with maps in it', BELOW, put('maps.l', 'eve'), 'maps'),
    shownAs('another spelling of a signed name', BELOW, put('a_b', 'z'), 'a_b'),
    shownAs('another spelling of a signed member', BELOW, put('map_k', 'v'), 'map_k'),
    shownAs('a signed member in the resource', BELOW, around('map.k', 'eve'), 'map.k'),
    shownAs('a list that was empty', BELOW, put('none', ['eve']), 'none'),
    shownAs('a map that was empty', BELOW, put('nothing', { k: 'eve' }), 'nothing'),
    shownAs('a long list', LONG_LIST, () => {}, null),
    shownAs('a second value below a long list', LONG_LIST, put('long.k', 'eve'), 'long'),
    shownAs('a value more below a long list', LONG_LIST, put('long.l', 'eve'), 'long'),
    shownAs('another value below a long list', LONG_LIST, put('long.b', 'eve'), 'long.b'),
    shownAs(
      'a body that is a map, with a member more',
      MAP_BODY,
      top('body', { structured: { b: 'x', a: { n: 1, m: 2 } } }),
      'body',
    ),
  ];
}
