import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRequest } from '../../src/decode/json-request.js';
import { RecordFault, RequestFault } from '../../src/decode/record-fault.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';
import type { ReceivedRecord } from '../../src/received-record.js';

function recordsOf(request: string | Uint8Array, changes = new VisibleChanges()): ReceivedRecord[] {
  return jsonRequest(Buffer.from(request as string), changes).groups.flatMap((group) => {
    const [resource, scope] = [group.resource(), group.scope()];
    return Array.from({ length: group.records }, (_, index) => group.record(index, resource, scope));
  });
}

const requestWith = (record: string): string => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`;
const bodyOf = (value: string): unknown => recordsOf(requestWith(`{"body":${value}}`))[0]?.body;

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
  ])('reads %s', (value, expected) => {
    expect(bodyOf(value)).toEqual(expected);
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
  ])('refuses the record with %s alone', (value) => {
    expect(() => bodyOf(value)).toThrow(RecordFault);
  });

  it.each([
    [
      '{"traceId":"ABCDEF0123456789ABCDEF0123456789","spanId":""}',
      { traceId: 'abcdef0123456789abcdef0123456789', spanId: '' },
    ],
    ['{"traceId":"00000000000000000000000000000000","spanId":"0000000000000000"}', undefined],
  ])('reads the identifiers of %s', (record, expected) => {
    const span = recordsOf(requestWith(record))[0]?.spanContext;
    expect(span && { traceId: span.traceId, spanId: span.spanId }).toEqual(expected);
  });

  it('has its times to the nanosecond, as texts and as numbers', () => {
    const [record] = recordsOf(
      requestWith('{"timeUnixNano":"1795449600123456789","observedTimeUnixNano":1795449600123456789}'),
    );
    expect([record?.hrTime, record?.hrTimeObserved]).toEqual([
      [1_795_449_600, 123_456_789],
      [1_795_449_600, 123_456_789],
    ]);
    expect(() => recordsOf(requestWith('{"timeUnixNano":"-1"}'))).toThrow(RecordFault);
    expect(() => recordsOf(requestWith('{"timeUnixNano":"18446744073709551616"}'))).toThrow(RecordFault);
  });

  it('is bounded in depth', () => {
    const deep = `${'{"arrayValue":{"values":['.repeat(640)}{}${']}}'.repeat(640)}`;
    expect(JSON.stringify(bodyOf(deep))).toBe(`${'['.repeat(16)}"[too deep]"${']'.repeat(16)}`);
    expect(() => recordsOf('['.repeat(1_000_000))).toThrow(RequestFault);
    const resource = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const request = `{"resourceLogs":[{"resource":{"x":${resource}},"scopeLogs":[{"logRecords":[{}]}]}]}`;
    expect(() => recordsOf(request)).toThrow(RequestFault);
  });

  it('does not take a name for an ancestor', () => {
    const [record] = recordsOf(
      requestWith('{"__proto__":{"body":{"intValue":1}},"attributes":[{"key":"__proto__","value":{"intValue":2}}]}'),
    );
    expect([record?.body, record?.attributes]).toEqual([undefined, { 'renamed.0.__proto__': 2 }]);
  });

  it('of any JSON is read, or refused by one of two errors', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), readsOrRefuses));
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), (value) => readsOrRefuses(requestWith(value))));
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (value) =>
        readsOrRefuses(requestWith(`{"body":${value},"attributes":${value}}`)),
      ),
    );
  });
});

function readsOrRefuses(request: string): void {
  try {
    recordsOf(request);
  } catch (cause) {
    expect(
      [RecordFault, RequestFault].some((kind) => cause instanceof kind),
      String(cause),
    ).toBe(true);
  }
}
