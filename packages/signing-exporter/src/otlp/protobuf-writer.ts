import { GrowingBytes } from './growing-bytes.js';

/** Texts up to this length are written character by character: a call into the engine costs as much as some thirty. */
const SHORT_TEXT = 28;
/** With a short text behind it, its message has less than 128 bytes. */
const SHORT_PREFIX = 90;
/** For the tags, lengths and numbers of one field. */
const MARGIN = 64;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_PER_UNIT = 3;
const TWO_POW_32 = 4_294_967_296;

/**
 * Where protobuf messages are written, one at a time. Each function writes at a position and returns the next one, as
 * does everything that builds on them.
 */
export const message: GrowingBytes = new GrowingBytes();

/** The bytes that a length takes as varint. */
export function sizeOfLength(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x4000) return 2;
  if (length < 0x20_0000) return 3;
  return length < 0x1000_0000 ? 4 : 5;
}

/** A length, or any whole number below 2^31, as varint. */
export function writeLength(bytes: Uint8Array, at: number, length: number): number {
  let end = at;
  let rest = length;
  while (rest > 0x7f) {
    bytes[end++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[end++] = rest;
  return end;
}

/** A field with a whole number in ±2^63; negative ones in two's complement, as int64. */
export function writeNumber(at: number, tag: number, value: number): number {
  const bytes = message.withRoom(at, MARGIN);
  bytes[at] = tag;
  if (value >= 0 && value < 0x8000_0000) return writeLength(bytes, at + 1, value);
  let end = at + 1;
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes[end++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  bytes[end++] = Number(rest);
  return end;
}

/** A field of four bytes. */
export function writeFixed32(at: number, tag: number, value: number): number {
  const bytes = message.withRoom(at, MARGIN);
  bytes[at] = tag;
  return bytes.writeUInt32LE(value >>> 0, at + 1);
}

export function writeDouble(at: number, tag: number, value: number): number {
  const bytes = message.withRoom(at, MARGIN);
  bytes[at] = tag;
  return bytes.writeDoubleLE(value, at + 1);
}

/** A time as eight bytes: nanoseconds since 1970, which no double holds. */
export function writeTime(at: number, tag: number, time: readonly [seconds: number, nanoseconds: number]): number {
  const bytes = message.withRoom(at, MARGIN);
  const seconds = time[0];
  const middle = Math.floor(seconds / 65_536) * 1e9; // times 2^16; below 2^49
  const low = (seconds % 65_536) * 1e9 + time[1] + (middle % 65_536) * 65_536; // the low half and what it carries
  const high = Math.floor(middle / 65_536) + Math.floor(low / TWO_POW_32);
  bytes[at] = tag;
  return bytes.writeUInt32LE(high % TWO_POW_32, bytes.writeUInt32LE(low % TWO_POW_32, at + 1));
}

export function writeBytes(at: number, tag: number, content: Uint8Array): number {
  const bytes = message.withRoom(at, MARGIN + content.length);
  bytes[at] = tag;
  const start = writeLength(bytes, at + 1, content.length);
  bytes.set(content, start);
  return start + content.length;
}

/** A text as UTF-8. */
export function writeText(at: number, tag: number, text: string): number {
  const { length } = text;
  const bytes = message.withRoom(at, MARGIN + BYTES_PER_UNIT * length);
  if (length <= SHORT_TEXT) {
    bytes[at] = tag;
    bytes[at + 1] = length;
    if (writeAscii(bytes, at + 2, text)) return at + 2 + length;
  }
  bytes[at] = tag;
  const start = writeLength(bytes, at + 1, length);
  const size = bytes.write(text, start, 'utf8');
  if (size === length) return start + length;
  return writeUtf8(bytes, writeLength(bytes, at + 1, size), text);
}

/** At a place that is known only since the text has been written once: its length stands before it. Most texts are ASCII. */
function writeUtf8(bytes: Buffer, at: number, text: string): number {
  return at + bytes.write(text, at, 'utf8');
}

/**
 * A message with a prefix and an inner message of one text: a KeyValue, whose prefix is its key. The lengths of both are
 * known before they are written.
 */
export function writeWrappedText(at: number, tag: number, prefix: Uint8Array, innerTag: number, text: string): number {
  const { length } = text;
  const bytes = message.withRoom(at, MARGIN + prefix.length + BYTES_PER_UNIT * length);
  if (length <= SHORT_TEXT && prefix.length <= SHORT_PREFIX) {
    bytes[at] = tag;
    bytes[at + 1] = prefix.length + length + 3;
    bytes.set(prefix, at + 2);
    const start = at + 2 + prefix.length;
    bytes[start] = length + 2;
    bytes[start + 1] = innerTag;
    bytes[start + 2] = length;
    if (writeAscii(bytes, start + 3, text)) return start + 3 + length;
  }
  const textAt = writeHeads(bytes, at, tag, prefix, innerTag, length);
  const size = bytes.write(text, textAt, 'utf8');
  if (size === length) return textAt + length;
  return writeUtf8(bytes, writeHeads(bytes, at, tag, prefix, innerTag, size), text);
}

/** All that stands before a wrapped text of `size` bytes. */
function writeHeads(
  bytes: Uint8Array,
  at: number,
  tag: number,
  prefix: Uint8Array,
  innerTag: number,
  size: number,
): number {
  const inner = 1 + sizeOfLength(size) + size;
  bytes[at] = tag;
  const start = writeLength(bytes, at + 1, prefix.length + sizeOfLength(inner) + inner);
  bytes.set(prefix, start);
  const innerAt = writeLength(bytes, start + prefix.length, inner);
  bytes[innerAt] = innerTag;
  return writeLength(bytes, innerAt + 1, size);
}

/** Ends a message for whose length one byte was left at `lengthAt`; it is moved when that is not enough. */
export function endMessage(lengthAt: number, end: number): number {
  const length = end - lengthAt - 1;
  const more = sizeOfLength(length) - 1;
  const bytes = message.withRoom(end, more);
  if (more > 0) bytes.copyWithin(lengthAt + 1 + more, lengthAt + 1, end);
  writeLength(bytes, lengthAt, length);
  return end + more;
}

/** Whether all of it was ASCII; if not, nothing that was written counts. */
function writeAscii(bytes: Uint8Array, at: number, text: string): boolean {
  let all = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    all |= unit;
    bytes[at + index] = unit;
  }
  return all < 0x80;
}
