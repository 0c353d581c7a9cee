import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { namesIn, OWNER_FILE } from './process-folder.js';

/** How far one looks into a folder that somebody else may have filled. */
export interface ContentBounds {
  /** Files that are counted; the rest is not looked at. */
  readonly files: number;
  /** Folders one in another. */
  readonly depth: number;
  /** Paths that are listed as unsafe. */
  readonly unsafe: number;
}

/** A hundred times the files that an honest spool holds, twice its depth, and as many paths as somebody reads. */
export const CONTENT_BOUNDS: ContentBounds = Object.freeze({ files: 100_000, depth: 8, unsafe: 20 });

/** What lies in a folder at any depth. */
export interface Content {
  readonly files: number;
  readonly bytes: number;
}

/** Files at any depth, as far as bounds allow; the owner's own file does not count. Adds to `unsafe` what others may read. */
export function contentOf(top: string, unsafe: string[], bounds: ContentBounds = CONTENT_BOUNDS): Content {
  const pending = [{ folder: top, depth: 0 }];
  let [files, bytes] = [0, 0];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const name of namesIn(next.folder)) {
      if (files >= bounds.files) return { files, bytes };
      const path = join(next.folder, name);
      const entry = entryAt(path);
      if (entry === undefined) continue;
      if ((entry.mode & 0o077) !== 0 && !entry.isSymbolicLink() && unsafe.length < bounds.unsafe) unsafe.push(path);
      if (entry.isDirectory() && next.depth < bounds.depth) pending.push({ folder: path, depth: next.depth + 1 });
      if (!entry.isFile() || name === OWNER_FILE) continue;
      files += 1;
      bytes += entry.size;
    }
  }
  return { files, bytes };
}

function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined; // gone meanwhile, or not ours to see
  }
}
