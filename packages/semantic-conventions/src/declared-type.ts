import type { AttributeValue } from './attribute-value.js';
import { ATTRIBUTES } from './generated/attribute-definitions.js';

/**
 * Whether a value has the type that the vocabulary declares for the attribute; true for attributes it does not know.
 * A store takes the type of a field from the first record it sees and may refuse later ones.
 *
 * @example hasDeclaredType('http.response.status_code', '403') // false
 * @stable
 */
export function hasDeclaredType(name: string, value: AttributeValue): boolean {
  switch (Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name]?.type : undefined) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'string[]':
      return Array.isArray(value);
    default:
      return true;
  }
}
