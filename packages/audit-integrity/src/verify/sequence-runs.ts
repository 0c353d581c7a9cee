import type { SequenceRun } from '../verdict.js';

/** Whether one run covers all numbers from `first` to `last`. */
export function isWhole(runs: readonly SequenceRun[], first: number, last: number): boolean {
  const run = runs[indexOfRun(runs, last)];
  return run !== undefined && run.first <= first && run.last >= last;
}

/** The index of the last run that begins at or before a number; -1 when all begin after it. */
export function indexOfRun(runs: readonly SequenceRun[], sequence: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as SequenceRun).first <= sequence) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether a number lies in one of the runs. */
export function isIn(runs: readonly SequenceRun[], sequence: number): boolean {
  const run = runs[indexOfRun(runs, sequence)];
  return run !== undefined && run.last >= sequence;
}
