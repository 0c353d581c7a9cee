import { describe, expect, it } from 'vitest';
import { lokiEntry } from '../../scripts/store-projections.js';
import { Additions } from '../../src/display/additions.js';
import { type LokiEntry, LokiRecord } from '../../src/display/loki.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { type Leaf, readPayload } from '../../src/sealed-payload.js';
import type { SealedRecord } from '../../src/sealed-record.js';
import { at, open } from '../sealed-streams.js';
import { fullRecord, OTHERWISE, sealed, WHO, withRest } from './full-record.js';

const ANOTHER = 'the labels name another than the signed one';

type Change = Partial<Omit<LokiEntry, 'structuredMetadata'>> & { readonly structuredMetadata?: object };

const FULL = fullRecord({ odd: 'a\ufffdb', map: { k: 'v', list: ['a', 1] }, list: ['b', true] }, 'text \ufffd');

function shown(record: SealedRecord, { labels, structuredMetadata, ...more }: Change = {}) {
  const entry = lokiEntry(record, WHO);
  const defined = Object.entries({ ...entry.structuredMetadata, ...structuredMetadata }).filter(
    ([, v]) => v !== undefined,
  );
  const additions = new Additions();
  const changed = {
    ...entry,
    ...more,
    labels: labels ?? entry.labels,
    structuredMetadata: Object.fromEntries(defined),
  };
  const hit = new LokiRecord(changed as LokiEntry, new UnsignedNames(['app.kept']), additions);
  const mismatch = hit.ofLeaf(readPayload(record.payload) as Leaf, record.payload);
  return { mismatch, additions: additions.names };
}

const put = (name: string, text: unknown): Change => ({ structuredMetadata: { [name]: text } });
const LABELS = lokiEntry(FULL, WHO).labels;

