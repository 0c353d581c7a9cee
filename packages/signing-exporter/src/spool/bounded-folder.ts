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

/** A folder of segments that nobody waits for: named by time, and beyond its bounds the oldest go. */
export class BoundedFolder {
  readonly path: string;
  readonly #bounds: FolderBounds;

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
    renameSync(path, this.newPath(why, nowMs));
    this.shrink(nowMs);
  }

  /** Removes what is too old or too much, but never the file that is being written. */
  shrink(nowMs: number, spared?: string): void {
    const files = namesIn(this.path).map((name) => ({ name, path: join(this.path, name) }));
    const { maxBytes, maxAgeMs = Number.POSITIVE_INFINITY } = this.#bounds;
    const sizes = files.map(({ path }) => sizeOf(path));
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    for (const [at, { name, path }] of files.entries()) {
      const isTooOld = nowMs - Number(name.slice(0, TIME_DIGITS)) > maxAgeMs;
      if (!isTooOld && bytes <= maxBytes && files.length - at <= MAX_FILES) return;
      if (path !== spared && removed(path)) bytes -= sizes[at] ?? 0;
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
