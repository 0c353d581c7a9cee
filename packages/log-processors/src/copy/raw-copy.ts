import { types } from 'node:util';
import { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from '../sanitize/bounds.js';
import { cut, omitted } from '../sanitize/marker.js';
import { ownValue } from '../sanitize/own-value.js';
import { type CopyVisitor, safeCopy } from '../sanitize/safe-copy.js';

/** Changes nothing but the one name that assignment would turn into a prototype. */
const AS_IT_IS: CopyVisitor = {
  key: (name) => (name === '__proto__' ? '[__proto__]' : name),
  leaf: (value) => (typeof value === 'bigint' ? String(value) : value),
};

/** A copy that holds what the value held, secrets included: for the time until the sanitizer sees it. */
export function rawCopy(value: unknown, bounds: SanitizeBounds = SANITIZE_BOUNDS_DEFAULTS): unknown {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return safeCopy(value, [], AS_IT_IS, bounds);
}

/** Copies of own data properties, at most as many as a record may have. */
export function rawAttributes(
  attributes: unknown,
  bounds: SanitizeBounds = SANITIZE_BOUNDS_DEFAULTS,
): Record<string, unknown> {
  if (attributes === null || typeof attributes !== 'object') return {};
  if (types.isProxy(attributes)) return { 'otelseal.copy.omitted': omitted('proxy') };
  const copies: Record<string, unknown> = {};
  const names = Object.keys(attributes);
  for (const name of names.slice(0, bounds.maxAttributes)) {
    const copy = rawCopy(ownValue(attributes, name), bounds);
    if (copy !== undefined) copies[AS_IT_IS.key(name)] = copy;
  }
  const left = names.length - bounds.maxAttributes;
  if (left > 0) copies['otelseal.copy.cut'] = cut(`${left} more attributes`);
  return copies;
}

const LONGEST_CHAIN = 16;

/** What a data property holds, be it the object's own or inherited; undefined for a getter, and behind a Proxy. */
export function dataValue(target: unknown, name: string): unknown {
  let holder: unknown = target;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (holder === null || typeof holder !== 'object' || types.isProxy(holder)) return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    if (descriptor !== undefined) return 'value' in descriptor ? descriptor.value : undefined;
    holder = Object.getPrototypeOf(holder);
  }
  return undefined;
}
