import { closeSync, fstatSync, readSync } from 'node:fs';
import { GrowingBytes } from '../otlp/growing-bytes.js';
import type { EncodedGroup } from '../otlp/record-codec.js';
import { decodeFrame, FRAME_PASSED, FRAME_PLACE, type Frame, leastLength, MAX_FRAME_BYTES } from './frame.js';
import { openForReading } from './open-for-reading.js';
import { HEADER_BYTES, isOfOtherVersion, readHeader, type Segment } from './segment.js';
import { writtenEnd } from './written-end.js';

/** A record as it was written, and where the next one begins. */
export interface StoredRecordBytes {
  readonly place: Uint8Array;
  readonly bytes: Uint8Array;
  readonly end: number;
  /** Somebody else sealed it. */
  readonly passed: boolean;
}

/** Read at a time, and so about the size of one request; a larger frame is read alone. */
const CHUNK_BYTES = 1_048_576;
const LARGEST_CHUNK_BYTES: number = MAX_FRAME_BYTES + 64;

/** Resources and scopes of one segment, all in memory: a process has a handful. Its writer ends a segment at half of it. */
export const MAX_PLACES = 65_536;
export const MAX_PLACES_BYTES = 67_108_864;

/**
 * `ended`: zeros that were written ahead are all that is left. `torn`: the bytes end within a frame, as after a crash.
 * `damaged`: they are not what was written.
 */
export type SegmentState = 'whole' | 'ended' | 'torn' | 'damaged';

/** Reads one segment from front to back, never beyond what may be delivered. */
export class SegmentReader {
  readonly segment: Segment;
  readonly #descriptor: number;
  readonly #ackedBytes: number;
  readonly #places = new Map<number, Uint8Array>();
  readonly #chunk = new GrowingBytes();
  #placesBytes = 0;
  #at = HEADER_BYTES;
  #state: SegmentState = 'whole';

  /** @param ackedBytes where that ends which need not be read again */
  constructor(segment: Segment, ackedBytes: number) {
    this.segment = segment;
    this.#ackedBytes = ackedBytes;
    this.#descriptor = openForReading(segment.path);
  }

  get state(): SegmentState {
    return this.#state;
  }

  get isAtEnd(): boolean {
    return this.#state !== 'whole' || this.#at >= this.segment.readableBytes;
  }

  /** The next records that no restart has seen delivered; none at the end. Their bytes hold until the next call. */
  next(maxRecords: number): readonly StoredRecordBytes[] {
    const records: StoredRecordBytes[] = [];
    while (records.length === 0 && !this.isAtEnd) {
      const before = this.#at;
      this.#take(this.#read(CHUNK_BYTES), maxRecords, records);
      if (this.#at === before && !this.isAtEnd) this.#take(this.#read(LARGEST_CHUNK_BYTES), maxRecords, records);
      if (this.#at === before && !this.isAtEnd) this.#state = 'torn';
    }
    return records;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #take(chunk: Buffer, maxRecords: number, records: StoredRecordBytes[]): void {
    const start = this.#at;
    while (records.length < maxRecords && this.#state === 'whole') {
      const frame = decodeFrame(chunk, this.#at - start);
      if (frame === undefined) return;
      if (frame === 'damaged') this.#state = this.#stateAt(leastLength(chunk, this.#at - start));
      else this.#keep(frame, start + frame.end, records);
    }
  }

  #keep(frame: Frame, end: number, records: StoredRecordBytes[]): void {
    const { type, placeId, content } = frame;
    this.#at = end;
    if (type === FRAME_PLACE) {
      this.#remember(placeId, content);
      return;
    }
    const place = this.#places.get(placeId);
    if (place === undefined) this.#state = 'damaged';
    else if (end > this.#ackedBytes) records.push({ place, bytes: content, end, passed: type === FRAME_PASSED });
  }

  /**
   * Where no frame can be read that would be so long. What is left by a process that has gone may be the zeros that it had
   * written ahead, perhaps behind the first bytes of a frame; what this process has confirmed has none.
   */
  #stateAt(frameBytes: number): SegmentState {
    if (this.segment.own) return 'damaged';
    const written = writtenEnd(this.#descriptor, this.#at, this.segment.readableBytes);
    if (written === this.#at) return 'ended';
    return written < this.#at + frameBytes ? 'torn' : 'damaged';
  }

  /** A copy: the chunk around it is a thousand times as large. */
  #remember(placeId: number, content: Uint8Array): void {
    this.#placesBytes += content.length;
    this.#places.set(placeId, Uint8Array.from(content));
    if (this.#places.size > MAX_PLACES || this.#placesBytes > MAX_PLACES_BYTES) this.#state = 'damaged';
  }

  #read(size: number): Buffer {
    const length = Math.min(size, this.segment.readableBytes - this.#at);
    const chunk =
      length > CHUNK_BYTES ? Buffer.allocUnsafe(length) : this.#chunk.withRoom(0, length).subarray(0, length);
    return chunk.subarray(0, readSync(this.#descriptor, chunk, 0, chunk.length, this.#at));
  }
}

/** Records in order, those of one resource and scope together, as one request needs them. */
export function groupsOf(records: readonly StoredRecordBytes[]): readonly EncodedGroup[] {
  const groups = new Map<Uint8Array, Uint8Array[]>();
  for (const { place, bytes } of records) {
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [bytes]);
    else group.push(bytes);
  }
  return [...groups].map(([place, bytes]) => ({ place, records: bytes }));
}

/** A segment that somebody left, or undefined when the file is none. `empty`: its first bytes were never written. */
export function inheritedSegment(path: string): Segment | 'other version' | 'empty' | undefined {
  const descriptor = openForReading(path);
  try {
    const head = Buffer.alloc(HEADER_BYTES);
    const bytes = head.subarray(0, readSync(descriptor, head, 0, HEADER_BYTES, 0));
    if (isOfOtherVersion(bytes)) return 'other version';
    const header = readHeader(bytes);
    const { size } = fstatSync(descriptor);
    if (header === undefined) return writtenEnd(descriptor, 0, size) < HEADER_BYTES ? 'empty' : undefined;
    return { path, ...header, size, readableBytes: size, final: true, own: false, records: 0 };
  } finally {
    closeSync(descriptor);
  }
}
