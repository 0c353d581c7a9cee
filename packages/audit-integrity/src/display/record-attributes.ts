import type { CanonicalValue } from '../canonical-reader.js';
import { printable } from '../printable.js';

import type { StoredAttribute, StoredValue } from '../stored-record.js';
import { lokiName } from '../wire/store-names.js';
import type { Mismatch } from './mismatch.js';
import { membersOfRest, type NamedValue, type SignedAttributes } from './rest.js';
import { attributeOf, spelledOut } from './spelled-out.js';
import { isSignedValue, storedValueText } from './stored-value.js';
import type { UnsignedNames } from './unsigned-names.js';

/** The seal's own attributes with their signed values, in no particular order. */
export type SealAttributes = ReadonlyMap<string, string>;

/** What the comparison needs to know besides the leaf. */
export interface AttributeRules {
  readonly names: UnsignedNames;
  /** Called with the name of each harmless addition. */
  readonly added: (name: string) => void;
}

/**
 * The first attribute in which a record differs from its leaf. Most records come as they were sent, in canonical order
 * and then the seal's own, so that is tried first; any other order is looked at by name.
 */
export function attributesMismatch(
  leaf: SignedAttributes,
  seal: SealAttributes,
  shown: readonly StoredAttribute[],
  rules: AttributeRules,
): Mismatch | undefined {
  const { names, values } = leaf.attributes;
  if (shown.length !== names.length + seal.size) return attributesMismatchByName(leaf, seal, shown, rules);
  for (let index = 0; index < names.length; index += 1) {
    const attribute = shown[index] as StoredAttribute | null;
    if (attribute?.key !== names[index]) return attributesMismatchByName(leaf, seal, shown, rules);
    if (!isSignedValue(values[index] as CanonicalValue, leaf.salt, attribute?.value)) {
      return changed(names[index] as string, values[index] as CanonicalValue, attribute?.value);
    }
  }
  let own = 0;
  for (const [name, value] of seal) {
    const attribute = shown[names.length + own++] as StoredAttribute | null;
    if (attribute?.key !== name || !isSignedValue(value, '', attribute.value)) {
      return attributesMismatchByName(leaf, seal, shown, rules);
    }
  }
  return undefined;
}

function attributesMismatchByName(
  leaf: SignedAttributes,
  seal: SealAttributes,
  shown: readonly StoredAttribute[],
  rules: AttributeRules,
): Mismatch | undefined {
  const values = new Map<string, StoredValue | undefined>();
  for (const attribute of shown) {
    const { key, value } = attributeOf(attribute);
    if (values.has(key)) return { field: key, detail: 'the record has it twice' };
    values.set(key, value);
  }
  for (const [index, name] of leaf.attributes.names.entries()) {
    const signed = leaf.attributes.values[index] as CanonicalValue;
    if (!isSignedValue(signed, leaf.salt, values.get(name))) return changed(name, signed, values.get(name));
    values.delete(name);
  }
  for (const [name, signed] of seal) {
    if (!isSignedValue(signed, '', values.get(name))) return changed(name, signed, values.get(name));
    values.delete(name);
  }
  return unsignedMismatch(leaf, seal, [...values], rules);
}

function unsignedMismatch(
  leaf: SignedAttributes,
  seal: SealAttributes,
  left: readonly NamedValue[],
  rules: AttributeRules,
): Mismatch | undefined {
  const rest = leaf.rest === undefined ? [] : membersOfRest(leaf, left);
  if (rest === undefined) return { field: 'rest', detail: 'no set of the attributes shown gives the signed digest' };
  const signed = new Set([...leaf.attributes.names, ...seal.keys(), ...rest.map(([name]) => name)].map(lokiName));
  for (const member of left) {
    if (rest.includes(member)) continue;
    for (const name of spelledOut(member[0], member[1])) {
      if (!rules.names.mayBear(name)) return { field: name, detail: 'it was not signed' };
      if (signed.has(lokiName(name)))
        return { field: name, detail: 'it was not signed, and takes the place of one that was' };
      rules.added(name);
    }
  }
  return undefined;
}

function changed(field: string, signed: CanonicalValue, shown: StoredValue | undefined): Mismatch {
  return { field, detail: `signed ${shownText(signed)}, shown ${printableValue(shown)}` };
}

function shownText(signed: CanonicalValue): string {
  return typeof signed === 'string' ? printable(signed) : 'a list or map';
}

function printableValue(value: StoredValue | undefined): string {
  if (value === undefined) return 'nothing';
  const text = storedValueText(value);
  return text === undefined ? 'no value that could have been signed' : printable(text.replace(/^"|"$/g, ''));
}
