/** A record's attributes as the enricher sees them: any names, any values, written directly. */
export type AttributeMap = Record<string, unknown>;

/** Attributes to add, in order of preference: the first of a name wins. */
export type AttributePairs = (readonly [name: string, value: unknown])[];

/**
 * The text of an own attribute; a number used as an identifier becomes text. Inherited names do not count: an attribute called
 * `__proto__` gives the SDK's attributes object a prototype of the caller's choice.
 */
export function ownText(attributes: AttributeMap, name: string): string | undefined {
  if (!Object.hasOwn(attributes, name)) return undefined;
  const value = attributes[name];
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : undefined;
}

/** Whether a record says nothing under this name: no attribute, an empty value, or empty text. */
export function isAbsent(attributes: AttributeMap, name: string): boolean {
  if (!Object.hasOwn(attributes, name)) return true;
  const value = attributes[name];
  return value === undefined || value === null || value === '';
}

/** Adds what the record does not say itself. */
export function addAbsent(attributes: AttributeMap, additions: AttributePairs): void {
  for (const [name, value] of additions) {
    if (isAbsent(attributes, name)) attributes[name] = value;
  }
}
