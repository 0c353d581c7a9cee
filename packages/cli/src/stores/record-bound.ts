/** Records that are taken from a store in one go: a verdict over more would need over 8 GB of memory, and a store that never ends must be left. */
export const MAX_RECORDS = 100_000_000;

/** The error for a store that has, or gives, more. */
export function moreThan(count: number): Error {
  return new Error(`it gives more than ${count} records; ask for less at once, by --from and --to`);
}
