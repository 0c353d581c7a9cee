/** As deep as a signed text may nest (SPEC.md, "Values"). */
const MAX_DEPTH = 40;

/** Stands for a value of which only length and digest were signed; the store shows it, and the verifier compares. */
export const BY_DIGEST: unique symbol = Symbol('signed by its digest');

/**
 * A signed value as a plain one: texts, numbers, truths, bytes, lists and maps by the tags of SPEC.md, "Values".
 *
 * @example
 * signedValue('i:5'); // 5
 * signedValue({ a: { 0: 's:x' } }); // ['x']
 */
export function signedValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scalarOf(value.slice(0, 2), value.slice(2));
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  const { a: list, m: map } = value as { readonly a?: unknown; readonly m?: unknown };
  if (typeof list === 'object' && list !== null) {
    const byIndex = Object.entries(list).sort(([one], [other]) => Number(one) - Number(other));
    return byIndex.map(([, item]) => signedValue(item, depth + 1));
  }
  return typeof map === 'object' && map !== null ? signedMap(map, depth + 1) : undefined;
}

/** The same for all members of an object. The result has no prototype. */
export function signedMap(map: object, depth = 0): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(map)) values[name] = signedValue(value, depth);
  return values;
}

function scalarOf(tag: string, text: string): unknown {
  switch (tag) {
    case 's:':
      return text;
    case 'i:':
      return Number.isSafeInteger(Number(text)) || !/^-?\d{1,20}$/.test(text) ? Number(text) : BigInt(text);
    case 'd:':
      return Number(text);
    case 'b:':
      return text === 'true';
    case 'x:':
      return Buffer.from(text, 'base64');
    case 'h:':
      return BY_DIGEST;
    default:
      return undefined;
  }
}
