import type { Anchored } from './anchor.js';
import type { CollectedStream } from './collected-stream.js';
import type { Remarks } from './remarks.js';
import type { SignedRoot } from './signed-roots.js';

/** What is wrong with checkpoint records beyond their signatures: contradictions, proofs, and how they are shown. */
export function reportCheckpoints(
  stream: CollectedStream,
  roots: readonly SignedRoot[],
  anchored: Anchored,
  remarks: Remarks,
): void {
  for (const size of anchored.forks) {
    const detail = 'the root signed here does not follow from the one signed before';
    remarks.add({ verdict: 'EQUIVOCATION', sequence: size, field: 'root', detail, place: '-' });
  }
  for (const { size, place } of anchored.badProofs) {
    const detail = "the checkpoint carries an inclusion proof that is not the tree's";
    remarks.add({ verdict: 'MODIFIED', sequence: size, field: 'proof', detail, place });
  }
  for (const { claims, size } of roots) {
    for (const { mismatch, place, time, isFromWitness } of claims) {
      if (isFromWitness) continue;
      const leafTime = anchored.expected.has(size) ? undefined : stream.leaves.time(size); // the one here is not the one signed
      if (mismatch !== undefined) remarks.add({ verdict: 'DISPLAY_MISMATCH', sequence: size, ...mismatch, place });
      else if (leafTime !== undefined && time !== '' && leafTime !== time) {
        const detail = 'a checkpoint bears the time of its last record';
        remarks.add({ verdict: 'DISPLAY_MISMATCH', sequence: size, field: 'timeUnixNano', detail, place });
      }
    }
  }
}
