import { type FoundStream, FoundStreams, type StreamIdentity } from '@otelseal/audit-integrity/sealing';
import { payloadOf } from '../repair/sealed-place.js';
import { isOwnerDead, markContinued } from './process-folder.js';
import type { Segment } from './segment.js';
import { SegmentReader } from './segment-reader.js';

/** What a stream says of the one that it continues. */
export type LeftStream = Pick<FoundStream, 'stream' | 'size' | 'root'>;

/** Where a stream ends stands in a process's last segments: it signs every second, or every 256 records. */
const LAST_SEGMENTS = 2;
/** Read at the start of a process, while everybody waits: about a second's work. What lies beyond is delivered all the same. */
const MAX_BYTES_READ = 67_108_864;
const RECORDS_AT_A_TIME = 256;

/**
 * Streams that dead processes left in the spool. Each may be continued by one other stream, so the first who asks gets it,
 * and its folder remembers that over every crash. A stream without its end is given away only where its process is seen to be
 * dead: one that only slept could go on, and would then look as if it had two histories.
 */
export class LeftStreams {
  readonly #left: { readonly folder: string; readonly found: FoundStream }[] = [];
  #bytes = 0;

  /** Looks through what a dead process wrote last. Never throws. */
  found(folder: string, segments: readonly Segment[]): void {
    const streams = new FoundStreams();
    for (const segment of segments.slice(-LAST_SEGMENTS)) {
      this.#bytes += segment.size;
      if (this.#bytes > MAX_BYTES_READ) return;
      readPayloads(segment, streams);
    }
    const isDead = isOwnerDead(folder);
    for (const found of streams.streams) if (found.closed || isDead) this.#left.push({ folder, found });
  }

  /** The one that needs a successor most: without an end, and the last that was found. */
  take(identity: StreamIdentity, retention: string): LeftStream | undefined {
    const fitting = this.#left.filter(({ found }) => found.retention === retention && isOfOneService(found, identity));
    const inOrder = fitting.toReversed().sort((a, b) => Number(a.found.closed) - Number(b.found.closed));
    for (const left of inOrder) {
      this.#left.splice(this.#left.indexOf(left), 1);
      const { stream, size, root } = left.found;
      if (markContinued(left.folder, stream)) return { stream, size, root };
    }
    return undefined;
  }
}

/** Another instance of the same service may go on. */
function isOfOneService({ identity }: FoundStream, other: StreamIdentity): boolean {
  return (['organisation', 'tenant', 'environment', 'service', 'namespace'] as const).every(
    (part) => identity[part] === other[part],
  );
}

/** As far as the segment can be read; delivery says what is wrong with the rest. */
function readPayloads(segment: Segment, streams: FoundStreams): void {
  try {
    const reader = new SegmentReader(segment, 0);
    try {
      while (!reader.isAtEnd) {
        for (const { bytes, passed } of reader.next(RECORDS_AT_A_TIME)) {
          if (!passed) streams.add(payloadIn(bytes, segment)); // others' streams are theirs to continue
        }
      }
    } finally {
      reader.close();
    }
  } catch {
    // a file that has gone leaves nothing to continue
  }
}

/** Empty for what is no record: somebody edited it. */
function payloadIn(bytes: Uint8Array, { contentType }: Segment): string {
  try {
    return payloadOf(bytes, contentType) ?? '';
  } catch {
    return '';
  }
}
