import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RecordPlace } from '../sealing/exported-record.js';
import { recordFrom } from './decoded-record.js';
import { fieldsOf } from './protobuf-fields.js';
import { type ProtobufField, protobufFields } from './protobuf-reader.js';

/** What `protobufRecord` wrote, as a record again; times and numbers included. */
export function recordOfProtobuf(stored: Uint8Array, place: RecordPlace): ReadableLogRecord {
  const [field] = protobufFields(stored);
  const found = new Map<number, ProtobufField>();
  const attributes: Record<string, unknown> = {};
  for (const one of protobufFields(field?.bytes ?? new Uint8Array())) {
    if (one.number === 6) addKeyValue(attributes, one.bytes);
    else found.set(one.number, one);
  }
  const text = (number: number): string | undefined => found.get(number)?.bytes.toString();
  const hex = (number: number): string | undefined => found.get(number)?.bytes.toString('hex');
  const number = (field: number): number | undefined => numberOf(found.get(field));
  const body = found.get(5);
  return recordFrom(
    {
      time: found.get(1)?.bits ?? 0n,
      observedTime: found.get(11)?.bits ?? 0n,
      severityNumber: number(2),
      severityText: text(3),
      body: body === undefined ? undefined : anyValue(body.bytes),
      attributes,
      droppedAttributesCount: number(7) ?? 0,
      flags: number(8) ?? 0,
      traceId: hex(9),
      spanId: hex(10),
      eventName: text(12),
    },
    place,
  );
}

/** What stands around records, as a resource and scope again. */
export function placeOfProtobuf(stored: Uint8Array): RecordPlace {
  const [resourceField, scopeField, scopeTail, resourceTail] = fieldsOf(stored).map(({ content }) => content);
  const resource = { attributes: {} as Record<string, unknown>, schemaUrl: schemaUrl(resourceTail) };
  for (const { number, bytes } of inner(resourceField)) if (number === 1) addKeyValue(resource.attributes, bytes);
  const scope: {
    name: string;
    version?: string;
    attributes?: Record<string, unknown>;
    schemaUrl?: string | undefined;
  } = {
    name: '',
    schemaUrl: schemaUrl(scopeTail),
  };
  for (const { number, bytes } of inner(scopeField)) {
    if (number === 1) scope.name = bytes.toString();
    if (number === 2) scope.version = bytes.toString();
    if (number === 3) {
      scope.attributes ??= {};
      addKeyValue(scope.attributes, bytes);
    }
  }
  return { resource, instrumentationScope: scope } as unknown as RecordPlace;
}

function inner(field: Uint8Array | undefined): Iterable<ProtobufField> {
  const [message] = protobufFields(field ?? new Uint8Array());
  return protobufFields(message?.bytes ?? new Uint8Array());
}

function schemaUrl(tail: Uint8Array | undefined): string | undefined {
  for (const { number, bytes } of protobufFields(tail ?? new Uint8Array())) if (number === 3) return bytes.toString();
  return undefined;
}

function addKeyValue(target: Record<string, unknown>, bytes: Uint8Array): void {
  let key = '';
  let value: unknown;
  for (const field of protobufFields(bytes)) {
    if (field.number === 1) key = field.bytes.toString();
    if (field.number === 2) value = anyValue(field.bytes);
  }
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function anyValue(bytes: Uint8Array): unknown {
  const [field] = protobufFields(bytes);
  switch (field?.number) {
    case 1:
      return field.bytes.toString();
    case 2:
      return field.bits !== 0n;
    case 3:
      return Number(BigInt.asIntN(64, field.bits));
    case 4:
      return doubleOf(field.bits);
    case 5:
      return Array.from(protobufFields(field.bytes), (item) => anyValue(item.bytes));
    case 6: {
      const map: Record<string, unknown> = {};
      for (const member of protobufFields(field.bytes)) addKeyValue(map, member.bytes);
      return map;
    }
    case 7:
      return Uint8Array.from(field.bytes);
    default:
      return undefined;
  }
}

function numberOf(field: ProtobufField | undefined): number | undefined {
  return field === undefined ? undefined : Number(field.bits);
}

function doubleOf(bits: bigint): number {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(bits);
  return bytes.readDoubleLE();
}
