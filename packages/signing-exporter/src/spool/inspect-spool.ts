import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { DEAD_LETTER_FOLDER } from './dead-letters.js';
import { namesIn, OWNER_FILE, ownerOf, PROCESS_PREFIX, RELEASED_FILE } from './process-folder.js';
import { stateOf } from './process-owner.js';
import { KEPT_FOLDER } from './spool.js';

/** Files below a folder that are counted; beyond it the rest is not looked at. */
const MOST_FILES = 100_000;
const DEEPEST = 8;
const MOST_UNSAFE = 20;

/**
 * What lies in the folder of one process.
 * @stable
 */
export interface InspectedProcess {
  readonly name: string;
  /** Whether its owner lives; `released`: he ended properly and left something; `unknown`: on another host or in another container. */
  readonly owner: 'alive' | 'dead' | 'released' | 'unknown';
  /** Everything but dead letters and delivered segments, bytes. */
  readonly waitingBytes: number;
}

/**
 * What lies in a spool.
 * @stable
 */
export interface InspectedSpool {
  readonly processes: readonly InspectedProcess[];
  /** Records that no receiver takes, in files. */
  readonly deadLetterFiles: number;
  readonly deadLetterBytes: number;
  /** Delivered segments that are kept for repair, bytes. */
  readonly keptBytes: number;
  /** Files and folders that others than their owner may read or change. */
  readonly unsafe: readonly string[];
}

/** Looks into a spool and changes nothing; what cannot be read looks empty. @stable */
export function inspectSpool(directory: string): InspectedSpool {
  const unsafe: string[] = [];
  const count = (name: string): Content => contentOf(join(directory, name), unsafe);
  const processes = namesIn(directory)
    .filter((name) => name.startsWith(PROCESS_PREFIX))
    .map((name) => ({ name, owner: ownerState(join(directory, name)), waitingBytes: count(name).bytes }));
  const deadLetters = count(DEAD_LETTER_FOLDER);
  return {
    processes,
    deadLetterFiles: deadLetters.files,
    deadLetterBytes: deadLetters.bytes,
    keptBytes: count(KEPT_FOLDER).bytes,
    unsafe,
  };
}

function ownerState(folder: string): InspectedProcess['owner'] {
  if (namesIn(folder).includes(RELEASED_FILE)) return 'released';
  const owner = ownerOf(folder);
  return owner === undefined ? 'unknown' : stateOf(owner);
}

interface Content {
  readonly files: number;
  readonly bytes: number;
}

/** Files at any depth, as far as bounds allow; the owner's own file does not count. */
function contentOf(top: string, unsafe: string[]): Content {
  const pending = [{ folder: top, depth: 0 }];
  let [files, bytes] = [0, 0];
  for (let next = pending.pop(); next !== undefined && files < MOST_FILES; next = pending.pop()) {
    for (const name of namesIn(next.folder)) {
      const path = join(next.folder, name);
      const entry = entryAt(path);
      if (entry === undefined) continue;
      if ((entry.mode & 0o077) !== 0 && !entry.isSymbolicLink() && unsafe.length < MOST_UNSAFE) unsafe.push(path);
      if (entry.isDirectory() && next.depth < DEEPEST) pending.push({ folder: path, depth: next.depth + 1 });
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
