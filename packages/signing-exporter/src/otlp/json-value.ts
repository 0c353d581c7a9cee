import { json, writeMember, writePlain, writeRaw, writeString } from './json-writer.js';
import { KeyFragments } from './key-fragments.js';

const COMMA = 0x2c;
const STRING = Buffer.from('{"stringValue":');
const TRUE = Buffer.from('{"boolValue":true}');
const FALSE = Buffer.from('{"boolValue":false}');
const INT = Buffer.from('{"intValue":');
const DOUBLE = Buffer.from('{"doubleValue":');
const BYTES = Buffer.from('{"bytesValue":"');
const LIST = Buffer.from('{"arrayValue":{"values":[');
const MAP = Buffer.from('{"kvlistValue":{"values":[');
const NOTHING = Buffer.from('{}');
const END = Buffer.from('}');
const END_OF_TEXT = Buffer.from('"}');
const END_OF_VALUES = Buffer.from(']}}');

/** A key up to its value, and up to the text of a value that is one; behind the comma of the member before it. */
const keys = new KeyFragments((key) => Buffer.from(`,{"key":${JSON.stringify(key)},"value":`));
const textKeys = new KeyFragments((key) => Buffer.from(`,{"key":${JSON.stringify(key)},"value":{"stringValue":`));

/** KeyValues with commas between them: the members of a map, or attributes. */
export function writeKeyValues(at: number, map: object): number {
  let end = at;
  for (const key of Object.keys(map)) {
    const value = (map as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') end = writeMember(end, afterFirst(textKeys.of(key), end > at), value);
    else end = writeRaw(writeValue(writeRaw(end, afterFirst(keys.of(key), end > at)), value), END);
  }
  return end;
}

/** The first member has no comma before it. */
function afterFirst(fragment: Uint8Array, isAfter: boolean): Uint8Array {
  return isAfter ? fragment : fragment.subarray(1);
}

/** An AnyValue; an empty one for what has no place in it. */
export function writeValue(at: number, value: unknown): number {
  switch (typeof value) {
    case 'string':
      return writeRaw(writeString(writeRaw(at, STRING), value), END);
    case 'boolean':
      return writeRaw(at, value ? TRUE : FALSE);
    case 'number':
      return writeRaw(writePlain(writeRaw(at, Number.isInteger(value) ? INT : DOUBLE), JSON.stringify(value)), END);
    case 'object':
      return value === null ? writeRaw(at, NOTHING) : writeObject(at, value);
    default:
      return writeRaw(at, NOTHING);
  }
}

function writeObject(at: number, value: object): number {
  if (value instanceof Uint8Array) {
    const text = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
    return writeRaw(writePlain(writeRaw(at, BYTES), text), END_OF_TEXT);
  }
  if (!Array.isArray(value)) return writeRaw(writeKeyValues(writeRaw(at, MAP), value), END_OF_VALUES);
  let end = writeRaw(at, LIST);
  for (let index = 0; index < value.length; index += 1) {
    if (index > 0) end = writeComma(end);
    end = writeValue(end, value[index]);
  }
  return writeRaw(end, END_OF_VALUES);
}

function writeComma(at: number): number {
  json.withRoom(at, 1)[at] = COMMA;
  return at + 1;
}
