const MAX_PAIRS = 64;
const PAIR = /(?:^|, )([A-Za-z_][\w.-]{0,127})="((?:\\.|[^"\\])*)"/y;

/**
 * Adds `name="value"` pairs, separated by a comma and a space, quotes within values escaped by a backslash. The first of two equal names
 * counts, because a program writes its own before those of others. False when the text is anything else, also at its end.
 */
export function readPairs(fields: Record<string, unknown>, text: string): boolean {
  const pair = new RegExp(PAIR);
  for (let count = 0; pair.lastIndex < text.length; count += 1) {
    const match = count < MAX_PAIRS ? pair.exec(text) : null;
    const [, name, value] = match ?? [];
    if (name === undefined || value === undefined) return false;
    if (!Object.hasOwn(fields, name)) fields[name] = value.replaceAll(/\\(.)/gs, '$1');
  }
  return text !== '';
}
