import type { UnverifiedNote } from '../signed-note.js';
import type { VerifierKey } from '../verifier-key.js';
import { isSignedBy } from './epochs.js';

interface Verified {
  readonly publicKey: Uint8Array;
  readonly isSigned: boolean;
}

/** By note: a handful of keys were ever asked about, mostly one. */
const known = new WeakMap<UnverifiedNote, Verified[]>();

/**
 * Whether a checkpoint bears a right signature of this key, worked out once for each key: rotations that are told many times
 * over must not have the same signatures verified again for each of them.
 */
export function isCheckpointOf(note: UnverifiedNote, key: VerifierKey): boolean {
  if (!note.signatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId)) return false;
  const asked = known.get(note) ?? [];
  const before = asked.find(({ publicKey }) => Buffer.compare(publicKey, key.publicKey) === 0);
  if (before !== undefined) return before.isSigned;
  const isSigned = isSignedBy(note, key);
  known.set(note, [...asked, { publicKey: key.publicKey, isSigned }]);
  return isSigned;
}
