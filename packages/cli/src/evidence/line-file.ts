import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

import { unavailable } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import type { FileDigest } from './manifest.js';

/** Lines are collected up to this size before they are written. */
const BUFFER_BYTES = 1024 * 1024;
const LINE_FEED = Buffer.from('\n');

/**
 * A new file that only its owner may read, written line by line with one buffer of memory. Writing does not return before the
 * bytes are the system's, so that whoever reads a source is slowed down by a slow disk.
 *
 * @throws {CliError} every method, when the file cannot be written
 */
export class LineFile {
  readonly #path: string;
  readonly #file: number;
  readonly #hash = createHash('sha256');
  #pieces: Buffer[] = [];
  #held = 0;
  #bytes = 0;
  #lines = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = this.#guarded(() => openSync(path, 'wx', 0o600));
  }

  /** @param line without the line feed at its end; copied */
  add(line: string | Uint8Array): void {
    const bytes = typeof line === 'string' ? Buffer.from(line) : Buffer.from(line);
    this.#pieces.push(bytes, LINE_FEED);
    this.#held += bytes.length + 1;
    if (this.#held >= BUFFER_BYTES) this.#write();
  }

  /** Everything is on the disk, with this size and digest. */
  close(): FileDigest {
    this.#write();
    this.#guarded(() => {
      try {
        fsyncSync(this.#file);
      } finally {
        closeSync(this.#file);
      }
    });
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex'), lines: this.#lines };
  }

  #write(): void {
    const bytes = Buffer.concat(this.#pieces, this.#held);
    this.#pieces = [];
    this.#held = 0;
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) at += this.#guarded(() => writeSync(this.#file, bytes, at));
    this.#bytes += bytes.length;
    this.#lines += countLineFeeds(bytes);
  }

  #guarded<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (cause) {
      throw unavailable(`${quoted(this.#path)} cannot be written`, cause);
    }
  }
}

/** Lines as every reader counts them, also of a text that was added as one. */
export function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
