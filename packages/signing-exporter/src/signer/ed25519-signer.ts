import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { SigningError } from '../signing-error.js';
import type { RootSigner } from './root-signer.js';

/** The name of root keys that die with their process. */
export const EPHEMERAL_KEY_NAME = 'otelseal-ephemeral';

/** Ed25519 over a private key that is in this process. */
export function ed25519Signer(
  privateKey: KeyObject,
  keyName: string,
): RootSigner & { signNow(m: Uint8Array): Uint8Array } {
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new SigningError(
      'ERR_KEY_REFUSED',
      `The signing key is of type ${privateKey.asymmetricKeyType ?? 'secret'}; only ed25519 is supported. Generate one with \`otelseal keys generate\`.`,
    );
  }
  if (!/^[^\s+]{1,255}$/u.test(keyName)) {
    throw new SigningError(
      'ERR_OPTION_INVALID',
      'keyName must be 1 to 255 characters without white space and without "+".',
    );
  }
  const signNow = (message: Uint8Array): Uint8Array => new Uint8Array(sign(null, message, privateKey));
  return { keyName, publicKey: rawPublicKey(privateKey), signNow, sign: async (message) => signNow(message) };
}

/** The 32 bytes of the public half. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(x ?? '', 'base64url'));
}
