import { KeyFragments } from './key-fragments.js';
import {
  endMessage,
  message,
  sizeOfLength,
  writeBytes,
  writeDouble,
  writeLength,
  writeNumber,
  writeText,
  writeWrappedText,
} from './protobuf-writer.js';

/** Tags of AnyValue, ArrayValue, KeyValueList and KeyValue in opentelemetry-proto's common.proto (1.x, stable). */
const STRING = 0x0a;
const BOOL = 0x10;
const INT = 0x18;
const DOUBLE = 0x21;
const ARRAY = 0x2a;
const MAP = 0x32;
const BYTES = 0x3a;
const LIST_VALUES = 0x0a;
const KEY = 0x0a;
const VALUE = 0x12;

const TWO_POW_63 = 2 ** 63;

/** A key, and the tag of the value behind it. */
const keys = new KeyFragments((key) => {
  const length = Buffer.byteLength(key);
  const fragment = Buffer.allocUnsafe(1 + sizeOfLength(length) + length + 1);
  fragment[0] = KEY;
  const at = writeLength(fragment, 1, length);
  fragment.write(key, at);
  fragment[at + length] = VALUE;
  return fragment;
});

/** A KeyValue in the field `tag`. */
export function writeKeyValue(at: number, tag: number, key: string, value: unknown): number {
  const prefix = keys.of(key);
  if (typeof value === 'string') return writeWrappedText(at, tag, prefix, STRING, value);
  const bytes = message.withRoom(at, prefix.length + 3);
  bytes[at] = tag;
  bytes.set(prefix, at + 2);
  const valueAt = at + 2 + prefix.length;
  return endMessage(at + 1, endMessage(valueAt, writeAnyValue(valueAt + 1, value)));
}

/** An AnyValue in the field `tag`. */
export function writeValue(at: number, tag: number, value: unknown): number {
  message.withRoom(at, 2)[at] = tag;
  return endMessage(at + 1, writeAnyValue(at + 2, value));
}

/** The fields of an AnyValue; none for what has no place in one. */
function writeAnyValue(at: number, value: unknown): number {
  switch (typeof value) {
    case 'string':
      return writeText(at, STRING, value);
    case 'boolean':
      return writeNumber(at, BOOL, value ? 1 : 0);
    case 'number':
      return isInt64(value) ? writeNumber(at, INT, value) : writeDouble(at, DOUBLE, value);
    case 'object':
      return value === null ? at : writeObject(at, value);
    default:
      return at;
  }
}

function writeObject(at: number, value: object): number {
  if (value instanceof Uint8Array) return writeBytes(at, BYTES, value);
  message.withRoom(at, 2)[at] = Array.isArray(value) ? ARRAY : MAP;
  return endMessage(at + 1, Array.isArray(value) ? writeList(at + 2, value) : writeMembers(at + 2, value));
}

function writeList(at: number, values: readonly unknown[]): number {
  let end = at;
  for (let index = 0; index < values.length; index += 1) end = writeValue(end, LIST_VALUES, values[index]);
  return end;
}

function writeMembers(at: number, map: object): number {
  let end = at;
  for (const key of Object.keys(map)) {
    end = writeKeyValue(end, LIST_VALUES, key, (map as Readonly<Record<string, unknown>>)[key]);
  }
  return end;
}

function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -TWO_POW_63 && value < TWO_POW_63;
}
