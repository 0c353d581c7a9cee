import { randomUUID } from 'node:crypto';
import { renameSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordCodec } from '../otlp/record-codec.js';
import { confirmFolder } from './confirm-folder.js';
import { encodeFrame, FRAME_LEAF, FRAME_PLACE } from './frame.js';
import { openPrivateFolder } from './private-folder.js';
import { namesIn } from './process-folder.js';
import { SegmentFile } from './segment.js';
import type { StoredRecordBytes } from './segment-reader.js';

const SEGMENT_BYTES = 4_194_304;

/**
 * What the receiver refuses for good, what is too old and what is damaged, kept for people in files of the spool's own
 * format. Bounded: the oldest files go first.
 */
export class DeadLetters {
  readonly #folder: string;
  readonly #maxBytes: number;
  #file: SegmentFile | undefined;
  /** Full ones that the disk has not confirmed yet. */
  #ended: SegmentFile[] = [];
  #confirming = false;
  #closed = false;
  #places = 0;

  /** @throws SigningError `ERR_SPOOL_UNUSABLE` */
  constructor(root: string, maxBytes: number) {
    this.#folder = join(root, 'dead-letter');
    this.#maxBytes = maxBytes;
    openPrivateFolder(this.#folder);
  }

  /** Throws what the file system says; then the record stays where it is. */
  add(record: StoredRecordBytes, contentType: RecordCodec['contentType'], nowMs: number): void {
    const full = this.#file !== undefined && this.#file.size >= SEGMENT_BYTES;
    if (this.#file !== undefined && (full || this.#file.contentType !== contentType)) this.#end(this.#file);
    this.#file ??= new SegmentFile(this.#newPath('refused', nowMs), contentType, nowMs);
    this.#file.append(encodeFrame(FRAME_PLACE, this.#places, record.place));
    this.#file.append(encodeFrame(FRAME_LEAF, this.#places, record.bytes));
    this.#places += 1;
    this.#shrink();
  }

  /** Resolves when what was added is on disk: the spool forgets it next. Rejects with what the file system says. */
  async confirm(): Promise<void> {
    this.#confirming = true;
    try {
      for (const file of [...this.#ended, ...(this.#file === undefined ? [] : [this.#file])]) await file.sync();
      await confirmFolder(this.#folder);
      for (const file of this.#ended.splice(0)) file.close();
    } finally {
      this.#confirming = false;
      if (this.#closed) this.close();
    }
  }

  /** Moves a whole segment here. */
  take(path: string, why: 'expired' | 'damaged', nowMs: number): void {
    renameSync(path, this.#newPath(why, nowMs));
    this.#shrink();
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

  #newPath(why: string, nowMs: number): string {
    return join(this.#folder, `${String(Math.floor(nowMs)).padStart(15, '0')}-${why}-${randomUUID()}.seg`);
  }

  #shrink(): void {
    const files = namesIn(this.#folder).map((name) => ({
      path: join(this.#folder, name),
      bytes: sizeOf(join(this.#folder, name)),
    }));
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (const file of files) {
      if (bytes <= this.#maxBytes || file.path === this.#file?.path) return;
      if (removed(file.path)) bytes -= file.bytes;
    }
  }
}

/** Another process may have been faster, and a stray folder must not hold anybody up. */
function removed(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
