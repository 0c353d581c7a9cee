/** One field of a protobuf message. */
export interface ProtobufField {
  readonly number: number;
  /** Length-delimited content; empty for the others. */
  readonly bytes: Buffer;
  /** Of a varint, four or eight bytes: as unsigned 64 bits. */
  readonly bits: bigint;
}

const NO_BYTES = Buffer.alloc(0);
const LONGEST_VARINT = 10;

/**
 * The fields of a message in order. For bytes that our own encoder wrote; anything else is an error, never a guess.
 * @throws RangeError
 */
export function* protobufFields(message: Uint8Array): Iterable<ProtobufField> {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    if (wireType === 0) {
      const { value, end } = readVarint(bytes, tag.end);
      yield { number, bytes: NO_BYTES, bits: value };
      at = end;
    } else if (wireType === 1) {
      yield { number, bytes: NO_BYTES, bits: bytes.readBigUInt64LE(tag.end) };
      at = tag.end + 8;
    } else if (wireType === 5) {
      yield { number, bytes: NO_BYTES, bits: BigInt(bytes.readUInt32LE(tag.end)) };
      at = tag.end + 4;
    } else if (wireType === 2) {
      const length = readVarint(bytes, tag.end);
      at = length.end + Number(length.value);
      if (at > bytes.length) throw new RangeError('A field ends beyond its message.');
      yield { number, bytes: bytes.subarray(length.end, at), bits: 0n };
    } else {
      throw new RangeError('Not a protobuf message.');
    }
  }
}

function readVarint(bytes: Buffer, start: number): { readonly value: bigint; readonly end: number } {
  let value = 0n;
  for (let at = start; at < start + LONGEST_VARINT; at += 1) {
    const byte = bytes.readUInt8(at);
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('Not a varint.');
}
