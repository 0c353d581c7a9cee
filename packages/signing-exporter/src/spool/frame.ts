import { crc32 } from 'node:zlib';

/** What a frame holds. */
export const FRAME_PLACE = 1;
export const FRAME_LEAF = 2;
export const FRAME_CHECKPOINT = 3;
/** A record that somebody else sealed and that passed by: no part of a stream of this process. */
export const FRAME_PASSED = 4;

export type FrameType = typeof FRAME_PLACE | typeof FRAME_LEAF | typeof FRAME_CHECKPOINT | typeof FRAME_PASSED;

/** Length of the rest, CRC-32 of the rest; then type, id of the place, content. */
const HEAD_BYTES = 8;
const FIXED_BYTES = 5;
/** A sealed record takes at most some 13 MB in OTLP/JSON; beyond this a length is damage. */
export const MAX_FRAME_BYTES = 33_554_432;

export interface Frame {
  readonly type: FrameType;
  /** Of a place: its id within the segment. Of a record: where it stands. */
  readonly placeId: number;
  readonly content: Uint8Array;
  /** Where the next frame begins. */
  readonly end: number;
}

/** What stands before the content. */
export const FRAME_HEAD_BYTES: number = HEAD_BYTES + FIXED_BYTES;

/** One write: a frame is there as a whole or recognisably not. */
export function encodeFrame(type: FrameType, placeId: number, content: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEAD_BYTES + content.length);
  bytes.set(content, FRAME_HEAD_BYTES);
  writeFrameHead(bytes, 0, bytes.length, type, placeId);
  return bytes;
}

/** Makes the frame from `at` to `end`, whose content is there already, a whole one. */
export function writeFrameHead(bytes: Buffer, at: number, end: number, type: FrameType, placeId: number): void {
  bytes.writeUInt32LE(end - at - HEAD_BYTES, at);
  bytes.writeUInt8(type, at + HEAD_BYTES);
  bytes.writeUInt32LE(placeId, at + HEAD_BYTES + 1);
  bytes.writeUInt32LE(crc32(bytes.subarray(at + HEAD_BYTES, end)), at + 4);
}

/** `undefined`: the bytes end within the frame. `damaged`: they cannot be a frame at all. */
export function decodeFrame(bytes: Buffer, at: number): Frame | 'damaged' | undefined {
  if (bytes.length - at < HEAD_BYTES) return undefined;
  const length = bytes.readUInt32LE(at);
  if (length < FIXED_BYTES || length > MAX_FRAME_BYTES) return 'damaged';
  const end = at + HEAD_BYTES + length;
  if (end > bytes.length) return undefined;
  const rest = bytes.subarray(at + HEAD_BYTES, end);
  if (crc32(rest) !== bytes.readUInt32LE(at + 4)) return 'damaged';
  const type = rest.readUInt8(0);
  if (!isFrameType(type)) return 'damaged';
  return { type, placeId: rest.readUInt32LE(1), content: rest.subarray(FIXED_BYTES), end };
}

/** So long is at least what stands there, if it is a frame, whole or torn; 0 where it is none: no crash makes a length larger. */
export function leastLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32LE(at);
  return length > MAX_FRAME_BYTES ? 0 : HEAD_BYTES + Math.max(FIXED_BYTES, length);
}

function isFrameType(type: number): type is FrameType {
  return type === FRAME_PLACE || type === FRAME_LEAF || type === FRAME_CHECKPOINT || type === FRAME_PASSED;
}
