import type { BinaryHash } from '../merkle-tree.js';
import type { CollectedStream } from './collected-stream.js';

/** The hashes of all leaves that claim a number. */
export function candidates(stream: CollectedStream, sequence: number): BinaryHash[] {
  const first = stream.leaves.hash(sequence);
  const rivals = (stream.rivals.get(sequence) ?? []).map(({ hash }) => hash);
  return first === undefined ? rivals : [first, ...rivals];
}
