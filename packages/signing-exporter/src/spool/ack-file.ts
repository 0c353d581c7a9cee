import { closeSync, constants, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import type { SinkName } from '../delivery/sink.js';
import { openForReading } from './open-for-reading.js';

const BYTES = 8;

/** One file for each sink; the first one's is as it was when there was only one. */
const SUFFIXES: Readonly<Record<SinkName, string>> = { first: 'ack', second: 'second.ack', exporter: 'exporter.ack' };

/**
 * How far a segment is delivered to a sink, beside it as `<segment>.ack`. Not synced: losing it costs duplicates, which a verifier
 * recognises.
 */
export class AckFile {
  readonly #path: string;
  #descriptor: number | undefined;

  constructor(segmentPath: string, sink: SinkName) {
    this.#path = `${segmentPath}.${SUFFIXES[sink]}`;
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
}

/** Those of all sinks, also of such as this process does not have. */
export function removeAcks(segmentPath: string): void {
  for (const suffix of Object.values(SUFFIXES)) {
    try {
      unlinkSync(`${segmentPath}.${suffix}`);
    } catch {
      // never written
    }
  }
}

/** 0 where there is none, or none that makes sense: better twice than never. */
export function readAck(segmentPath: string, size: number, sink: SinkName): number {
  try {
    const descriptor = openForReading(`${segmentPath}.${SUFFIXES[sink]}`);
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

/** How far any sink has the segment: up to there it was on disk, and may be sent again. */
export function furthestAck(segmentPath: string, size: number): number {
  return Math.max(...(Object.keys(SUFFIXES) as SinkName[]).map((sink) => readAck(segmentPath, size, sink)));
}
