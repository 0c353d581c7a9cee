import { describe, expect, it } from 'vitest';
import { elasticsearchHit } from '../../scripts/store-projections.js';
import { Additions } from '../../src/display/additions.js';
import { ElasticsearchRecord } from '../../src/display/elasticsearch.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { type Leaf, readPayload } from '../../src/sealed-payload.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { at, open } from '../sealed-streams.js';
import { fullRecord, OTHERWISE, sealed, WHO, withRest } from './full-record.js';

type Source = Record<string, unknown> & {
  attributes: Record<string, unknown>;
  resource: { attributes: Record<string, unknown> };
};
const ANOTHER = 'the resource names another than the signed one';

const FULL = fullRecord({ map: { k: 'v' }, list: ['a', 'b'] });

function shown(record: SealedRecord, change: (source: Source) => unknown = () => {}) {
  const { source } = structuredClone(elasticsearchHit(record, WHO, false)) as unknown as { source: Source };
  change(source);
  const additions = new Additions();
  const hit = new ElasticsearchRecord({ place: 'es', source }, new UnsignedNames(['app.kept']), additions);
  const payload = readPayload(record.payload);
  const mismatch = hit.ofLeaf(payload as Leaf, record.payload);
  return { mismatch, time: hit.time(), additions: additions.names };
}

const top = (name: string, value: unknown) => (source: Source) => Object.assign(source, { [name]: value });
const put = (name: string, value: unknown) => (source: Source) => Object.assign(source.attributes, { [name]: value });
const around = (name: string, value: unknown) => (source: Source) =>
  Object.assign(source.resource.attributes, { [name]: value });

