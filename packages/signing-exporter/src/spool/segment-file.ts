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
import { HEADER_BYTES, headerOf, type Segment } from './segment.js';

/** Zeros are written ahead in whole pages, and so many bytes at most: a frame costs half as much where its pages are there. */
const PAGE_BYTES = 4_096;
const MOST_ZEROS = 65_536;
const ZEROS: Uint8Array = new Uint8Array(MOST_ZEROS);

/** The file that frames are appended to. Behind the last one may be zeros, which no frame begins with. */
export class SegmentFile implements Segment {
  readonly path: string;
  readonly contentType: RecordCodec['contentType'];
  readonly createdMs: number;
  readableBytes: number = HEADER_BYTES;
  readonly own = true;
  final = false;
  records = 0;
  #size = 0;
  /** Up to here the file reaches, with what was written ahead. */
  #end = 0;
  #takesZeros = true;
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

  /**
   * Writes zeros ahead where the next bytes would not fit into those that are there: as many as the file has bytes, so that one
   * of a quiet service stays small. None where much is written at once: that gains nothing. Never throws.
   */
  reserve(bytes: number): void {
    const needed = this.#size + bytes;
    if (needed <= this.#end || !this.#takesZeros) return;
    const ahead = this.#size + Math.min(MOST_ZEROS, this.#size);
    const end = ahead - (ahead % PAGE_BYTES);
    if (needed > end) return;
    try {
      this.#write(ZEROS.subarray(0, end - this.#end), this.#end);
      this.#end = end;
    } catch {
      this.#takesZeros = false; // what is left of the disk is for records; what is wrong with it, those will tell
      this.cut();
    }
  }

  /** All of it or nothing: a write that fails half-way is taken back, or else overwritten by the next one. */
  append(frame: Uint8Array): void {
    try {
      this.#write(frame, this.#size);
    } catch (error) {
      this.#takesZeros = false;
      this.cut();
      throw error;
    }
    this.#size += frame.length;
    this.#end = Math.max(this.#end, this.#size);
  }

  /** Takes away what lies behind the last frame. Never throws. */
  cut(): void {
    try {
      ftruncateSync(this.#descriptor, this.#size);
      this.#end = this.#size;
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
    if (this.#end > this.#size) this.cut();
    closeSync(this.#descriptor);
  }

  #write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, at + done);
  }
}
