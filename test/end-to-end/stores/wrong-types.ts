import { ATTRIBUTES } from '@otelseal/semantic-conventions';

/** What the vocabulary says is a number or yes or no, and what an application may make of it one day. */
const NAMES = Object.entries(ATTRIBUTES).flatMap(([name, { type }]) =>
  (type === 'int' || type === 'boolean') && !name.startsWith('audit.') ? [name] : [],
);
const VALUES = ['many', -1_000_000, 1.5, 1e308, true, [7, 8], ['x'], '', 5];

/**
 * Every number and every yes or no of the vocabulary with a value of another type from record to record, and two names of the application's
 * own whose type the first record decides.
 */
export function wrongTypes(index: number): Readonly<Record<string, unknown>> {
  const known = NAMES.map((name, at) => [name, VALUES[(index + at) % VALUES.length]] as const);
  const own = { 'app.number': index === 1 ? 1 : VALUES[index % VALUES.length], 'app.flag': index === 1 ? true : 'x' };
  return { ...Object.fromEntries(known), ...own };
}
