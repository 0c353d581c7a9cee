import { randomUUID } from 'node:crypto';
import { renameSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openPrivateFolder } from './private-folder.js';
import { namesIn } from './process-folder.js';

export interface FolderBounds {
  readonly maxBytes: number;
  /** Milliseconds; absent: any age. */
  readonly maxAgeMs?: number;
}

/** More files than this are too many to look through, however small they are. */
const MAX_FILES = 1_024;
const TIME_DIGITS = 15;
/** So much of the bounds is left when something had to go: the next file does not make us look again. */
const LEFT_SHARE = 7 / 8;

/** A folder of segments that nobody waits for: named by time, and beyond its bounds the oldest go. */
export class BoundedFolder {
  readonly path: string;
  readonly #bounds: FolderBounds;
  /** As of the last look, and what was taken since; others may work in the same folder. */
  #files = 0;
  #bytes = 0;

  /** @throws SigningError `ERR_SPOOL_UNUSABLE` */
  constructor(path: string, bounds: FolderBounds) {
    this.path = path;
    this.#bounds = bounds;
    openPrivateFolder(path);
  }

  newPath(why: string, nowMs: number): string {
    return join(this.path, `${String(Math.floor(nowMs)).padStart(TIME_DIGITS, '0')}-${why}-${randomUUID()}.seg`);
  }

  /** Moves a segment here. Throws what the file system says. */
  take(path: string, why: string, nowMs: number): void {
    const bytes = sizeOf(path);
    renameSync(path, this.newPath(why, nowMs));
    this.added(bytes, nowMs);
  }

  /** Something has come here, or has grown. */
  added(bytes: number, nowMs: number, spared?: string): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > MAX_FILES || this.#bytes > this.#bounds.maxBytes) this.shrink(nowMs, spared);
  }

  /** Removes what is too old or too much, but never the file that is being written. */
  shrink(nowMs: number, spared?: string): void {
    const { maxBytes, maxAgeMs = Number.POSITIVE_INFINITY } = this.#bounds;
    const files = namesIn(this.path).map((name) => ({ name, path: join(this.path, name), bytes: 0 }));
    for (const file of files) file.bytes = sizeOf(file.path);
    this.#files = files.length;
    this.#bytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const isFull = this.#bytes > maxBytes || this.#files > MAX_FILES;
    const share = isFull ? LEFT_SHARE : 1;
    for (const { name, path, bytes } of files) {
      const isTooOld = nowMs - Number(name.slice(0, TIME_DIGITS)) > maxAgeMs;
      if (!isTooOld && this.#bytes <= maxBytes * share && this.#files <= MAX_FILES * share) return;
      if (path === spared || !removed(path)) continue;
      this.#bytes -= bytes;
      this.#files -= 1;
    }
  }

  /** Removes everything; whether that made room. */
  clear(): boolean {
    return namesIn(this.path)
      .map((name) => removed(join(this.path, name)))
      .some(Boolean);
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
