import { generateKeyPairSync } from 'node:crypto';
import { EPHEMERAL_KEY_NAME, ed25519Signer } from './ed25519-signer.js';
import type { RootSigner } from './root-signer.js';

/**
 * A root key that lives as long as this process and that no trust file can know. Its streams are `provisional`:
 * changes are still detected, but nobody can say who sealed.
 * @stable
 */
export function ephemeralSigner(): RootSigner {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...ed25519Signer(privateKey, EPHEMERAL_KEY_NAME), ephemeral: true };
}
