import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { SigningError } from '../signing-error.js';
import { confirmFolderNow } from './confirm-folder.js';
import { openForReading } from './open-for-reading.js';
import { openPrivateFolder } from './private-folder.js';
import { type Owner, parseOwner, stateOf, thisOwner } from './process-owner.js';

export const PROCESS_PREFIX = 'process-';
const CLAIMED = 'claimed-';
/** Before the id of a stream of this folder that a later one has named as its predecessor. */
const CONTINUED = 'continued-';
export const OWNER_FILE = 'owner.json';
/** Written by an owner that ended properly: what he left may be claimed at once. */
export const RELEASED_FILE = 'released';
/** Longer than any owner file that we write. */
const MAX_OWNER_BYTES = 4_096;
/** A crash while folders are taken over leaves them one in another; deeper than this they are not ours. */
const MAX_DEPTH = 8;

/**
 * A process's own folder below the spool folder, and those of the dead that it has taken over. Taking over is one
 * rename into the own folder: of several that try, one succeeds, and if he dies too, all of it is his legacy.
 */
export class ProcessFolder {
  readonly path: string;
  readonly #root: string;
  readonly #leaseMs: number;
  #claims = 0;

  /** @throws SigningError `ERR_SPOOL_UNUSABLE` */
  constructor(root: string, leaseMs: number) {
    openPrivateFolder(root);
    this.#root = root;
    this.#leaseMs = leaseMs;
    this.path = join(root, `${PROCESS_PREFIX}${randomUUID()}`);
    try {
      mkdirSync(this.path, { mode: 0o700 });
      writeNew(join(this.path, OWNER_FILE), JSON.stringify(thisOwner()));
      confirmFolderNow(root);
    } catch (cause) {
      throw new SigningError('ERR_SPOOL_UNUSABLE', `The spool folder ${root} cannot be written.`, { cause });
    }
  }

  /** Tells owners in other containers that this one lives. */
  renewLease(nowMs: number): void {
    utimesSync(join(this.path, OWNER_FILE), nowMs / 1_000, nowMs / 1_000);
  }

  /** Takes over what dead processes left; returns their folders, now below the own one. */
  claimOrphans(nowMs: number): readonly string[] {
    const claimed: string[] = [];
    for (const name of namesIn(this.#root)) {
      const folder = join(this.#root, name);
      if (!name.startsWith(PROCESS_PREFIX) || folder === this.path || !this.#isOrphan(folder, nowMs)) continue;
      const own = this.#claim(folder);
      if (own !== undefined) claimed.push(own, ...this.#flatten(own, MAX_DEPTH));
    }
    return claimed;
  }

  /** Gives back what is left, so that the next process need not wait for this one to die. */
  release(): void {
    for (const name of namesIn(this.path).filter((entry) => entry.startsWith(CLAIMED)))
      removeIfEmpty(join(this.path, name));
    const left = namesIn(this.path).filter((name) => name !== OWNER_FILE);
    if (left.length > 0) {
      writeNew(join(this.path, RELEASED_FILE), '');
      return;
    }
    unlinkSync(join(this.path, OWNER_FILE));
    rmdirSync(this.path);
  }

  #isOrphan(folder: string, nowMs: number): boolean {
    if (!isOurs(folder)) return false;
    if (namesIn(folder).includes(RELEASED_FILE)) return true;
    const owner = ownerOf(folder);
    const state = owner === undefined ? 'unknown' : stateOf(owner);
    return state === 'dead' || (state === 'unknown' && nowMs - lastSign(folder) > this.#leaseMs);
  }

  #claim(folder: string): string | undefined {
    const own = join(this.path, `${CLAIMED}${this.#claims}`);
    try {
      renameSync(folder, own);
    } catch {
      return undefined; // somebody else was faster
    }
    this.#claims += 1;
    return own;
  }

  /** What the dead one had claimed himself moves up, so that paths do not grow from crash to crash. */
  #flatten(folder: string, depth: number): readonly string[] {
    if (depth === 0) return [];
    const inner = namesIn(folder).filter((name) => name.startsWith(CLAIMED) && isOurs(join(folder, name)));
    const moved = inner.map((name) => this.#claim(join(folder, name))).filter((path) => path !== undefined);
    return moved.flatMap((path) => [path, ...this.#flatten(path, depth - 1)]);
  }
}

/** Removes the files that say whose a folder was; the folder itself if nothing else is in it. */
export function removeIfEmpty(folder: string): void {
  const names = namesIn(folder);
  if (names.some((name) => name !== OWNER_FILE && name !== RELEASED_FILE && !name.startsWith(CONTINUED))) return;
  for (const name of names) unlinkSync(join(folder, name));
  rmdirSync(folder);
}

/** Whether the process whose folder this was can write no more: not only silent, but seen to be gone. */
export function isOwnerDead(folder: string): boolean {
  const owner = ownerOf(folder);
  return owner !== undefined && stateOf(owner) === 'dead';
}

/**
 * Notes in a dead process's folder that a stream of it is continued: on disk when this returns, before anybody says so. Of
 * all who try, over all crashes, one gets true.
 */
export function markContinued(folder: string, stream: string): boolean {
  try {
    writeNew(join(folder, `${CONTINUED}${stream}`), '');
    confirmFolderNow(folder);
    return true;
  } catch {
    return false; // continued already, or the disk cannot promise it: a stream without a successor is no harm
  }
}

/** Names in order; empty where the folder cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Whose a folder is; undefined where nothing readable says so. */
export function ownerOf(folder: string): Owner | undefined {
  try {
    const descriptor = openForReading(join(folder, OWNER_FILE)); // never waits, as for a pipe
    try {
      const bytes = Buffer.alloc(MAX_OWNER_BYTES);
      return parseOwner(bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, MAX_OWNER_BYTES, 0)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** A link leads out of the spool, and what belongs to somebody else is his. */
function isOurs(folder: string): boolean {
  try {
    const entry = lstatSync(folder);
    return entry.isDirectory() && (process.geteuid === undefined || entry.uid === process.geteuid());
  } catch {
    return false;
  }
}

/** Newest time of folder and owner file, milliseconds. */
function lastSign(folder: string): number {
  const times = [folder, join(folder, OWNER_FILE)].map((path) => {
    try {
      return statSync(path).mtimeMs;
    } catch {
      return 0;
    }
  });
  return Math.max(...times);
}

function writeNew(path: string, text: string): void {
  const descriptor = openSync(
    path,
    constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    writeSync(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}