describe('a document of Elasticsearch', () => {
  it('shows a record as it was signed, with what the exporter writes and the collector adds', () => {
    expect(shown(FULL)).toEqual({ mismatch: undefined, time: undefined, additions: ['host.name'] });
  });

  it.each<readonly [string, (source: Source) => unknown, string]>([
    ['eventName', top('event_name', 'security.y'), 'eventName'],
    ['time', top('@timestamp', '1795449600011'), 'timeUnixNano'],
    ['severity', top('severity_number', 9), 'severityNumber'],
    ['no severity', top('severity_number', 0), 'severityNumber'],
    ['severity text', top('severity_text', 'INFO'), 'severityText'],
    ['trace', top('trace_id', '1'.repeat(32)), 'traceId'],
    ['span', top('span_id', '1'.repeat(16)), 'spanId'],
    ['no span', top('span_id', null), 'spanId'],
    ['dropped count', top('dropped_attributes_count', 3), 'droppedAttributesCount'],
    ['body', top('body', { text: 'texT' }), 'body'],
    ['body beside the body', top('body.text', 'text'), 'body'],
    ['payload', put('audit.payload', 'x'), 'audit.payload'],
    ['two payloads', put('audit.payload', [FULL.payload, FULL.payload]), 'audit.payload'],
    ['number', put('audit.sequence.number', 9), 'audit.sequence.number'],
    ['number as text', put('audit.sequence.number', '2'), 'audit.sequence.number'],
    ['stream', put('audit.sequence.stream_id', 'f'.repeat(32)), 'audit.sequence.stream_id'],
    ['sealing time', put('audit.time', '1795449600010000000'), 'audit.time'],
    ['event attribute', put('event.name', 'security.y'), 'event.name'],
  ])('with another %s says which field is shown otherwise', (_, change, field) => {
    expect(shown(FULL, change).mismatch).toEqual({ field, detail: OTHERWISE });
  });

  it.each([
    ['user.id', 'eve', 'signed "u1", shown otherwise'],
    ['app.n', 6, 'signed 5, shown otherwise'],
    ['map', { k: 'w' }, 'signed a map, shown otherwise'],
    ['map', { k: 'v', l: 'w' }, 'signed a map, shown otherwise'],
  ])('with another %s says what was signed', (field, value, detail) => {
    expect(shown(FULL, put(field, value)).mismatch).toEqual({ field, detail });
  });

  it.each(['service.name', 'service.namespace', 'service.instance.id'])(
    'names no other %s than the signed one',
    (field) => {
      for (const value of ['bank', undefined, 5, [String(WHO.service), 'bank']]) {
        expect(shown(FULL, around(field, value)).mismatch).toEqual({ field, detail: ANOTHER, identity: true });
      }
    },
  );

  it('may name a namespace where none was signed, and nothing for nothing', () => {
    const record = open().seal({ hrTime: at(10) }, at(20));
    expect(shown(record).mismatch).toBeUndefined();
    for (const name of ['severity_number', 'severity_text', 'trace_id', 'span_id', 'dropped_attributes_count']) {
      for (const nothing of [null, undefined, '']) expect(shown(record, top(name, nothing)).mismatch).toBeUndefined();
      expect(shown(record, top(name, 'x')).mismatch?.detail).toBe(OTHERWISE);
    }
  });

  it.each<readonly [string, (source: Source) => unknown, string, string]>([
    ['of the vocabulary', put('app.kept', 1), 'app.kept', 'it was not signed'],
    ['of a user', around('user.name', 'eve'), 'user.name', 'it was not signed'],
    ['that hides a field', top('message', 'eve'), 'message', 'it was not signed'],
    ['of a service', put('service.name', 'bank'), 'service.name', 'it was not signed'],
    ['spelled as a signed one', put('app_n', 6), 'app_n', 'it was not signed, and takes the place of one that was'],
    [
      'spelled as a signed member',
      put('map_k', 'v'),
      'map_k',
      'it was not signed, and takes the place of one that was',
    ],
    [
      'of a signed member, in the resource',
      around('map.k', 'eve'),
      'map.k',
      'it was not signed, and takes the place of one that was',
    ],
    [
      'spelled as a signed one, in the resource',
      around('app-n', 6),
      'app-n',
      'it was not signed, and takes the place of one that was',
    ],
  ])('holds no unsigned name %s', (_, change, field, detail) => {
    expect(shown(FULL, change).mismatch).toEqual({ field, detail, unsigned: true });
  });

  it.each<readonly [string, (source: Source) => unknown, readonly string[]]>([
    ['of an attribute', put('app.more', 1), ['app.more', 'host.name']],
    ['of no service', around('my.service.name', 'x'), ['host.name', 'my.service.name']],
    ['of more than a service', around('service.names', 'x'), ['host.name', 'service.names']],
    ['of no item of a list, which has no name', put('list_0', 1), ['list_0', 'host.name']],
    ['of the resource', around('app.more', 1), ['host.name', 'app.more']],
    ['of the scope', top('scope', { attributes: { 'app.more': 1 } }), ['host.name', 'app.more']],
    ['beside the attributes', top('more', 1), ['host.name', 'more']],
    ['that begins as a known one', top('attributesx', 1), ['host.name', 'attributesx']],
    ['that ends as a known one', top('x.attributes.y', 1), ['host.name', 'x.attributes.y']],
    ['below a known one', top('resource.schema_url', 'x'), ['host.name']],
  ])('may hold a harmless name %s, which is told', (_, change, additions) => {
    expect(shown(FULL, change)).toMatchObject({ mismatch: undefined, additions });
  });

  it('cannot show what the rest of a record was', () => {
    expect(shown(withRest()).mismatch).toEqual({
      field: 'rest',
      detail: 'what its digest stands for cannot be told here',
    });
  });
});

