import { generateKeyPairSync } from 'node:crypto';
import { formatNote } from '@otelseal/audit-integrity/sealing';
import { EPHEMERAL_KEY_NAME, ed25519Signer } from '../signer/ed25519-signer.js';
import type { Epoch, EpochDraft } from './epoch-draft.js';

let standIn: ReturnType<typeof ed25519Signer> | undefined;

/**
 * The draft under the signature of a key that dies with this process and that nobody trusts: a stream can begin with it
 * while the root is away, says `provisional`, and becomes evidence once the root has signed the same text.
 */
export function provisionalEpoch(draft: EpochDraft): Epoch {
  standIn ??= ed25519Signer(generateKeyPairSync('ed25519').privateKey, EPHEMERAL_KEY_NAME);
  const { keyName, publicKey } = standIn;
  const signature = standIn.signNow(new TextEncoder().encode(draft.text));
  return { ...draft, certificate: formatNote(draft.text, { name: keyName, publicKey, signature }) };
}
