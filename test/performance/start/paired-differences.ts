import { median } from '../measure.ts';

/** Of many pairs of measurements, one with and one without. */
export interface PairedDifference {
  /** The median of what the one without was. */
  readonly before: number;
  /** The median of the differences: what else happens in a pair meets one of many, and the median does not follow it. */
  readonly added: number;
  /** Within these the median of all pairs that there could be lies, with at least 95 %, whatever they are distributed like. */
  readonly between: readonly [low: number, high: number];
  readonly pairs: number;
}

/** @param pairs each as [without, with] */
export function pairedDifference(pairs: readonly (readonly [without: number, withIt: number])[]): PairedDifference {
  const differences = pairs.map(([without, withIt]) => withIt - without).sort((a, b) => a - b);
  const outside = ranksOutside(differences.length);
  return {
    before: median(pairs.map(([without]) => without)),
    added: median(differences),
    between: [differences[outside] as number, differences.at(-1 - outside) as number],
    pairs: differences.length,
  };
}

const MAX_OUTSIDE = 0.05;

/** How many differences may be left out at each end: the sign test, by the binomial distribution of a fair coin. */
function ranksOutside(count: number): number {
  let ways = 1;
  let outside = 0;
  let probability = 2 / 2 ** count;
  while (outside < count / 2 && probability <= MAX_OUTSIDE) {
    outside += 1;
    ways = (ways * (count - outside + 1)) / outside;
    probability += (2 * ways) / 2 ** count;
  }
  return Math.max(0, outside - 1);
}
