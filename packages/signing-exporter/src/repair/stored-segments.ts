import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { furthestAck } from '../spool/ack-file.js';
import { DEAD_LETTER_FOLDER } from '../spool/dead-letters.js';
import { namesIn } from '../spool/process-folder.js';
import type { Segment } from '../spool/segment.js';
import { inheritedSegment } from '../spool/segment-reader.js';
import { KEPT_FOLDER } from '../spool/spool.js';

/** Folders of claimed folders of claimed folders: no deeper do they come. */
const MAX_DEPTH = 3;

/**
 * Segments of which something was delivered, or never will be by itself: kept ones, dead letters, and what processes
 * have delivered of those that they still hold. What is not delivered yet is its owner's: perhaps it is not on disk.
 */
export function* storedSegments(directory: string): Generator<Segment> {
  for (const name of [KEPT_FOLDER, DEAD_LETTER_FOLDER])
    yield* segmentsIn(join(directory, name), (segment) => segment.size);
  for (const name of namesIn(directory))
    if (name.startsWith('process-')) yield* deliveredIn(join(directory, name), MAX_DEPTH);
}

function* deliveredIn(folder: string, depth: number): Generator<Segment> {
  yield* segmentsIn(folder, ({ path, size }) => furthestAck(path, size));
  if (depth === 0) return;
  for (const name of namesIn(folder))
    if (name.startsWith('claimed-')) yield* deliveredIn(join(folder, name), depth - 1);
}

/** A folder that is a link leads out of the spool: nothing in it is ours. */
function* segmentsIn(folder: string, readable: (segment: Segment) => number): Generator<Segment> {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const name of namesIn(folder).filter((each) => each.endsWith('.seg'))) {
    const segment = opened(join(folder, name));
    if (segment !== undefined) yield { ...segment, readableBytes: readable(segment) };
  }
}

/** Undefined for what is no segment, or has gone since: its owner moves it when it is delivered. */
function opened(path: string): Segment | undefined {
  try {
    const segment = inheritedSegment(path);
    return typeof segment === 'object' ? segment : undefined;
  } catch {
    return undefined;
  }
}
