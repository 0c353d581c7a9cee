import { open } from 'node:fs/promises';

import { unavailable } from '../cli-error.js';
import type { Io } from '../io.js';
import { quoted } from '../output/escape-for-terminal.js';
import type { FileAddress } from './source-address.js';

const CHUNK_BYTES = 1024 * 1024;

/** A source's bytes, and how many there will be if that is known. */
export interface OpenedSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly size: number | undefined;
}

/** @throws {CliError} `ERR_UNAVAILABLE` when it cannot be read */
export async function openSource({ path, name }: FileAddress, io: Pick<Io, 'stdin'>): Promise<OpenedSource> {
  if (path === undefined) return { chunks: io.stdin, size: undefined };
  try {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    return { chunks: chunksOf(file, name), size };
  } catch (cause) {
    throw unavailable(`${quoted(name)} cannot be read`, cause);
  }
}

async function* chunksOf(file: Awaited<ReturnType<typeof open>>, name: string): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null).catch((cause: unknown) => {
        throw unavailable(`${quoted(name)} cannot be read`, cause);
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
