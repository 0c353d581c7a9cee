import { byCodeUnits, quoted } from '../canonical-record.js';
import { sizeOf } from '../checkpoint.js';
import type { Leaf } from '../sealed-payload.js';

/** The part of a leaf that speaks of attributes. */
export type SignedAttributes = Pick<Leaf, 'attributes' | 'rest' | 'salt'>;

import { saltedHash } from '../signed-value.js';
import type { StoredValue } from '../stored-record.js';
import { isOfSurroundings, lokiName } from '../wire/store-names.js';
import { storedValueText } from './stored-value.js';

export type NamedValue = readonly [name: string, value: StoredValue | undefined];

/**
 * Which of the shown attributes are the ones that a leaf's `rest` digest stands for; undefined when none will do. The
 * digest gives count and first name, not the names. Where attributes were added on the way, those that describe the
 * surroundings are left out first, then those that stand last, because that is where they are added.
 *
 * @param shown attributes that are neither signed by name nor the seal's own, in the stored order
 */
export function membersOfRest(leaf: SignedAttributes, shown: readonly NamedValue[]): readonly NamedValue[] | undefined {
  const from = leaf.rest?.text('from');
  const count = sizeOf(leaf.rest?.text('count') ?? '');
  const sha256 = leaf.rest?.text('sha256');
  if (from === undefined || count === undefined || leaf.rest?.names.length !== 3) return undefined;
  const candidates = shown.filter(([name]) => byCodeUnits(name, from) >= 0);
  const ofRecord = candidates.filter(([name]) => !isOfSurroundings(lokiName(name)));
  for (const members of [candidates, ofRecord, candidates.slice(0, count), ofRecord.slice(0, count)]) {
    if (members.length === count && digestOf(members, leaf.salt) === sha256) return members;
  }
  return undefined;
}

function digestOf(members: readonly NamedValue[], salt: string): string | undefined {
  const texts: string[] = [];
  for (const [name, value] of members.toSorted(([a], [b]) => byCodeUnits(a, b))) {
    const text = storedValueText(value);
    if (text === undefined || !name.isWellFormed()) return undefined;
    texts.push(`${quoted(name)}:${text}`);
  }
  return saltedHash(salt, `{${texts.join(',')}}`);
}
