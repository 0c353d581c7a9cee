import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { openForReading } from './open-for-reading.js';

const BYTES = 8;

/**
 * How far a segment is delivered, beside it as `<segment>.ack`. Not synced: losing it costs duplicates, which a verifier
 * recognises.
 */
export class AckFile {
  readonly #path: string;
  #descriptor: number | undefined;

  constructor(segmentPath: string) {
    this.#path = `${segmentPath}.ack`;
  }

  write(end: number): void {
    this.#descriptor ??= openSync(this.#path, constants.O_CREAT | constants.O_WRONLY | constants.O_NOFOLLOW, 0o600);
    const bytes = Buffer.alloc(BYTES);
    bytes.writeBigUInt64LE(BigInt(end));
    writeSync(this.#descriptor, bytes, 0, BYTES, 0);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  remove(): void {
    this.close();
    try {
      unlinkSync(this.#path);
    } catch {
      // never written
    }
  }
}

/** 0 where there is none, or none that makes sense: better twice than never. */
export function readAck(segmentPath: string, size: number): number {
  try {
    const descriptor = openForReading(`${segmentPath}.ack`);
    try {
      const bytes = Buffer.alloc(BYTES);
      if (readSync(descriptor, bytes, 0, BYTES, 0) !== BYTES) return 0;
      const end = Number(bytes.readBigUInt64LE());
      return end <= size ? end : 0;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return 0;
  }
}