describe('an entry of Loki', () => {
  it('shows a record as it was signed, with what Loki itself adds', () => {
    const own = {
      scope_version: '1',
      scope_dropped_attributes_count: '1',
      __stream_shard__: '2',
      __error__: 'x',
      __error_details__: 'x',
    };
    expect(shown(FULL, { structuredMetadata: own })).toEqual({ mismatch: undefined, additions: ['host_name'] });
  });

  it.each<readonly [string, Change, string]>([
    ['time', { timestamp: '1795449600010000001' }, 'timeUnixNano'],
    ['severity', put('severity_number', '9'), 'severityNumber'],
    ['no severity', put('severity_number', undefined), 'severityNumber'],
    ['severity text', put('severity_text', 'INFO'), 'severityText'],
    ['trace', put('trace_id', '1'.repeat(32)), 'traceId'],
    ['span', put('span_id', '1'.repeat(16)), 'spanId'],
    ['flags', put('flags', '0'), 'flags'],
    ['dropped count', put('dropped_attributes_count', '3'), 'droppedAttributesCount'],
    ['body', { line: 'text  ' }, 'body'],
    ['payload', put('audit_payload', 'x'), 'audit.payload'],
    ['number', put('audit_sequence_number', '9'), 'audit.sequence.number'],
    ['stream', put('audit_sequence_stream_id', 'f'.repeat(32)), 'audit.sequence.stream_id'],
    ['sealing time', put('audit_time', '1795449600010000000'), 'audit.time'],
    ['event', put('event_name', 'security.y'), 'event.name'],
  ])('with another %s says which field is shown otherwise', (_, change, field) => {
    expect(shown(FULL, change).mismatch).toEqual({ field, detail: OTHERWISE });
  });

  it.each([
    ['user_id', 'eve', 'user.id', 'signed "u1", shown otherwise'],
    ['user_id', undefined, 'user.id', 'signed "u1", shown otherwise'],
    ['odd', 'a\ufffdb', 'odd', 'signed "a\\ufffdb", shown otherwise'],
    ['map_k', 'w', 'map_k', 'signed "v", shown otherwise'],
    ['map_list', '["a",2]', 'map_list', 'signed a list, shown otherwise'],
    ['list', '["b",false]', 'list', 'signed a list, shown otherwise'],
    ['list', '', 'list', 'signed a list, shown otherwise'],
  ])('with %s as %j says what was signed', (name, text, field, detail) => {
    expect(shown(FULL, put(name, text)).mismatch).toEqual({ field, detail });
  });

  it.each([
    ['service_name', 'service.name'],
    ['service_namespace', 'service.namespace'],
    ['service_instance_id', 'service.instance.id'],
  ])('has as %s the signed one, as label or beside it', (label, field) => {
    const { [label]: signed, ...others } = LABELS;
    expect(shown(FULL, { labels: { ...LABELS, [label]: 'bank' } }).mismatch).toEqual({
      field,
      detail: ANOTHER,
      identity: true,
    });
    expect(shown(FULL, { labels: others }).mismatch).toEqual({ field, detail: ANOTHER, identity: true });
    expect(shown(FULL, { labels: others, ...put(label, signed) }).mismatch).toBeUndefined();
  });

  it('has another text neither in a label of a signed name, nor in a second place for who speaks', () => {
    const detail = 'it was not signed, and takes the place of one that was';
    for (const field of ['app_n', 'map_k', 'odd']) {
      const labels = { ...LABELS, [field]: 'eve' };
      expect(shown(FULL, { labels }).mismatch).toEqual({ field, detail, unsigned: true });
    }
    expect(shown(FULL, { labels: { ...LABELS, app_n: '5', odd: 'a b' } }).mismatch).toBeUndefined();
    const second = shown(FULL, put('service_namespace', 'us')).mismatch;
    expect(second).toEqual({ field: 'service.namespace', detail: ANOTHER, identity: true });
    expect(shown(FULL, put('service_namespace', 'eu')).mismatch).toBeUndefined();
  });

  it('may name a namespace where none was signed', () => {
    const record = open().seal({ hrTime: at(10) }, at(20));
    expect(shown(record).mismatch).toBeUndefined();
  });

  it.each<readonly [string, Change]>([
    ['user_name', put('user_name', 'eve')],
    ['app_kept', put('app_kept', '1')],
    ['session_id', { labels: { ...LABELS, session_id: 'x' } }],
    ['__other__', put('__other__', 'x')],
    ['client_ip', put('client_ip', 'x')],
  ])('holds no unsigned %s', (field, change) => {
    expect(shown(FULL, change).mismatch).toEqual({ field, detail: 'it was not signed', unsigned: true });
  });

  it('may hold harmless names, which are told', () => {
    const labels = { ...LABELS, app: 'shop', my_service_name: 'x', service_name_x: 'x' };
    expect(shown(FULL, { labels, ...put('more', 'x') })).toEqual({
      mismatch: undefined,
      additions: ['host_name', 'more', 'app', 'my_service_name', 'service_name_x'],
    });
  });

  it('cannot show what the rest of a record was', () => {
    expect(shown(withRest()).mismatch).toEqual({
      field: 'rest',
      detail: 'Loki cannot show so many attributes',
    });
  });
});

describe('a line of Loki', () => {
  it.each<readonly [signed: unknown, line: string, isIt: boolean]>([
    ['text', 'text', true],
    ['text', 'texT', false],
    ['text', '', false],
    [undefined, '', true],
    [undefined, ' ', false],
    [5, '5', true],
    [5, '5.0', false],
    [0.5, '0.5', true],
    [true, 'true', true],
    [new Uint8Array([1]), 'AQ==', true],
    [new Uint8Array([1]), 'AQ', false],
    [['a', 1], '["a",1]', true],
    [['a', 1], '["a", 1 ]', true],
    [['a', 1], '[1,"a"]', false],
    [{ a: 'x' }, '{"a":"x"}', true],
    [{ a: 'x' }, 'x', false],
  ])('is, where %j was signed, as given: %#', (body, line, isIt) => {
    expect(shown(sealed({ body }), { line }).mismatch).toEqual(isIt ? undefined : { field: 'body', detail: OTHERWISE });
  });

  it('is, where a long value was signed, that value', () => {
    const long = 'z'.repeat(40_000);
    const rows: readonly (readonly [signed: unknown, line: string, isIt: boolean])[] = [
      [long, long, true],
      [long, `${long}z`, false],
      [new Uint8Array(40_000), Buffer.alloc(40_000).toString('base64'), true],
      [new Uint8Array(40_000), Buffer.alloc(40_001).toString('base64'), false],
      [[long, 1], JSON.stringify([long, 1]), true],
      [[long, 1], JSON.stringify([long, 2]), false],
    ];
    for (const [body, line, isIt] of rows) {
      expect(shown(sealed({ body }), { line }).mismatch?.field).toBe(isIt ? undefined : 'body');
    }
  });
});
