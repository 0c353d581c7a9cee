import type { SequenceRun } from '../verdict.js';
import type { CollectedStream } from './collected-stream.js';
import { Runs } from './localise.js';

/** What can be said about leaves beyond the last signed root. */
export interface Tail {
  readonly missing: readonly SequenceRun[];
  /** Numbers whose leaf does not fit the leaf after it. */
  readonly modified: readonly number[];
  readonly unanchored: readonly SequenceRun[];
}

/**
 * Beyond the last signed root nothing is proven, but a chain that does not hold, or has a hole, was still broken by
 * someone. Where two leaves do not fit, the earlier one is named, unless the later one fits its other neighbour no more.
 *
 * @param signedSize size of the last signed root, 0 when there is none
 */
export function tailOf(stream: CollectedStream, runs: readonly SequenceRun[], signedSize: number): Tail {
  const missing: SequenceRun[] = [];
  const modified = new Set<number>();
  const unanchored = new Runs();
  let next = signedSize + 1;
  for (const run of runs) {
    const first = Math.max(run.first, signedSize + 1);
    if (run.last < first) continue;
    if (first > next) missing.push({ first: next, last: first - 1 });
    next = run.last + 1;
    for (let sequence = first; sequence <= run.last; sequence += 1) {
      if (!fits(stream, sequence)) {
        const laterIsOdd = sequence - 1 === signedSize || (sequence < run.last && !fits(stream, sequence + 1));
        modified.add(laterIsOdd ? sequence : sequence - 1);
      }
    }
    for (let sequence = first; sequence <= run.last; sequence += 1)
      if (!modified.has(sequence)) unanchored.add(sequence);
  }
  return { missing, modified: [...modified].sort((a, b) => a - b), unanchored: unanchored.list };
}

/** Whether a leaf names the one before it rightly, as far as that one is here. */
function fits(stream: CollectedStream, sequence: number): boolean {
  const before = stream.leaves.hash(sequence - 1);
  const named = stream.leaves.prev(sequence);
  return before === undefined || named === undefined || named === before;
}
