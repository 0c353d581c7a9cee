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

/** One write: a frame is there as a whole or recognisably not. */
export function encodeFrame(type: FrameType, placeId: number, content: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + FIXED_BYTES + content.length);
  frame.writeUInt32LE(FIXED_BYTES + content.length, 0);
  frame.writeUInt8(type, HEAD_BYTES);
  frame.writeUInt32LE(placeId, HEAD_BYTES + 1);
  frame.set(content, HEAD_BYTES + FIXED_BYTES);
  frame.writeUInt32LE(crc32(frame.subarray(HEAD_BYTES)), 4);
  return frame;
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

function isFrameType(type: number): type is FrameType {
  return type === FRAME_PLACE || type === FRAME_LEAF || type === FRAME_CHECKPOINT || type === FRAME_PASSED;
}
