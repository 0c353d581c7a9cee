import { join } from 'node:path';
import type { RecordCodec } from '../otlp/record-codec.js';
import { BoundedFolder } from './bounded-folder.js';
import { confirmFolder } from './confirm-folder.js';
import { encodeFrame, FRAME_LEAF, FRAME_PLACE } from './frame.js';
import { SegmentFile } from './segment-file.js';
import type { StoredRecordBytes } from './segment-reader.js';

const SEGMENT_BYTES = 4_194_304;

/** Below the spool folder. */
export const DEAD_LETTER_FOLDER = 'dead-letter';

/**
 * What the receiver refuses for good, what is too old and what is damaged, kept for people in files of the spool's own
 * format. Bounded: the oldest files go first.
 */
export class DeadLetters {
  readonly #folder: BoundedFolder;
  #file: SegmentFile | undefined;
  /** Full ones that the disk has not confirmed yet. */
  #ended: SegmentFile[] = [];
  #confirming = false;
  #closed = false;
  #places = 0;

  /** @throws SigningError `ERR_SPOOL_UNUSABLE` */
  constructor(root: string, maxBytes: number) {
    this.#folder = new BoundedFolder(join(root, DEAD_LETTER_FOLDER), { maxBytes });
  }

  /** Throws what the file system says; then the record stays where it is. */
  add(record: StoredRecordBytes, contentType: RecordCodec['contentType'], nowMs: number): void {
    const full = this.#file !== undefined && this.#file.size >= SEGMENT_BYTES;
    if (this.#file !== undefined && (full || this.#file.contentType !== contentType)) this.#end(this.#file);
    this.#file ??= new SegmentFile(this.#folder.newPath('refused', nowMs), contentType, nowMs);
    this.#file.append(encodeFrame(FRAME_PLACE, this.#places, record.place));
    this.#file.append(encodeFrame(FRAME_LEAF, this.#places, record.bytes));
    this.#places += 1;
    this.#folder.added(record.bytes.length, nowMs, this.#file.path);
  }

  /** Resolves when what was added is on disk: the spool forgets it next. Rejects with what the file system says. */
  async confirm(): Promise<void> {
    this.#confirming = true;
    try {
      for (const file of [...this.#ended, ...(this.#file === undefined ? [] : [this.#file])]) await file.sync();
      await confirmFolder(this.#folder.path);
      for (const file of this.#ended.splice(0)) file.close();
    } finally {
      this.#confirming = false;
      if (this.#closed) this.close();
    }
  }

  /** Moves a whole segment here. */
  take(path: string, why: 'expired' | 'damaged', nowMs: number): void {
    this.#folder.take(path, why, nowMs);
  }

  /** Never while the disk is asked about a file: then as soon as it has answered. */
  close(): void {
    this.#closed = true;
    if (this.#confirming) return;
    if (this.#file !== undefined) this.#end(this.#file);
    for (const file of this.#ended.splice(0)) file.close();
  }

  #end(file: SegmentFile): void {
    this.#ended.push(file);
    this.#file = undefined;
    this.#places = 0;
  }
}
