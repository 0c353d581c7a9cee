import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import { BUNDLE_FILES, type BundleFileName } from './bundle-files.js';
import { type Checksums, formatChecksums } from './checksums.js';
import { LineFile } from './line-file.js';
import type { FileDigest } from './manifest.js';

/**
 * A folder that becomes a bundle as a whole or not at all: it is filled under another name, and gets its own when all is on the
 * disk. Mode 0700, because it holds personal data. A process that is killed leaves `OUT.<uuid>.partial`, which is no bundle.
 */
export class BundleFolder {
  readonly #out: string;
  /** Where files are written until it is finished. */
  readonly path: string;
  readonly #files = new Map<BundleFileName, FileDigest>();

  private constructor(out: string) {
    this.#out = out;
    this.path = `${out}.${randomUUID()}.partial`;
  }

  /** @throws {CliError} `ERR_USAGE` when something is there, `ERR_UNAVAILABLE` when it cannot be made */
  static async create(out: string): Promise<BundleFolder> {
    const folder = new BundleFolder(resolve(out));
    await folder.#refuseWhatIsThere();
    await mkdir(folder.path, { mode: 0o700 }).catch((cause: unknown) => {
      throw unavailable(`${quoted(out)} cannot be written`, cause);
    });
    return folder;
  }

  /** Writes one file line by line. */
  async write(name: BundleFileName, fill: (file: LineFile) => Promise<void> | void): Promise<void> {
    const file = new LineFile(join(this.path, name));
    await fill(file);
    this.#files.set(name, file.close());
  }

  /** Takes back what was written under a name. */
  async discard(name: BundleFileName): Promise<void> {
    this.#files.delete(name);
    await rm(join(this.path, name), { force: true });
  }

  get files(): ReadonlyMap<BundleFileName, FileDigest> {
    return this.#files;
  }

  /** Digests of all files but the list itself, which is written with them. @returns the list's own SHA-256 */
  async writeChecksums(): Promise<string> {
    const checksums: Checksums = new Map([...this.#files].map(([name, { sha256 }]) => [name, sha256]));
    await this.write(BUNDLE_FILES.checksums, (file) => file.add(formatChecksums(checksums).trimEnd()));
    return (this.#files.get(BUNDLE_FILES.checksums) as FileDigest).sha256;
  }

  /** @throws {CliError} as {@link create} */
  async finish(): Promise<void> {
    await this.#refuseWhatIsThere();
    try {
      await synced(this.path);
      await rename(this.path, this.#out); // over an empty folder that came in between at most; anything else makes it fail
      await synced(dirname(this.#out));
    } catch (cause) {
      throw unavailable(`${quoted(this.#out)} cannot be written`, cause);
    }
  }

  /** Leaves nothing behind. Does nothing after {@link finish}. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  async #refuseWhatIsThere(): Promise<void> {
    const isThere = await lstat(this.#out).then(
      () => true,
      () => false, // why it cannot be written is said when it is
    );
    if (!isThere) return;
    throw usageError(`${quoted(this.#out)} is there already; nothing is ever overwritten: name another folder.`);
  }
}

async function synced(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
