/** The candidate that was probably meant: at most two slips of the finger away, and less than half of it wrong. */
export function nearestName(wrong: string, candidates: readonly string[]): string | undefined {
  if (wrong.length > 40) return undefined;
  const ranked = candidates
    .map((name) => ({ name, slips: slipsBetween(wrong.toLowerCase(), name) }))
    .filter(({ name, slips }) => slips <= 2 && slips * 2 < name.length)
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.name;
}

/** A sentence to append to an error, or nothing. */
export function didYouMean(wrong: string, candidates: readonly string[], prefix = ''): string {
  const nearest = nearestName(wrong, candidates);
  return nearest === undefined ? '' : ` Did you mean ${prefix}${nearest}?`;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
