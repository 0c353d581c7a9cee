import {
  closeSync,
  constants,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
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
  /** Bytes in the file. */
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

/** The file that frames are appended to. */
export class SegmentFile implements Segment {
  readonly path: string;
  readonly contentType: RecordCodec['contentType'];
  readonly createdMs: number;
  readableBytes: number = HEADER_BYTES;
  readonly own = true;
  final = false;
  records = 0;
  #size = 0;
  readonly #descriptor: number;

  /** Creates it, private and exclusive. Throws what the file system says. */
  constructor(path: string, contentType: RecordCodec['contentType'], createdMs: number) {
    this.path = path;
    this.contentType = contentType;
    this.createdMs = createdMs;
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR | constants.O_NOFOLLOW;
    this.#descriptor = openSync(path, flags, 0o600);
    try {
      this.append(headerOf(contentType, createdMs));
    } catch (error) {
      closeSync(this.#descriptor);
      unlinkSync(path);
      throw error;
    }
  }

  get size(): number {
    return this.#size;
  }

  /** All of it or nothing: a write that fails half-way is taken back, or else overwritten by the next one. */
  append(frame: Uint8Array): void {
    try {
      for (let done = 0; done < frame.length; )
        done += writeSync(this.#descriptor, frame, done, frame.length - done, this.#size + done);
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#size += frame.length;
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#descriptor, this.#size);
    } catch {
      // the disk that refused to write may refuse this, too
    }
  }

  /** Resolves when everything written before the call is on disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) =>
      fdatasync(this.#descriptor, (error) => (error ? reject(error) : resolve())),
    );
  }

  /** The same before it returns. Throws what the file system says. */
  syncNow(): void {
    fdatasyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function headerOf(contentType: RecordCodec['contentType'], createdMs: number): Buffer {
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
