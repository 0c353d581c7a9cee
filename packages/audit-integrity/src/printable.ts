import { escaped } from './canonical-record.js';

/** Longest piece of log content in a message, in characters. */
const MAX_SHOWN = 120;

/**
 * Log content for a message or a terminal: quoted, ASCII only, cut. Nothing a stranger wrote can move a cursor, turn
 * text around or end a line.
 */
export function printable(text: string): string {
  return `"${printableBare(text)}"`;
}

/** As `printable`, without the marks. */
export function printableBare(text: string): string {
  const safe = escaped(text.slice(0, MAX_SHOWN + 1).toWellFormed());
  return safe.length > MAX_SHOWN ? `${safe.slice(0, MAX_SHOWN)}...` : safe;
}
