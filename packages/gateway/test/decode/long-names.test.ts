import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, it } from 'vitest';
import { jsonRequest } from '../../src/decode/json-request.js';
import { protobufRequest } from '../../src/decode/protobuf-request.js';
import type { RequestOutline } from '../../src/decode/request-outline.js';
import { MAX_NAME_LENGTH } from '../../src/decode/value-bounds.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';
import { Places } from '../../src/intake/places.js';
import { exportRequest, logRecord, text } from '../support/export-request.js';

const RECORD = { hrTime: [1, 2], hrTimeObserved: [3, 4], attributes: {}, droppedAttributesCount: 0 };
const AROUND = { resource: { attributes: {} }, instrumentationScope: { name: 'lib' } };

function inProtobuf(name: string, changes: VisibleChanges): RequestOutline {
  const record = { ...RECORD, ...AROUND, attributes: { [name]: 'v' }, body: { [name]: 'w' } };
  return protobufRequest(
    Buffer.from(ProtobufLogsSerializer.serializeRequest([record as never]) as Uint8Array),
    changes,
  );
}

function inJson(name: string, changes: VisibleChanges): RequestOutline {
  const body = { kvlistValue: { values: [{ key: name, value: text('w') }] } };
  return jsonRequest(JSON.parse(exportRequest([logRecord({ attributes: { [name]: text('v') }, body })])), changes);
}

describe.each([
  ['JSON', inJson],
  ['protobuf', inProtobuf],
])('a name in %s', (_, request) => {
  const read = (name: string) => {
    const changes = new VisibleChanges();
    const [group] = request(name, changes).groups;
    const record = group?.record(0, group.resource(), group.scope());
    return { names: [record?.attributes, record?.body].map((of) => Object.keys(of as object)), changes };
  };

  it('is whole up to its bound, and beyond it is cut, says so and is counted', () => {
    const longest = 'é'.repeat(MAX_NAME_LENGTH);
    const whole = read(longest);
    expect(whole.names).toEqual([[longest], [longest]]);
    expect(whole.changes.count('long_name')).toBe(0);
    const cut = read(`${longest}more`);
    expect(cut.names).toEqual([[`${longest}[CUT:4]`], [`${longest}[CUT:4]`]]);
    expect(cut.changes.count('long_name')).toBe(2);
  });

  it('is not cut through a pair of surrogates', () => {
    const [names] = read(`${'a'.repeat(MAX_NAME_LENGTH - 1)}😀`).names;
    expect(names?.[0]).toBe(`${'a'.repeat(MAX_NAME_LENGTH - 1)}\ufffd[CUT:1]`);
  });
});

describe('resources and scopes with much text', () => {
  const placeOf = (places: Places, end: string) => {
    const changes = new VisibleChanges();
    const long = text(`${'x'.repeat(20_000)}${end}`);
    const outline = jsonRequest(JSON.parse(exportRequest([logRecord({})], { resource: { a: long } })), changes);
    const [group] = outline.groups;
    if (group === undefined) throw new Error('There is a group.');
    return places.of('shop', group, changes);
  };

  it('are known again by all of it', () => {
    const places = new Places();
    const [one, other] = [placeOf(places, '1'), placeOf(places, '2')];
    expect(other).not.toBe(one);
    expect(String(other.shown.resource.attributes['a']).at(-1)).toBe('2');
    expect(placeOf(places, '1')).toBe(one);
  });
});