describe('a time that Elasticsearch shows', () => {
  it.each([
    [1795449600010, true],
    [1795449600010.9, true],
    [1795449600009.9, false],
    [1795449600011, false],
    ['1795449600010', true],
    ['1795449600010.', true],
    ['1795449600010.999999', true],
    ['1795449600011.0', false],
    ['17954496000100000', false],
    ['x1795449600010', false],
    ['1795449600010x', false],
    ['1795449600010.5x', false],
    ['2026-11-23T16:00:00.010Z', true],
    ['2026-11-23T16:00:00.01Z', true],
    ['2026-11-23T16:00:00.010999999Z', true],
    ['2026-11-23T16:00:00.0109999999Z', false],
    ['2026-11-23T16:00:00Z', false],
    ['2026-11-23T16:00:00.1Z', false],
    ['2026-11-23T16:00:00.010', false],
    ['2026-11-23T16:00:00.010+01:00', false],
    ['2026-13-23T16:00:00.010Z', false],
    ['x2026-11-23T16:00:00.010Z', false],
    ['2026-11-23T16:00:00.010Z ', false],
    [true, false],
    [null, false],
    [undefined, false],
    [[1795449600010], false],
  ])('as %j is the signed one to the millisecond: %s', (value, isIt) => {
    const { mismatch } = shown(FULL, top('@timestamp', value));
    expect(mismatch).toEqual(isIt ? undefined : { field: 'timeUnixNano', detail: OTHERWISE });
  });

  it('needs no fraction for a whole second', () => {
    const whole = sealed({ hrTime: at(0) });
    for (const [value, field] of [
      ['2026-11-23T16:00:00Z', undefined],
      ['2026-11-23T16:00:01Z', 'timeUnixNano'],
    ]) {
      expect(shown(whole, top('@timestamp', value)).mismatch?.field).toBe(field);
    }
  });
});

describe('a body that Elasticsearch shows', () => {
  it.each<readonly [signed: unknown, shown: unknown, isIt: boolean]>([
    ['text', { text: 'text' }, true],
    ['text', { text: 'text', structured: null }, true],
    ['text', { text: 'text', structured: {} }, false],
    ['text', { structured: 'text' }, false],
    ['text', {}, false],
    ['text', undefined, false],
    ['text', 'text', false],
    ['text', [{ text: 'text' }], false],
    ['text', { text: 'text', more: 1 }, false],
    [new Uint8Array([10, 0]), { text: '0a00' }, true],
    [new Uint8Array([10, 0]), { text: 'CgA=' }, false],
    [5, { text: '5' }, true],
    [5, { text: '6' }, false],
    [true, { text: 'true' }, true],
    [['a', 1], { structured: { value: ['a', 1] } }, true],
    [['a', 1], { structured: { value: ['a', 2] } }, false],
    [['a', 1], { structured: ['a', 1] }, false],
    [{ a: 'x', b: { c: 1 } }, { structured: { a: 'x', b: { c: 1 } } }, true],
    [{ a: 'x', b: { c: 1 } }, { structured: { a: 'x', b: { c: 1, d: 1 } } }, false],
    [{ a: 'x', b: { c: 1 } }, { structured: { a: 'x' } }, false],
    [{ a: 'x', b: { c: 1 } }, { structured: { value: { a: 'x', b: { c: 1 } } } }, false],
    [undefined, undefined, true],
    [undefined, null, true],
    [undefined, {}, true],
    [undefined, { text: '' }, true],
    [undefined, { text: 'x' }, false],
    [undefined, { structured: {} }, false],
    [undefined, { structured: { a: 1 } }, false],
  ])('for %j, as %j: %s', (body, value, isIt) => {
    const { mismatch } = shown(sealed({ body }), top('body', value));
    expect(mismatch).toEqual(isIt ? undefined : { field: 'body', detail: OTHERWISE });
  });

  it('for a long text, is that text', () => {
    const record = sealed({ body: 'z'.repeat(40_000) });
    expect(shown(record, top('body', { text: 'z'.repeat(40_000) })).mismatch).toBeUndefined();
    expect(shown(record, top('body', { text: 'z'.repeat(39_999) })).mismatch?.field).toBe('body');
  });
});
