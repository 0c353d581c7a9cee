import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

import { formatWitnessVkey, IntegrityError, type WitnessSigner } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';

/**
 * A witness's key from the content of its file.
 *
 * @param name under which it cosigns, such as `witness.example/w1`
 * @throws {CliError} `ERR_USAGE`, showing nothing of the content
 */
export function witnessSigner(pem: string, name: string, what: string): WitnessSigner {
  const key = privateKeyOf(pem);
  if (key?.asymmetricKeyType !== 'ed25519') throw usageError(`${what} holds no Ed25519 private key in PEM.`);
  const publicKey = Buffer.from(key.export({ format: 'jwk' }).x as string, 'base64url');
  try {
    formatWitnessVkey(name, publicKey);
  } catch (cause) {
    if (cause instanceof IntegrityError) throw usageError(cause.message, cause);
    throw cause;
  }
  return { name, publicKey, sign: (message) => sign(null, message, key) };
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined; // Node's message would say how far it got; nothing of the content may get into ours
  }
}
