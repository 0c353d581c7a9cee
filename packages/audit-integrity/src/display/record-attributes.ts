import type { CanonicalValue } from '../canonical-reader.js';
import {
  EVENT_ATTRIBUTE,
  PAYLOAD_ATTRIBUTE,
  SEQUENCE_ATTRIBUTE,
  STREAM_ATTRIBUTE,
  TIME_ATTRIBUTE,
} from '../sealed-record.js';

import type { StoredAttribute, StoredValue } from '../stored-record.js';
import { lokiName } from '../wire/store-names.js';
import { shownInWords, signedInWords } from './in-words.js';
import type { Mismatch } from './mismatch.js';
import { membersOfRest, type NamedValue, type SignedAttributes } from './rest.js';
import { attributeOf, spelledOut } from './spelled-out.js';
import { isShownText, isSignedValue } from './stored-value.js';
import type { UnsignedNames } from './unsigned-names.js';

/** What the seal's own attributes must show; those that are undefined must not be there. */
export interface SealAttributes {
  readonly payload: string;
  readonly sequence: number | undefined;
  readonly stream: string;
  readonly time: string | undefined;
  readonly event: string;
}

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
  for (let index = 0; index < names.length; index += 1) {
    const attribute = shown[index] as StoredAttribute | null | undefined;
    if (attribute?.key !== names[index]) return attributesMismatchByName(leaf, seal, shown, rules);
    if (!isSignedValue(values[index] as CanonicalValue, leaf.salt, attribute?.value)) {
      return attributesMismatchByName(leaf, seal, shown, rules);
    }
  }
  return isSealInOrder(seal, shown, names.length) ? undefined : attributesMismatchByName(leaf, seal, shown, rules);
}

/** Whether the seal's attributes, as a sealer writes them, are all that comes after the record's own. */
function isSealInOrder(seal: SealAttributes, shown: readonly StoredAttribute[], from: number): boolean {
  const { payload, sequence, stream, time, event } = seal;
  return (
    sequence !== undefined &&
    time !== undefined &&
    shown.length === from + (event === '' ? 4 : 5) &&
    isTextAttribute(shown[from], PAYLOAD_ATTRIBUTE, payload) &&
    shown[from + 1]?.key === SEQUENCE_ATTRIBUTE &&
    isSignedValue(`i:${sequence}`, '', shown[from + 1]?.value) &&
    isTextAttribute(shown[from + 2], STREAM_ATTRIBUTE, stream) &&
    isTextAttribute(shown[from + 3], TIME_ATTRIBUTE, time) &&
    (event === '' || isTextAttribute(shown[from + 4], EVENT_ATTRIBUTE, event))
  );
}

function isTextAttribute(attribute: StoredAttribute | null | undefined, key: string, text: string): boolean {
  return attribute?.key === key && isShownText(attribute.value, text);
}

/** The seal's attributes by name, with their signed values. */
function* sealValues({ payload, sequence, stream, time, event }: SealAttributes): Generator<readonly [string, string]> {
  yield [PAYLOAD_ATTRIBUTE, `s:${payload}`];
  if (sequence !== undefined) yield [SEQUENCE_ATTRIBUTE, `i:${sequence}`];
  yield [STREAM_ATTRIBUTE, `s:${stream}`];
  if (time !== undefined) yield [TIME_ATTRIBUTE, `s:${time}`];
  if (event !== '') yield [EVENT_ATTRIBUTE, `s:${event}`];
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
  for (const [name, signed] of sealValues(seal)) {
    if (!isSignedValue(signed, '', values.get(name))) return changed(name, signed, values.get(name));
    values.delete(name);
  }
  return unsignedMismatch(leaf, shown, [...values], rules);
}

function unsignedMismatch(
  leaf: SignedAttributes,
  shown: readonly StoredAttribute[],
  left: readonly NamedValue[],
  rules: AttributeRules,
): Mismatch | undefined {
  const rest = leaf.rest === undefined ? [] : membersOfRest(leaf, left);
  if (rest === undefined) return { field: 'rest', detail: 'no set of the attributes shown gives the signed digest' };
  const unsigned = new Map(left);
  for (const [name] of rest) unsigned.delete(name);
  const signed = new Set<string>();
  for (const { key, value } of shown.map(attributeOf)) {
    if (!unsigned.has(key)) for (const name of spelledOut(key, value)) signed.add(lokiName(name));
  }
  for (const [key, value] of unsigned) {
    for (const name of spelledOut(key, value)) {
      if (!rules.names.mayBear(name)) return { field: name, detail: 'it was not signed', unsigned: true };
      if (signed.has(lokiName(name)))
        return { field: name, detail: 'it was not signed, and takes the place of one that was', unsigned: true };
      rules.added(name);
    }
  }
  return undefined;
}

function changed(field: string, signed: CanonicalValue, shown: StoredValue | undefined): Mismatch {
  return { field, detail: `signed ${signedInWords(signed)}, shown ${shownInWords(shown)}` };
}
