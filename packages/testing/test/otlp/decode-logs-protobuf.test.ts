import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { decodeLogsProtobuf } from '../../src/otlp/decode-logs-protobuf.js';
import { MalformedRequest } from '../../src/otlp/logs-request.js';
import { readLogsJson } from '../../src/otlp/read-logs-json.js';
import { R35 } from '../../src/records/r35.js';
import { sdkRecords } from './sdk-records.js';

const protobufOf = (records: ReturnType<typeof sdkRecords>): Uint8Array => {
  const bytes = ProtobufLogsSerializer.serializeRequest(records);
  if (bytes === undefined) throw new Error('the SDK could not serialise');
  return bytes;
};
const jsonOf = (records: ReturnType<typeof sdkRecords>): string =>
  Buffer.from(JsonLogsSerializer.serializeRequest(records) ?? new Uint8Array()).toString();

describe('protobuf decoding', () => {
  it('gives what the JSON form of the same records gives', () => {
    const records = sdkRecords([R35.attributes, { nested: { list: [1, 'two', { three: true }], none: null } }]);
    expect(decodeLogsProtobuf(protobufOf(records))).toEqual(readLogsJson(jsonOf(records)));
  });

  it('gives what the JSON form gives for any attributes of the SDK', () => {
    const text = fc.string({ unit: 'grapheme' });
    const scalar = fc.oneof(
      text,
      fc.boolean(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
    );
    const value = fc.oneof(scalar, fc.array(scalar), fc.dictionary(text.filter(isPlainKey), scalar), fc.uint8Array());
    fc.assert(
      fc.property(fc.dictionary(text.filter(isPlainKey), value), (attributes) => {
        const records = sdkRecords([attributes]);
        expect(decodeLogsProtobuf(protobufOf(records))).toEqual(readLogsJson(jsonOf(records)));
      }),
      { numRuns: scaled(300) },
    );
  });

  it('refuses a message cut at any byte inside a field, and never fails otherwise', () => {
    const bytes = protobufOf(sdkRecords([R35.attributes]));
    for (let length = 1; length < bytes.length; length += 1) {
      expect(() => decodeLogsProtobuf(bytes.subarray(0, length)), `cut at ${length}`).toThrow(MalformedRequest);
    }
  });

  it('answers random bytes with a request or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeLogsProtobuf(bytes);
        } catch (cause) {
          expect(cause).toBeInstanceOf(MalformedRequest);
        }
      }),
      { numRuns: scaled(2_000) },
    );
  });

  it('refuses values that nest deeper than 64', () => {
    const nested = (depth: number): Buffer => {
      let value: Buffer = Buffer.from([0x0a, 0x01, 0x78]); // AnyValue { string_value: "x" }
      for (let level = 0; level < depth; level += 1) value = field(5, field(1, value));
      return field(1, field(2, field(2, field(5, value)))); // resource_logs / scope_logs / log_records / body
    };
    expect(decodeLogsProtobuf(nested(64))).toHaveLength(1);
    expect(() => decodeLogsProtobuf(nested(640))).toThrow(MalformedRequest);
  });
});

function isPlainKey(key: string): boolean {
  return key !== '' && key !== '__proto__';
}

function field(number: number, content: Buffer): Buffer {
  const length: number[] = [];
  for (let left = content.length; ; left >>>= 7) {
    length.push(left < 0x80 ? left : (left & 0x7f) | 0x80);
    if (left < 0x80) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), content]);
}
