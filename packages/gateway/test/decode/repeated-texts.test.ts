import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protobufRequest } from '../../src/decode/protobuf-request.js';
import { VisibleChanges } from '../../src/decode/visible-changes.js';
import type { ReceivedRecord } from '../../src/received-record.js';

const [resource, instrumentationScope] = [{ attributes: {} }, { name: 'lib' }];

function serialized(records: readonly object[]): Buffer {
  const whole = records.map((record) => ({
    ...{ hrTime: [1, 2], hrTimeObserved: [3, 4], droppedAttributesCount: 0, resource, instrumentationScope },
    ...record,
  }));
  return Buffer.from(ProtobufLogsSerializer.serializeRequest(whole as never) as Uint8Array);
}

function read(request: Buffer, changes = new VisibleChanges()): ReceivedRecord[] {
  return protobufRequest(request, changes).groups.flatMap((group) => {
    const place = [group.resource(), group.scope()] as const;
    return Array.from({ length: group.records }, (_, index) => group.record(index, ...place));
  });
}

/** Few of them, so that they repeat; some of one length, some longer than what is remembered. */
const text = fc.constantFrom('', 'GET', 'PUT', 'GE\u00e9', 'POST', 'a'.repeat(48), 'a'.repeat(49), '\ufffd');
const value = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.record({ method: text, list: fc.array(text) }));
const record = fc.record({
  body: text,
  attributes: fc.dictionary(fc.constantFrom('method', 'route', 'n'.repeat(97)), value, { noNullPrototype: true }),
  eventName: fc.constantFrom('a.b', 'a.c', 'a.bc'),
  severityText: fc.constantFrom('INFO', 'WARN', 'ERROR'),
});

describe('texts that repeat within a request', () => {
  it('are in each record what it says, whatever the ones before said', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 2, maxLength: 12 }), (records) => {
        const shown = read(serialized(records)).map(({ body, attributes, eventName, severityText }) => {
          return { body, attributes, eventName, severityText };
        });
        expect(shown).toEqual(records);
      }),
    );
  });

  it('that are no UTF-8 are counted in each record', () => {
    const request = serialized([{ attributes: { method: 'GXT' } }, { attributes: { method: 'GXT' } }]);
    for (let at = request.indexOf('GXT'); at !== -1; at = request.indexOf('GXT')) request[at + 1] = 0xff;
    const changes = new VisibleChanges();
    const methods = read(request, changes).map(({ attributes }) => attributes['method']);
    expect([methods, Object.fromEntries(changes.entries)]).toEqual([['G\ufffdT', 'G\ufffdT'], { invalid_text: 2 }]);
  });
});
