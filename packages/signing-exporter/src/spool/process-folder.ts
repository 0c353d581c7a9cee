import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
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
import { openPrivateFolder } from './private-folder.js';
import { type Owner, parseOwner, stateOf, thisOwner } from './process-owner.js';

const PREFIX = 'process-';
const CLAIMED = 'claimed-';
const OWNER_FILE = 'owner.json';
/** Written by an owner that ended properly: what he left may be claimed at once. */
const RELEASED_FILE = 'released';

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
    this.path = join(root, `${PREFIX}${randomUUID()}`);
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
      if (!name.startsWith(PREFIX) || folder === this.path || !this.#isOrphan(folder, nowMs)) continue;
      const own = this.#claim(folder);
      if (own !== undefined) claimed.push(own, ...this.#flatten(own));
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
  #flatten(folder: string): readonly string[] {
    const inner = namesIn(folder).filter((name) => name.startsWith(CLAIMED));
    return inner.map((name) => this.#claim(join(folder, name))).filter((path) => path !== undefined);
  }
}

/** Removes the files that say whose a folder was; the folder itself if nothing else is in it. */
export function removeIfEmpty(folder: string): void {
  const names = namesIn(folder);
  if (names.some((name) => name !== OWNER_FILE && name !== RELEASED_FILE)) return;
  for (const name of names) unlinkSync(join(folder, name));
  rmdirSync(folder);
}

/** Names in order; empty where the folder cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function ownerOf(folder: string): Owner | undefined {
  try {
    return parseOwner(readFileSync(join(folder, OWNER_FILE), 'utf8'));
  } catch {
    return undefined;
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
