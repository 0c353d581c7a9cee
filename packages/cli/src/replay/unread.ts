/** Lines and records that could not be read. */
export interface Unread {
  count: number;
  /** Place and reason of the first. */
  first: string;
}

/** Counts one more. */
export function leaveOut(unread: Unread, place: string, why: string): void {
  if (unread.count === 0) unread.first = `${place}: ${why}`;
  unread.count += 1;
}
