import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { decodeLogsProtobuf } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { jsonCodec } from '../../src/otlp/json-codec.js';
import { protobufCodec } from '../../src/otlp/protobuf-codec.js';
import type { RecordCodec } from '../../src/otlp/record-codec.js';
import { recordOf } from '../sealing-bench.js';

const PLACES = [
  {
    resource: resourceFromAttributes({ 'service.name': 'shop "logRecords":[' }),
    instrumentationScope: { name: 'a', version: '1' },
  },
  {
    resource: { attributes: {}, schemaUrl: 'https://example.test/1' } as ReadableLogRecord['resource'],
    instrumentationScope: { name: 'b', schemaUrl: 'https://example.test/2', attributes: { 'otelseal probe': true } },
  },
];

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const records = fc.array(
  fc.record({
    body: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('x'.repeat(20_000)), fc.constant(undefined)),
    attributes: fc.dictionary(fc.string(), fc.oneof(value, fc.array(value), fc.uint8Array())),
    eventName: fc.option(fc.string(), { nil: undefined }),
    severityNumber: fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** What delivery does: one group after the other, from stored bytes. */
function stored(codec: RecordCodec, groups: readonly (readonly ReadableLogRecord[])[]): Uint8Array {
  return codec.request(
    groups.map((group) => ({
      place: codec.place(group[0] as ReadableLogRecord),
      records: group.map((record) => codec.record(record)),
    })),
  );
}

describe.each([
  {
    name: 'JSON',
    codec: jsonCodec(),
    serialize: JsonLogsSerializer,
    decode: (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()),
  },
  { name: 'protobuf', codec: protobufCodec(), serialize: ProtobufLogsSerializer, decode: decodeLogsProtobuf },
])('a request from stored $name records', ({ codec, serialize, decode }) => {
  it('says the same as one that the standard serializer makes at once', () => {
    fc.assert(
      fc.property(records, records, (first, second) => {
        const groups = [first, second].map((group, at) =>
          group.map((fields) =>
            recordOf(fields.attributes, { ...fields, ...PLACES[at] } as Partial<ReadableLogRecord>),
          ),
        );
        const atOnce = serialize.serializeRequest(groups.flat());
        expect(decode(stored(codec, groups))).toEqual(decode(atOnce as Uint8Array));
      }),
      { numRuns: scaled(100) },
    );
  });

  it('reads how many records a response rejects, and takes any other answer for none', () => {
    expect(codec.rejected(new Uint8Array())).toBe(0);
    expect(codec.rejected(Buffer.from('\u0001 not a response'))).toBe(0);
  });
});

describe('a rejected count', () => {
  it('is read from JSON, where it is text, and from protobuf', () => {
    expect(jsonCodec().rejected(Buffer.from('{"partialSuccess":{"rejectedLogRecords":"3"}}'))).toBe(3);
    expect(protobufCodec().rejected(Uint8Array.of(0x0a, 2, 0x08, 3))).toBe(3);
  });
});
