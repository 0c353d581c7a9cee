import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { wireSafeRecord } from '@otelseal/audit-integrity';
import { HOSTILE_TEXTS, R10, R35 } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaled } from '../../../../test/long/scale.js';
import { jsonCodec } from '../../src/otlp/json-codec.js';
import { jsonRecord } from '../../src/otlp/json-record.js';
import { protobufCodec } from '../../src/otlp/protobuf-codec.js';
import { protobufRecord } from '../../src/otlp/protobuf-record.js';
import { NO_PLACE } from '../../src/otlp/record-codec.js';
import { recordOf } from '../sealing-bench.js';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 20, maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'a', '\u007f', '\u0000', 'é', '😀'), maxLength: 200 }),
  fc.integer({ min: 0, max: 20_000 }).map((length) => 'x"'.repeat(length / 2)),
);
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -1, 127, 128, 2 ** 31, 2 ** 32, -(2 ** 31), 2 ** 53 - 1),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    number,
    fc.boolean(),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6 }),
  ),
}));
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const time = fc.tuple(fc.integer({ min: 1, max: 18_446_744_072 }), fc.integer({ min: 0, max: 999_999_999 }));
const record = fc.record({
  hrTime: time,
  hrTimeObserved: time,
  body: fc.option(value, { nil: undefined }),
  attributes: fc.dictionary(text, value, { maxKeys: 40 }),
  eventName: fc.option(text, { nil: undefined }),
  severityNumber: fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
  severityText: fc.option(text, { nil: undefined }),
  droppedAttributesCount: fc.nat(),
  spanContext: fc.option(
    fc.record({ traceId: hex(32), spanId: hex(16), traceFlags: fc.integer({ min: 0, max: 255 }) }),
    { nil: undefined },
  ),
});

/** As sealing hands it over: all values wire-safe. */
function sealed(fields: object): ReadableLogRecord {
  const timed = { ...recordOf(), ...fields };
  return { ...timed, ...wireSafeRecord(timed), ...NO_PLACE } as ReadableLogRecord;
}

/** The standard serializer's request with one record: what stands around the record is known. */
const JSON_BEFORE =
  '{"resourceLogs":[{"resource":{"attributes":[],"droppedAttributesCount":0},"scopeLogs":[{"scope":{"name":""},"logRecords":[';
const JSON_AFTER = ']}]}]}';

describe.each([
  {
    name: 'JSON',
    encode: (one: ReadableLogRecord) => `${JSON_BEFORE}${jsonRecord(one).toString()}${JSON_AFTER}`,
    standard: (one: ReadableLogRecord) => Buffer.from(JsonLogsSerializer.serializeRequest([one]) ?? []).toString(),
  },
  {
    name: 'protobuf',
    encode: (one: ReadableLogRecord) => protobufRecord(one).toString('hex'),
    standard: (one: ReadableLogRecord) => {
      const request = Buffer.from(ProtobufLogsSerializer.serializeRequest([one]) ?? []).toString('hex');
      return request.slice(request.length - protobufRecord(one).length * 2);
    },
  },
])('a record encoded as $name', ({ encode, standard }) => {
  it('is byte for byte what the standard serializer makes of it', () => {
    fc.assert(
      fc.property(record, (fields) => {
        const one = sealed(fields);
        expect(encode(one)).toBe(standard(one));
      }),
      { numRuns: scaled(300) },
    );
  });

  it.each(Object.entries({ R10, R35 }))('is so for %s', (_name, fields) => {
    expect(encode(sealed(fields))).toBe(standard(sealed(fields)));
  });

  it('is so for hostile texts, as values and as names', () => {
    for (const { text: hostile } of HOSTILE_TEXTS) {
      const one = sealed({ body: hostile, attributes: { [hostile]: hostile, list: [hostile], map: { [hostile]: 1 } } });
      expect(encode(one)).toBe(standard(one));
    }
  });

  it.each([127, 128, 129, 16_383, 16_384, 65_536, 2_097_151, 2_097_152])(
    'is so where lengths need another byte: %i',
    (length) => {
      for (const unit of ['a', '"', 'é']) {
        const long = unit.repeat(length);
        const one = sealed({ body: [[long]], attributes: { a: long, b: { c: { d: long } }, ['k'.repeat(300)]: 'x' } });
        expect(encode(one) === standard(one)).toBe(true); // no diff of megabytes
      }
    },
  );

  it('does not depend on what was encoded before it', () => {
    const small = sealed(R10);
    const before = encode(small);
    encode(sealed({ body: 'é'.repeat(1_000_000) }));
    expect(encode(small)).toBe(before);
  });
});

describe.each([
  { from: jsonCodec(), to: protobufCodec() },
  { from: protobufCodec(), to: jsonCodec() },
])('a record stored as $from.contentType', ({ from, to }) => {
  it('and sent in the other encoding says the same', () => {
    fc.assert(
      fc.property(record, (fields) => {
        const one = sealed(fields);
        const again = from.recordOf(from.record(one), NO_PLACE);
        expect(to.record(again).toString()).toBe(to.record(one).toString());
      }),
      { numRuns: scaled(200) },
    );
  });

  it('takes its resource and scope along', () => {
    const { resource } = recordOf();
    const instrumentationScope = {
      name: 'shop',
      version: '1',
      schemaUrl: 'https://example.test/1',
      attributes: { a: 'é' },
    };
    for (const place of [{ resource, instrumentationScope }, NO_PLACE]) {
      expect(to.place(from.placeOf(from.place(place)))).toEqual(to.place(place));
    }
  });
});

describe('a time that OTLP cannot carry', () => {
  it.each([[undefined], [[Number.NaN, 0]], [[-1, 0]], [[1, 1e9]], [[1e300, 0]], [['1', '2']]])(
    '%j is sent as unknown instead of losing the record',
    (hrTimeObserved) => {
      const one = recordOf({}, { hrTimeObserved } as never);
      expect(JSON.parse(jsonRecord(one).toString())).toMatchObject({ observedTimeUnixNano: '0' });
      expect(protobufRecord(one).equals(protobufRecord({ ...one, hrTimeObserved: [0, 0] }))).toBe(true);
    },
  );
});
