import type { Baggage } from '@opentelemetry/api';

/**
 * Baggage comes from whoever sent the request. Its values are therefore claims and are filed under this prefix.
 *
 * @stable
 */
export const BAGGAGE_ATTRIBUTE_PREFIX = 'baggage.';
/** Longer values are refused rather than cut: half an identifier is a different identifier. */
export const MAX_BAGGAGE_VALUE_LENGTH = 256;
/** Keys that may be allowed at once. */
export const MAX_BAGGAGE_KEYS = 32;

/** A key that is valid as part of an attribute name in every store. */
const KEY = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;
/** Control, format, private, unassigned and surrogate code points, and the line and paragraph separators. */
const FORBIDDEN_CHARACTERS = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Whether a baggage key may be put on the allow-list. */
export function isBaggageKey(key: unknown): key is string {
  return typeof key === 'string' && KEY.test(key);
}

export interface BaggageTally {
  readonly added: number;
  /** Present, allowed by name, and refused for its length or its characters. */
  readonly refused: number;
}

const NOTHING: BaggageTally = Object.freeze({ added: 0, refused: 0 });

/**
 * Copies allowed baggage entries to `attributes` as `baggage.<key>`. Only allowed keys are looked up, so the cost does not grow with
 * what a client sends; a name that the record already has is never overwritten.
 */
export function addBaggageAttributes(
  attributes: Record<string, unknown>,
  baggage: Pick<Baggage, 'getEntry'> | undefined,
  allowedKeys: readonly string[],
): BaggageTally {
  if (baggage === undefined || allowedKeys.length === 0) return NOTHING;
  let added = 0;
  let refused = 0;
  for (const key of allowedKeys) {
    const entry: unknown = baggage.getEntry(key)?.value;
    const name = BAGGAGE_ATTRIBUTE_PREFIX + key;
    if (entry === undefined || Object.hasOwn(attributes, name)) continue;
    if (isAcceptable(entry)) {
      attributes[name] = entry;
      added += 1;
    } else {
      refused += 1;
    }
  }
  return { added, refused };
}

function isAcceptable(value: unknown): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > MAX_BAGGAGE_VALUE_LENGTH) return false;
  return !FORBIDDEN_CHARACTERS.test(value);
}
