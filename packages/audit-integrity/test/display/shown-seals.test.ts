import { describe, expect, it } from 'vitest';
import { elasticsearchHit, lokiEntry } from '../../scripts/store-projections.js';
import { controlBody } from '../../src/control-body.js';
import { Additions } from '../../src/display/additions.js';
import { ElasticsearchRecord } from '../../src/display/elasticsearch.js';
import { LokiRecord } from '../../src/display/loki.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { type CheckpointPayload, readPayload } from '../../src/sealed-payload.js';
import { IDENTITY, open } from '../sealed-streams.js';

const names = () => new UnsignedNames([]);

describe('what Elasticsearch shows of a seal', () => {
  const STREAM = 'a'.repeat(32);
  const hitOf = (attributes: object) =>
    new ElasticsearchRecord({ place: 'es', source: { attributes } }, new UnsignedNames([]), new Additions());

  it.each([
    [{}, undefined],
    [{ 'audit.payload': 'x' }, 'x'],
    [{ audit: { payload: 'x' } }, 'x'],
    [{ 'audit.payload': ['x', 'y'] }, ''],
    [{ 'audit.payload': 5 }, ''],
  ])('%j carries %j', (attributes, payload) => {
    expect(hitOf(attributes).payload()).toBe(payload);
  });

  it.each([
    [{}, undefined, undefined],
    [{ 'audit.sequence.stream_id': STREAM, 'audit.sequence.number': 7 }, STREAM, 7],
    [{ 'audit.sequence.stream_id': STREAM, 'audit.sequence.number': '7' }, STREAM, 7],
    [{ 'audit.sequence.stream_id': 5, 'audit.sequence.number': 0 }, undefined, undefined],
    [{ 'audit.sequence.stream_id': 'x', 'audit.sequence.number': 1.5 }, undefined, undefined],
    [{ 'audit.sequence.number': 1 }, undefined, 1],
    [{ 'audit.sequence.number': -1 }, undefined, undefined],
    [{ 'audit.sequence.number': 2 ** 53 }, undefined, undefined],
  ])('%j names stream %s and number %s', (attributes, stream, sequence) => {
    expect(hitOf(attributes).header()).toEqual({ stream, sequence });
  });
});

describe('what Loki shows of a seal', () => {
  const STREAM = 'a'.repeat(32);
  const entry = (structuredMetadata: object) =>
    new LokiRecord(
      { place: 'loki:1', timestamp: '5', line: '', labels: {}, structuredMetadata: structuredMetadata as never },
      names(),
      new Additions(),
    );

  it.each([
    [{}, undefined],
    [{ audit_payload: 'x' }, 'x'],
    [{ audit_payload: 5 }, '5'],
  ])('%j carries %j', (metadata, payload) => {
    expect(entry(metadata).payload()).toBe(payload);
  });

  it.each([
    [{}, undefined, undefined],
    [{ audit_sequence_stream_id: STREAM, audit_sequence_number: '7' }, STREAM, 7],
    [{ audit_sequence_stream_id: 'x', audit_sequence_number: '0' }, undefined, undefined],
    [{ audit_sequence_number: 'x' }, undefined, undefined],
  ])('%j names stream %s and number %s', (metadata, stream, sequence) => {
    expect(entry(metadata).header()).toEqual({ stream, sequence });
  });

  it('stands at its place and time', () => {
    expect([entry({}).place, entry({}).time()]).toEqual(['loki:1', '5']);
  });
});

describe('a checkpoint', () => {
  const record = open().checkpoint();
  const control = readPayload(record.payload) as CheckpointPayload;
  const [, size = '', root = ''] = control.note.split('\n');
  const body = controlBody('checkpoint', { size, root });

  it.each<readonly [string | undefined, object, object]>([
    [undefined, {}, {}],
    ['eventName', { event_name: 'audit.tile' }, {}],
    ['severityNumber', { severity_number: 13 }, {}],
    ['severityText', { severity_text: 'WARN' }, {}],
    ['body', { body: { text: 'x' } }, {}],
    ['audit.sequence.stream_id', {}, { 'audit.sequence.stream_id': 'a'.repeat(32) }],
    ['event.name', {}, { 'event.name': 'audit.tile' }],
    ['audit.sequence.number', {}, { 'audit.sequence.number': 1 }],
    ['user.id', {}, { 'user.id': 'eve' }],
  ])('in Elasticsearch is shown otherwise by %s', (field, top, attributes) => {
    const { source } = elasticsearchHit(record, IDENTITY, false);
    Object.assign(source, top);
    Object.assign(source['attributes'] as object, attributes);
    const hit = new ElasticsearchRecord({ place: 'es', source }, names(), new Additions());
    expect(hit.ofControl(control, body, record.payload)?.field).toBe(field);
  });

  it.each<readonly [string | undefined, object, object]>([
    [undefined, {}, {}],
    ['severityNumber', {}, { severity_number: '13' }],
    ['severityText', {}, { severity_text: 'WARN' }],
    ['flags', {}, { flags: '1' }],
    ['body', { line: 'x' }, {}],
    ['audit.sequence.stream_id', {}, { audit_sequence_stream_id: 'a'.repeat(32) }],
    ['audit.sequence.number', {}, { audit_sequence_number: '1' }],
    ['audit.time', {}, { audit_time: '1' }],
    ['event.name', {}, { event_name: 'audit.tile' }],
    ['user_id', {}, { user_id: 'eve' }],
  ])('in Loki is shown otherwise by %s', (field, top, metadata) => {
    const { structuredMetadata, ...entry } = lokiEntry(record, IDENTITY);
    const shown = { ...entry, ...top, structuredMetadata: { ...structuredMetadata, ...metadata } };
    const hit = new LokiRecord(shown, names(), new Additions());
    expect(hit.ofControl(control, body, record.payload)?.field).toBe(field);
  });
});
