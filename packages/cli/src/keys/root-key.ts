import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

import { formatVkey } from '@otelseal/audit-integrity';

/** Name of a local root key; `@otelseal/signing-exporter` signs under the same one, and the key id depends on it. */
export const ROOT_KEY_NAME: string = 'otelseal-root';

/** A root key, its private half only as the file that holds it. */
export interface RootKey {
  /** PKCS#8 in PEM; the only place where the private half is. */
  readonly pem: string;
  /** C2SP verifier key, the public half: `name+keyid+base64`. */
  readonly vkey: string;
  sign(message: Uint8Array): Uint8Array;
}

export function generateRootKey(): RootKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, ...signatureOf(privateKey) };
}

/** A root key from its file's content; undefined when it holds no Ed25519 private key. */
export function rootSignature(pem: string): Omit<RootKey, 'pem'> | undefined {
  const key = privateKeyOf(pem);
  return key === undefined ? undefined : signatureOf(key);
}

function signatureOf(key: KeyObject): Omit<RootKey, 'pem'> {
  return { vkey: vkeyOf(key), sign: (message) => sign(null, message, key) };
}

/**
 * The public half of a key file's content; undefined when it holds no Ed25519 private key.
 *
 * @throws {IntegrityError} when the key is one that no verifier accepts
 */
export function vkeyOfPem(pem: string): string | undefined {
  const key = privateKeyOf(pem);
  return key === undefined ? undefined : vkeyOf(key);
}

/** An Ed25519 private key in PEM, or undefined. */
export function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined; // Node's message would say how far it got; nothing of the content may get into ours
  }
}

/** The raw 32 bytes of its public half. */
export function publicKeyOf(privateKey: KeyObject): Uint8Array {
  return Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
}

function vkeyOf(privateKey: KeyObject): string {
  return formatVkey(ROOT_KEY_NAME, publicKeyOf(privateKey));
}
