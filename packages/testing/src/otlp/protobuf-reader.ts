import { MalformedRequest } from './logs-request.js';

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** One field of a message: its number and its value, still undecoded. */
export interface ProtobufField {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes. */
  readonly wireType: number;
  /** The value of wire types 0, 1 and 5, unsigned. */
  readonly scalar: bigint;
  /** The value of wire type 2; empty otherwise. */
  readonly bytes: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);

/**
 * The fields of one protobuf message in order. Nothing is copied; every length is checked against the message's end.
 *
 * @throws {MalformedRequest} when the bytes are not protobuf
 */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;

  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= message.length) throw new MalformedRequest('protobuf ends inside a number');
      const byte = message[at++] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new MalformedRequest('a protobuf number is longer than ten bytes');
  };
  const take = (length: number): number => {
    if (length > message.length - at) throw new MalformedRequest('a protobuf field is longer than its message');
    at += length;
    return at - length;
  };

  while (at < message.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    const wireType = Number(tag & 7n);
    if (number === 0 || number > 0x1fffffff) throw new MalformedRequest('a protobuf field has an impossible number');
    if (wireType === 0) yield { number, wireType, scalar: varint(), bytes: NO_BYTES };
    else if (wireType === 1) yield { number, wireType, scalar: view.getBigUint64(take(8), true), bytes: NO_BYTES };
    else if (wireType === 5) yield { number, wireType, scalar: BigInt(view.getUint32(take(4), true)), bytes: NO_BYTES };
    else if (wireType === 2) {
      const length = varint();
      const from = take(length > 0xffffffffn ? 0xffffffff : Number(length));
      yield { number, wireType, scalar: 0n, bytes: message.subarray(from, at) };
    } else throw new MalformedRequest(`protobuf wire type ${wireType} is not used by OTLP`);
  }
}

/** Text of a string field; bytes that are not UTF-8 become U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}

/** The eight bytes of a `double`. */
export function doubleOf(bits: bigint): number {
  const eightBytes = new DataView(new ArrayBuffer(8));
  eightBytes.setBigUint64(0, bits);
  return eightBytes.getFloat64(0);
}
