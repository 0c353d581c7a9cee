import type { StoredAttribute, StoredValue } from '../stored-record.js';

/** An attribute that may be anything, as one with a name. */
export function attributeOf(attribute: unknown): { readonly key: string; readonly value: StoredValue | undefined } {
  if (typeof attribute !== 'object' || attribute === null) return { key: '', value: undefined };
  const { key, value } = attribute as StoredAttribute;
  return { key: typeof key === 'string' ? key : '', value };
}

/** Deepest map and longest name that are spelled out. */
const MAX_DEPTH = 40;
const MAX_LENGTH = 1_024;

/** Stands for names that nobody could check; it belongs to the seal, so it is never allowed unsigned. */
export const UNCHECKABLE = 'audit.uncheckable';

/** The name of an attribute, and of each member of a map, as stores that flatten maps would show it. */
export function spelledOut(key: string, value: StoredValue | undefined): string[] {
  const names: string[] = [];
  spell(key, value, 0, names);
  return names;
}

function spell(key: string, value: StoredValue | undefined, depth: number, names: string[]): void {
  names.push(key);
  if (typeof value !== 'object' || value === null) return;
  const members: unknown = value.kvlistValue?.values;
  if (!Array.isArray(members)) return;
  if (depth >= MAX_DEPTH || key.length > MAX_LENGTH) {
    names.push(UNCHECKABLE);
    return;
  }
  for (const member of members) {
    const { key: name, value: inner } = attributeOf(member);
    spell(`${key}.${name}`, inner, depth + 1, names);
  }
}
