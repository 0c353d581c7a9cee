/** Bounds of what is said about one refused input. */
export const VALIDATION_BOUNDS: Readonly<Record<'fields' | 'nameLength' | 'rules' | 'issues', number>> = Object.freeze({
  /** Names of fields; a form has tens. */
  fields: 32,
  nameLength: 64,
  rules: 5,
  /** Complaints that are looked at. */
  issues: 256,
});

/** Names in schemas; what is none of these is a key that the sender has made up. */
const USUAL_NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;

/**
 * `items.*.price` from a path in the input. Positions become `*`, and a name that no schema would use `[unusual name]`: in records and in
 * unknown keys the sender chooses it.
 */
export function fieldName(path: readonly unknown[]): string {
  const names = path.slice(0, 16).map((part) => {
    const text = typeof part === 'object' ? '' : String(part);
    if (/^\d+$/.test(text)) return '*';
    return text.length <= VALIDATION_BOUNDS.nameLength && USUAL_NAME.test(text) ? text : '[unusual name]';
  });
  return names.length === 0 ? 'input' : names.join('.').slice(0, VALIDATION_BOUNDS.nameLength * 4);
}

/** Each once, in their order, at most so many. */
export function few(texts: Iterable<string>, limit: number): string[] {
  const kept = new Set<string>();
  for (const text of texts) {
    kept.add(text);
    if (kept.size >= limit) break;
  }
  return [...kept];
}
