import { join } from 'node:path';
import { DEAD_LETTER_FOLDER } from './dead-letters.js';
import { namesIn, ownerOf, PROCESS_PREFIX, RELEASED_FILE } from './process-folder.js';
import { stateOf } from './process-owner.js';
import { KEPT_FOLDER } from './spool.js';
import { type Content, contentOf } from './spool-content.js';

/**
 * What lies in the folder of one process.
 * @stable
 */
export interface InspectedProcess {
  readonly name: string;
  /** Whether its owner lives; `released`: he ended properly and left something; `unknown`: on another host or in another container. */
  readonly owner: 'alive' | 'dead' | 'released' | 'unknown';
  /** Everything but dead letters and delivered segments, bytes; of a living process also the zeros that it has written ahead, 64 KiB at most. */
  readonly waitingBytes: number;
}

/**
 * What lies in a spool.
 * @stable
 */
export interface InspectedSpool {
  readonly processes: readonly InspectedProcess[];
  /** Records that no receiver takes, in files. */
  readonly deadLetterFiles: number;
  readonly deadLetterBytes: number;
  /** Delivered segments that are kept for repair, bytes. */
  readonly keptBytes: number;
  /** Files and folders that others than their owner may read or change. */
  readonly unsafe: readonly string[];
}

/** Looks into a spool and changes nothing; what cannot be read looks empty. @stable */
export function inspectSpool(directory: string): InspectedSpool {
  const unsafe: string[] = [];
  const count = (name: string): Content => contentOf(join(directory, name), unsafe);
  const processes = namesIn(directory)
    .filter((name) => name.startsWith(PROCESS_PREFIX))
    .map((name) => ({ name, owner: ownerState(join(directory, name)), waitingBytes: count(name).bytes }));
  const deadLetters = count(DEAD_LETTER_FOLDER);
  return {
    processes,
    deadLetterFiles: deadLetters.files,
    deadLetterBytes: deadLetters.bytes,
    keptBytes: count(KEPT_FOLDER).bytes,
    unsafe,
  };
}

function ownerState(folder: string): InspectedProcess['owner'] {
  if (namesIn(folder).includes(RELEASED_FILE)) return 'released';
  const owner = ownerOf(folder);
  return owner === undefined ? 'unknown' : stateOf(owner);
}
