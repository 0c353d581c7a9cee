import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { formatVkey } from '@otelseal/audit-integrity';

/** Name of a local root key; `@otelseal/signing-exporter` signs under the same one, and the key id depends on it. */
export const ROOT_KEY_NAME: string = 'otelseal-root';

/** A root key, its private half only as the file that holds it. */
export interface RootKey {
  /** PKCS#8 in PEM; the only place where the private half is. */
  readonly pem: string;
  /** C2SP verifier key, the public half: `name+keyid+base64`. */
  readonly vkey: string;
}

export function generateRootKey(): RootKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, vkey: vkeyOf(privateKey) };
}

/**
 * The public half of a key file's content; undefined when it holds no Ed25519 private key.
 *
 * @throws {IntegrityError} when the key is one that no verifier accepts
 */
export function vkeyOfPem(pem: string): string | undefined {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return undefined; // Node's message would say how far it got; nothing of the content may get into ours
  }
  return key.asymmetricKeyType === 'ed25519' ? vkeyOf(key) : undefined;
}

function vkeyOf(privateKey: KeyObject): string {
  const { x } = privateKey.export({ format: 'jwk' });
  return formatVkey(ROOT_KEY_NAME, Buffer.from(x as string, 'base64url'));
}
