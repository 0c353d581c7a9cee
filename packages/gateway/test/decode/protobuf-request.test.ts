import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protobufRequest } from '../../src/decode/protobuf-request.js';
import { RecordFault, RequestFault } from '../../src/decode/record-fault.js';
import { MAX_PARTS, MAX_RECORDS } from '../../src/decode/value-bounds.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';
import type { ReceivedRecord } from '../../src/received-record.js';

function recordsOf(bytes: Uint8Array, changes = new VisibleChanges()): ReceivedRecord[] {
  return protobufRequest(Buffer.from(bytes), changes).groups.flatMap((group) => {
    const [resource, scope] = [group.resource(), group.scope()];
    return Array.from({ length: group.records }, (_, index) => group.record(index, resource, scope));
  });
}

const serialized = (record: object): Uint8Array =>
  ProtobufLogsSerializer.serializeRequest([
    {
      ...{ hrTime: [1, 2], hrTimeObserved: [3, 4], attributes: {}, droppedAttributesCount: 0 },
      ...{ resource: { attributes: { 'service.name': 'shop' } }, instrumentationScope: { name: 'lib', version: '1' } },
      ...record,
    } as never,
  ]) as Uint8Array;

/** A field with a length in front. */
const field = (number: number, ...content: readonly (number | Uint8Array)[]): Buffer => {
  const bytes = Buffer.concat(content.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))));
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest > 0x7f; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.of((number << 3) | 2), Buffer.from([...length, rest]), bytes]);
};
const requestWith = (...records: readonly Uint8Array[]): Buffer =>
  field(1, field(2, ...records.map((record) => field(2, record))));

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => value.isWellFormed());
const name = fc.string({ minLength: 1, maxLength: 20 }).filter((value) => value !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.boolean(),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe('a request in protobuf', () => {
  it('says what an SDK wrote into it', () => {
    fc.assert(
      fc.property(tree, fc.dictionary(name, tree, { noNullPrototype: true }), text, (body, attributes, eventName) => {
        const record = {
          ...{ body, attributes, eventName, severityNumber: 9, severityText: 'INFO' },
          spanContext: { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), traceFlags: 1 },
        };
        const [read] = recordsOf(serialized(record));
        expect({ ...read, eventName: read?.eventName ?? '' }).toMatchObject({ ...record, hrTime: [1, 2] });
      }),
    );
  });

  it('has its times to the nanosecond, over all of what 64 bits hold', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (nanoseconds) => {
        const time = Buffer.alloc(9);
        time[0] = 0x09;
        time.writeBigUInt64LE(nanoseconds, 1);
        const [record] = recordsOf(requestWith(time));
        expect(record?.hrTime).toEqual([Number(nanoseconds / 1_000_000_000n), Number(nanoseconds % 1_000_000_000n)]);
      }),
    );
  });

  it('has its whole numbers exactly: those that no double holds as digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const varint: number[] = [];
        for (let rest = BigInt.asUintN(64, value); ; rest >>= 7n) {
          if (rest < 0x80n) {
            varint.push(Number(rest));
            break;
          }
          varint.push(Number(rest & 0x7fn) | 0x80);
        }
        const [record] = recordsOf(requestWith(field(5, 0x18, Buffer.from(varint))));
        const expected = Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
        expect(record?.body).toBe(expected);
      }),
    );
  });

  it('costs a record that cannot be read, and no other', () => {
    const good = field(5, field(1, Buffer.from('good')));
    const outline = protobufRequest(requestWith(good, Buffer.of(0x2a, 0x7f), good), new VisibleChanges());
    const [group] = outline.groups;
    const read = (index: number) => group?.record(index, { attributes: {} }, { name: '' }).body;
    expect([read(0), read(2)]).toEqual(['good', 'good']);
    expect(() => read(1)).toThrow(RecordFault);
  });

  it('keeps a name that comes twice, an empty one and __proto__, each under another', () => {
    const attribute = (key: string, value: string) =>
      field(6, field(1, Buffer.from(key)), field(2, field(1, Buffer.from(value))));
    const changes = new VisibleChanges();
    const record = Buffer.concat(['a', 'a', '', '__proto__'].map((key, index) => attribute(key, `v${index}`)));
    const [read] = recordsOf(requestWith(record), changes);
    expect(Object.entries(read?.attributes ?? {})).toEqual([
      ['a', 'v0'],
      ['renamed.0.a', 'v1'],
      ['renamed.1.', 'v2'],
      ['renamed.2.__proto__', 'v3'],
    ]);
    expect(Object.fromEntries(changes.entries)).toEqual({ duplicate_name: 2, empty_name: 1 });
  });

  it('is bounded: in depth, in values, in records, tenfold', () => {
    let deep: Buffer = field(1, Buffer.from('core'));
    for (let level = 0; level < 160; level += 1) deep = field(5, field(1, deep));
    const changes = new VisibleChanges();
    const [nested] = recordsOf(requestWith(field(5, deep)), changes);
    expect(JSON.stringify(nested?.body)).toBe(`${'['.repeat(16)}"[too deep]"${']'.repeat(16)}`);
    const many = field(5, field(5, ...Array.from({ length: 81_920 }, () => field(1, field(1, Buffer.from('x'))))));
    const [long] = recordsOf(requestWith(many), changes);
    expect((long as { body: unknown[] }).body.length).toBeLessThanOrEqual(8_193);
    const names = Array.from({ length: 40_960 }, (_, index) => field(6, field(1, Buffer.from(`n${index}`))));
    const [wide] = recordsOf(requestWith(Buffer.concat(names)), changes);
    expect([Object.keys(wide?.attributes ?? {}).length, wide?.droppedAttributesCount]).toEqual([4_096, 36_864]);
    expect(Object.fromEntries(changes.entries)).toMatchObject({ too_deep: 5, too_many_values: 2 });
    const records = Buffer.alloc(2 * 10 * MAX_RECORDS, Buffer.of(0x12, 0x00));
    expect(() => recordsOf(field(1, field(2, records)))).toThrow(RequestFault);
  });

  it.each([
    ['a number where a time belongs', Buffer.of(0x08, 1)],
    ['a field without a number', Buffer.of(0x00, 1)],
    ['a number where an attribute has its name', field(6, Buffer.of(0x08, 1))],
    ['a number where a value has its text', field(5, Buffer.of(0x08, 1))],
  ])('is refused for %s: a collector refuses it with all that is beside it', (_, record) => {
    expect(() => recordsOf(requestWith(record))).toThrow(RecordFault);
  });

  it('may have fields of later versions', () => {
    const [record] = recordsOf(requestWith(Buffer.concat([field(5, field(1, Buffer.from('x'))), field(30, 1, 2)])));
    expect(record?.body).toBe('x');
  });

  it.each([
    ['a body twice', [field(5, field(1, Buffer.from('lost'))), field(5, field(1, Buffer.from('kept')))]],
    ['two kinds in a value', [field(5, field(1, Buffer.from('lost')), field(1, Buffer.from('kept')))]],
    ['a name twice', [field(5, field(1, Buffer.from('kept'))), field(6, field(1, 0x61), field(1, 0x62))]],
    [
      'a value twice',
      [field(5, field(1, Buffer.from('kept'))), field(6, field(2, field(1, 1)), field(2, field(1, 1)))],
    ],
    ['a severity twice', [field(5, field(1, Buffer.from('kept'))), Buffer.of(0x10, 9, 0x10, 10)]],
  ])('has the last count of %s, as protobuf has it, and counts that another was there', (_, parts) => {
    const changes = new VisibleChanges();
    const [record] = recordsOf(requestWith(Buffer.concat(parts)), changes);
    expect([record?.body, changes.count('repeated_field')]).toEqual(['kept', 1]);
  });

  it('counts fields of later versions and of earlier ones, and passes over them', () => {
    const changes = new VisibleChanges();
    const libraries = Buffer.concat([Buffer.of(0xc2, 0x3e, 2), field(2)]); // 1000: instrumentation_library_logs
    expect(recordsOf(field(1, libraries), changes)).toEqual([]);
    recordsOf(requestWith(Buffer.concat([field(15, 1), field(5, field(9, 1))])), changes);
    recordsOf(
      field(1, field(1, Buffer.of(0x10, 1), field(3)), field(2, field(1, Buffer.of(0x20, 1)), field(2))),
      changes,
    );
    expect(changes.count('unknown_field')).toBe(3);
  });

  it('has resources and scopes that come in pieces, and is bounded in how many', () => {
    const attribute = (key: string): Buffer =>
      field(1, field(1, Buffer.from(key)), field(2, field(1, Buffer.from('v'))));
    const changes = new VisibleChanges();
    const pieces = [field(1, attribute('a')), field(1), field(1, attribute('b'))];
    const [group] = protobufRequest(field(1, ...pieces, field(2, field(2))), changes).groups;
    expect([group?.resource().attributes, changes.count('repeated_field')]).toEqual([{ a: 'v', b: 'v' }, 0]);
    const many = Buffer.alloc(10 * MAX_PARTS * 4, Buffer.of(0x0a, 2, 0x10, 1));
    expect(() => recordsOf(field(1, many))).toThrow(RequestFault);
    expect(() => recordsOf(field(1, field(2, many)))).toThrow(RequestFault);
    expect(recordsOf(field(1, Buffer.alloc(10 * MAX_PARTS * 2, Buffer.of(0x12, 0))))).toEqual([]);
  });

  it('takes a severity for the number with a sign that it is', () => {
    const minusOne = Buffer.of(0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1);
    expect(recordsOf(requestWith(minusOne))[0]?.severityNumber).toBe(-1);
  });

  it('is there as it came only where all of it was read', () => {
    let deep: Buffer = Buffer.of(0xff);
    for (let level = 0; level < 20; level += 1) deep = field(5, field(1, deep));
    const records = [field(5, field(1, Buffer.from('x'))), field(5, deep), field(5, field(1, Buffer.of(0xff)))];
    const [group] = protobufRequest(requestWith(...records), new VisibleChanges()).groups;
    const kept = records.map((_, index) => {
      group?.record(index, { attributes: {} }, { name: '' });
      return group?.bytes(index);
    });
    expect(kept).toEqual([Uint8Array.from(field(2, records[0] as Buffer)), undefined, undefined]);
  });

  it('replaces what is no UTF-8, and says so', () => {
    const changes = new VisibleChanges();
    const [record] = recordsOf(requestWith(field(5, field(1, Buffer.of(0x61, 0xff, 0x62)))), changes);
    expect([record?.body, Object.fromEntries(changes.entries)]).toEqual(['a\ufffdb', { invalid_text: 1 }]);
  });

  it('of any bytes is read, or refused by one of two errors', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readsOrRefuses));
    const whole = serialized({ body: { a: [1, 'x', { b: true }] }, attributes: { c: 1.5, d: 'text' } });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 5 }), (edits) => {
        const edited = Uint8Array.from(whole);
        for (const [at, byte] of edits) edited[at] = byte;
        readsOrRefuses(edited);
      }),
    );
  });
});

function readsOrRefuses(bytes: Uint8Array): void {
  try {
    recordsOf(bytes);
  } catch (cause) {
    expect(
      [RecordFault, RequestFault].some((kind) => cause instanceof kind),
      String(cause),
    ).toBe(true);
  }
}
