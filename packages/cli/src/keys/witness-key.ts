import { generateKeyPairSync, sign } from 'node:crypto';

import { formatWitnessVkey, IntegrityError, type WitnessSigner } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { privateKeyOf, publicKeyOf } from './root-key.js';

/**
 * A witness's key from the content of its file.
 *
 * @param name under which it cosigns, such as `witness.example/w1`
 * @throws {CliError} `ERR_USAGE`, showing nothing of the content
 */
export function witnessSigner(pem: string, name: string, what: string): WitnessSigner {
  const key = privateKeyOf(pem);
  if (key === undefined) throw usageError(`${what} holds no Ed25519 private key in PEM.`);
  const publicKey = publicKeyOf(key);
  witnessVkey(name, publicKey);
  return { name, publicKey, sign: (message) => sign(null, message, key) };
}

/** A new key for a witness. @throws {CliError} `ERR_USAGE` when the name cannot be one */
export function generateWitnessKey(name: string): { readonly pem: string; readonly vkey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const vkey = witnessVkey(name, publicKeyOf(privateKey));
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string, vkey };
}

function witnessVkey(name: string, publicKey: Uint8Array): string {
  try {
    return formatWitnessVkey(name, publicKey);
  } catch (cause) {
    if (cause instanceof IntegrityError) throw usageError(cause.message, cause);
    throw cause;
  }
}
