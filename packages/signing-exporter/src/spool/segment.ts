import type { RecordCodec } from '../otlp/record-codec.js';

/** First bytes of every segment: what it is and how its records are encoded. */
const FORMAT = 'otelseal-spool';
const MAGIC: Buffer = Buffer.from(`${FORMAT}1`);
export const HEADER_BYTES = 24;
const ENCODINGS: readonly RecordCodec['contentType'][] = ['application/json', 'application/x-protobuf'];

/** A segment as delivery sees it. */
export interface Segment {
  readonly path: string;
  readonly contentType: RecordCodec['contentType'];
  /** Wall time, milliseconds. */
  readonly createdMs: number;
  /** Bytes in the file; of one that is written, up to its last frame. */
  readonly size: number;
  /** Bytes that may be delivered: on disk, as far as anybody can tell. */
  readableBytes: number;
  /** Nothing will be added. */
  final: boolean;
  /** Records in it, 0 where only its reader will know. */
  readonly records: number;
  /** Written by this process, or inherited from one that has gone. */
  readonly own: boolean;
}

/** First bytes of a new segment. */
export function headerOf(contentType: RecordCodec['contentType'], createdMs: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.set(MAGIC, 0);
  header.writeUInt8(ENCODINGS.indexOf(contentType) + 1, MAGIC.length);
  header.writeBigUInt64LE(BigInt(Math.max(0, Math.floor(createdMs))), MAGIC.length + 1);
  return header;
}

/** Of this kind, but of a version that this one cannot read: left alone for one that can. */
export function isOfOtherVersion(head: Buffer): boolean {
  return head.subarray(0, FORMAT.length).toString('latin1') === FORMAT && !head.subarray(0, MAGIC.length).equals(MAGIC);
}

/** What the header says, or undefined when this is no segment of ours. */
export function readHeader(
  bytes: Buffer,
): { readonly contentType: RecordCodec['contentType']; readonly createdMs: number } | undefined {
  if (bytes.length < HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const contentType = ENCODINGS[bytes.readUInt8(MAGIC.length) - 1];
  return contentType && { contentType, createdMs: Number(bytes.readBigUInt64LE(MAGIC.length + 1)) };
}
