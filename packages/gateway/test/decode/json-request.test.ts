import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordFault, RequestFault } from '../../src/decode/record-fault.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';
import type { ReceivedRecord } from '../../src/received-record.js';
import { readJson } from '../support/read-json.js';

async function recordsOf(request: string | Uint8Array, changes = new VisibleChanges()): Promise<ReceivedRecord[]> {
  const { groups } = await readJson(request, changes);
  return groups.flatMap((group) => {
    const [resource, scope] = [group.resource(), group.scope()];
    return Array.from({ length: group.records }, (_, index) => group.record(index, resource, scope));
  });
}

const requestWith = (record: string): string => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`;
const bodyOf = async (value: string): Promise<unknown> => (await recordsOf(requestWith(`{"body":${value}}`)))[0]?.body;

describe('a request in JSON', () => {
  it.each([
    ['{"stringValue":"a"}', 'a'],
    ['{"string_value":"a"}', 'a'],
    ['{"intValue":"5"}', 5],
    ['{"intValue":5}', 5],
    ['{"intValue":"9007199254740993"}', '9007199254740993'],
    ['{"intValue":9007199254740993}', '9007199254740993'],
    ['{"intValue":"-9223372036854775808"}', '-9223372036854775808'],
    ['{"doubleValue":1.5}', 1.5],
    ['{"doubleValue":"NaN"}', Number.NaN],
    ['{"doubleValue":"-Infinity"}', Number.NEGATIVE_INFINITY],
    ['{"boolValue":true}', true],
    ['{"bytesValue":"AQI="}', Uint8Array.of(1, 2)],
    ['{"arrayValue":{"values":[{"intValue":1},{}]}}', [1, undefined]],
    ['{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}', { k: 1 }],
    ['{"stringValue":null}', undefined],
    ['{}', undefined],
    ['null', undefined],
    ['{"someLaterValue":1}', undefined],
  ])('reads %s', async (value, expected) => {
    expect(await bodyOf(value)).toEqual(expected);
  });

  it.each([
    '{"intValue":"abc"}',
    '{"intValue":1.5}',
    '{"intValue":"18446744073709551615"}',
    '{"stringValue":5}',
    '{"boolValue":"true"}',
    '{"bytesValue":"A*"}',
    '{"doubleValue":"1x"}',
    '"text"',
    '[]',
    '{"stringValue":"a","intValue":1}',
    '{"stringValue":"a","string_value":"b"}',
    '{"arrayValue":{"values":[{"boolValue":true,"kvlistValue":{}}]}}',
  ])('refuses the record with %s alone', async (value) => {
    await expect(bodyOf(value)).rejects.toThrow(RecordFault);
  });

  it.each([
    [
      '{"traceId":"ABCDEF0123456789ABCDEF0123456789","spanId":""}',
      { traceId: 'abcdef0123456789abcdef0123456789', spanId: '' },
    ],
    ['{"traceId":"00000000000000000000000000000000","spanId":"0000000000000000"}', undefined],
  ])('reads the identifiers of %s', async (record, expected) => {
    const span = (await recordsOf(requestWith(record)))[0]?.spanContext;
    expect(span && { traceId: span.traceId, spanId: span.spanId }).toEqual(expected);
  });

  it('has its times to the nanosecond, as texts and as numbers', async () => {
    const [record] = await recordsOf(
      requestWith('{"timeUnixNano":"1795449600123456789","observedTimeUnixNano":1795449600123456789}'),
    );
    expect([record?.hrTime, record?.hrTimeObserved]).toEqual([
      [1_795_449_600, 123_456_789],
      [1_795_449_600, 123_456_789],
    ]);
    await expect(recordsOf(requestWith('{"timeUnixNano":"-1"}'))).rejects.toThrow(RecordFault);
    await expect(recordsOf(requestWith('{"timeUnixNano":"18446744073709551616"}'))).rejects.toThrow(RecordFault);
  });

  it.each([
    '{"resourceLogs":[],"resource_logs":[{}]}',
    '{"resourceLogs":[{"scopeLogs":[],"scope_logs":[]}]}',
    '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}],"log_records":[{}]}]}]}',
    '{"resourceLogs":[{"schemaUrl":"a","schema_url":"b"}]}',
    'null',
    '[]',
    '5',
    '"{}"',
  ])('is refused as a whole as %s', async (text) => {
    await expect(recordsOf(text)).rejects.toThrow(RequestFault);
  });

  it.each([
    '{"eventName":"a","event_name":"b"}',
    '{"timeUnixNano":"1","time_unix_nano":"2"}',
    '{"severityNumber":2147483648}',
  ])('refuses the record %s alone', async (record) => {
    await expect(recordsOf(requestWith(record))).rejects.toThrow(RecordFault);
  });

  it.each(['{}', '{"resourceLogs":null}', '{"resource_logs":[]}', '{"resourceLogs":[{}]}'])(
    'may be empty: %s',
    async (text) => {
      const changes = new VisibleChanges();
      expect([await recordsOf(text, changes), changes.count('unknown_field')]).toEqual([[], 0]);
    },
  );

  it.each([
    ['{"resourcelogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}', 1],
    ['{"resourceLogs":[{"instrumentationLibraryLogs":[{"logRecords":[{}]}]}]}', 1],
    ['{"resourceLogs":[{"scopeLogs":[{"logrecords":[{}],"more":1}]}]}', 2],
    ['{"resourceLogs":[{"resource":{"Attributes":[]},"scopeLogs":[{"scope":{"labels":{}},"logRecords":[{}]}]}]}', 2],
    [requestWith('{"message":"m","time":"t"}'), 2],
    [requestWith('{"body":{"textValue":"t"}}'), 1],
    [requestWith('{"attributes":[{"key":"k","val":{"stringValue":"v"}}]}'), 1],
    [requestWith('{"severity_number":5,"trace_id":"","droppedAttributesCount":1}'), 0],
    ['{"resourceLogs":[{"resource":{"entityRefs":[],"droppedAttributesCount":1}}]}', 0],
  ])('counts what OTLP does not have, and passes over it: %s', async (text, count) => {
    const changes = new VisibleChanges();
    await recordsOf(text, changes);
    expect(changes.count('unknown_field')).toBe(count);
  });

  it('keeps resources with another schema apart, and makes one key for all scopes of a resource', async () => {
    const scopes = '"scopeLogs":[{"logRecords":[{}]},{"scope":{"name":"b"},"logRecords":[{}]}]';
    const text = `{"resourceLogs":[{"schemaUrl":"a",${scopes}},{"schemaUrl":"b",${scopes}}]}`;
    const { groups } = await readJson(text, new VisibleChanges());
    expect(new Set(groups.map(({ resourceKey }) => resourceKey)).size).toBe(2);
    expect(groups.map((group) => group.resource().schemaUrl)).toEqual(['a', 'a', 'b', 'b']);
  });

  it.each([
    ['resources', `{"resourceLogs":[${'{},'.repeat(163_840)}{}]}`],
    ['scopes', `{"resourceLogs":[{"scopeLogs":[${'{},'.repeat(163_840)}{}]}]}`],
    ['records', requestWith(`${'{},'.repeat(327_680)}{}`)],
  ])('is bounded in %s, also in empty ones, tenfold', async (_, text) => {
    await expect(recordsOf(text)).rejects.toThrow(expect.objectContaining({ status: 413 }));
  });

  it('reads whole numbers from their digits, and from nothing that only looks like them', async () => {
    const [record] = await recordsOf(
      requestWith(
        '{"body":{"stringValue":"\\"intValue\\":1234567890123456789"},"attributes":[{"key":"a","value":{"intValue" : 1234567890123456789}},{"key":"b","value":{"doubleValue":1234567890123456789.5}}]}',
      ),
    );
    expect(record?.body).toBe('"intValue":1234567890123456789');
    expect(record?.attributes).toEqual({ a: '1234567890123456789', b: 1234567890123456800 });
  });

  it('is bounded in depth', async () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(640)}{}${']}}'.repeat(640)}`;
    expect(JSON.stringify(await bodyOf(deep))).toBe(`${'['.repeat(16)}"[too deep]"${']'.repeat(16)}`);
    await expect(recordsOf('['.repeat(1_000_000))).rejects.toThrow(RequestFault);
    const resource = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const request = `{"resourceLogs":[{"resource":{"x":${resource}},"scopeLogs":[{"logRecords":[{}]}]}]}`;
    await expect(recordsOf(request)).rejects.toThrow(RequestFault);
  });

  it('does not take a name for an ancestor', async () => {
    const [record] = await recordsOf(
      requestWith('{"__proto__":{"body":{"intValue":1}},"attributes":[{"key":"__proto__","value":{"intValue":2}}]}'),
    );
    expect([record?.body, record?.attributes]).toEqual([undefined, { 'renamed.0.__proto__': 2 }]);
  });

  it('of any JSON is read, or refused by one of two errors', async () => {
    await fc.assert(fc.asyncProperty(fc.json({ maxDepth: 6 }), readsOrRefuses));
    await fc.assert(fc.asyncProperty(fc.json({ maxDepth: 4 }), (value) => readsOrRefuses(requestWith(value))));
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), (value) =>
        readsOrRefuses(requestWith(`{"body":${value},"attributes":${value}}`)),
      ),
    );
  });
});

async function readsOrRefuses(request: string): Promise<void> {
  try {
    await recordsOf(request);
  } catch (cause) {
    expect(
      [RecordFault, RequestFault].some((kind) => cause instanceof kind),
      String(cause),
    ).toBe(true);
  }
}
