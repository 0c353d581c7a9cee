import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import { unavailable, usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';
import type { BundleFileName } from './bundle-files.js';
import { countLineFeeds } from './line-file.js';
import type { FileDigest } from './manifest.js';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The files of a bundle as they are read: opened once, never through a link, and digested over the very bytes that are judged.
 */
export class VerifiedFiles {
  readonly #folder: string;
  readonly #digests = new Map<BundleFileName, FileDigest>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Of what was read to its end. */
  digest(name: BundleFileName): FileDigest | undefined {
    return this.#digests.get(name);
  }

  /** @throws {CliError} `ERR_USAGE` for what is no file of its own, `ERR_UNAVAILABLE` when it cannot be read */
  async *chunks(name: BundleFileName): AsyncGenerator<Uint8Array> {
    const file = await this.#open(name);
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let bytes = 0;
    let lines = 0;
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null).catch((cause: unknown) => {
          throw unavailable(`${quoted(join(this.#folder, name))} cannot be read`, cause);
        });
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        bytes += bytesRead;
        lines += countLineFeeds(chunk);
        yield chunk;
      }
    } finally {
      await file.close();
    }
    this.#digests.set(name, { bytes, sha256: hash.digest('hex'), lines });
  }

  /** A small file as a whole. @throws {CliError} `ERR_USAGE` also when it is larger than `maxBytes` */
  async whole(name: BundleFileName, maxBytes: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.chunks(name)) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw usageError(`${quoted(this.#folder)} is no evidence bundle: ${name} is larger than ${maxBytes} bytes.`);
      chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
  }

  /** Reads to the end what nobody looks into. */
  async digestOnly(name: BundleFileName): Promise<void> {
    for await (const _ of this.chunks(name));
  }

  async #open(name: BundleFileName): Promise<FileHandle> {
    const path = join(this.#folder, name);
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ELOOP') throw notAFile(this.#folder, name, cause);
        throw unavailable(`${quoted(path)} cannot be read`, cause);
      },
    );
    const stats = await file.stat();
    if (stats.isFile()) return file;
    await file.close();
    throw notAFile(this.#folder, name);
  }
}

function notAFile(folder: string, name: string, cause?: unknown): Error {
  return usageError(`${quoted(folder)} is no evidence bundle: ${name} is no regular file.`, cause);
}
