import { createHash } from 'node:crypto';

/** Which changes of the code are tried: so many, and always the same ones for one seed. */
export interface Sample {
  readonly size: number;
  readonly seed: number;
}

/** What names a change, whatever else is changed in the same run. */
export interface Change {
  readonly id: string;
  readonly fileName: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly replacement?: string | undefined;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** The ids of `size` changes, every one with the same chance: those with the smallest hashes of seed and change. */
export function drawSample(changes: readonly Change[], { size, seed }: Sample): ReadonlySet<string> {
  const drawn = changes
    .map((change) => ({ id: change.id, rank: rankOf(change, seed) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size);
  return new Set(drawn.map(({ id }) => id));
}

function rankOf({ fileName, location: { start, end }, replacement }: Change, seed: number): string {
  const file = fileName.slice(fileName.lastIndexOf('/packages/') + 1); // the same in every folder it is copied to
  const change = [seed, file, start.line, start.column, end.line, end.column, replacement];
  return createHash('sha256').update(JSON.stringify(change)).digest('hex');
}
