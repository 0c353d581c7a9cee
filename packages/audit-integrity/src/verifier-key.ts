import { hash, type KeyObject } from 'node:crypto';
import { keyObjectOf, PUBLIC_KEY_LENGTH, refusalOfPublicKey } from './ed25519.js';
import { IntegrityError } from './integrity-error.js';

/** C2SP signed-note's number for Ed25519. */
const ALGORITHM_ED25519 = 1;

/** Longest key name, in UTF-16 units: an origin with four percent-encoded parts fits. */
const MAX_KEY_NAME_LENGTH = 8_192;

/**
 * A public key under its name, as C2SP signed notes use it.
 *
 * @stable
 */
export interface VerifierKey {
  readonly name: string;
  /** The first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), as eight lower-case hex digits. */
  readonly keyId: string;
  /** Ed25519, 32 raw bytes. */
  readonly publicKey: Uint8Array;
  readonly key: KeyObject;
}

/** Whether a signature line can carry this name: not empty, no white space, no `+`, no control characters. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_KEY_NAME_LENGTH && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name);
}

/** @throws IntegrityError `ERR_KEY_REFUSED`, saying why. */
export function verifierKey(name: string, publicKey: Uint8Array, algorithm: number = ALGORITHM_ED25519): VerifierKey {
  const refusal = isKeyName(name) ? refusalOfPublicKey(publicKey) : 'its name must be free of white space and "+"';
  const key = refusal === undefined ? keyObjectOf(publicKey) : undefined;
  if (key === undefined) {
    throw new IntegrityError(
      'ERR_KEY_REFUSED',
      `The key ${printable(name)} is refused: ${refusal ?? 'it is not a point of the curve'}.`,
    );
  }
  return { name, keyId: keyIdOf(name, publicKey, algorithm), publicKey: Uint8Array.from(publicKey), key };
}

/** @param algorithm C2SP's number: 1 for a note's signer, 4 for a cosigner. */
export function keyIdOf(name: string, publicKey: Uint8Array, algorithm: number = ALGORITHM_ED25519): string {
  const message = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), publicKey]);
  return hash('sha256', message, 'hex').slice(0, 8);
}

/**
 * The C2SP text form of a public key: `name+keyId+base64(0x01 ‖ key)`.
 *
 * @example
 * formatVkey('example.com/log', publicKey); // example.com/log+1d1f8a2b+AX…
 * @throws IntegrityError `ERR_KEY_REFUSED`
 * @stable
 */
export function formatVkey(name: string, publicKey: Uint8Array): string {
  return vkeyText(verifierKey(name, publicKey), ALGORITHM_ED25519);
}

export function vkeyText({ name, keyId, publicKey }: VerifierKey, algorithm: number): string {
  return `${name}+${keyId}+${Buffer.concat([Buffer.of(algorithm), publicKey]).toString('base64')}`;
}

/**
 * Reads a vkey; its key id must fit, and the key must pass the same strict rules as in `verifyEd25519`.
 *
 * @throws IntegrityError `ERR_KEY_REFUSED`, saying why.
 * @stable
 */
export function parseVkey(vkey: string): VerifierKey {
  return keyOfVkey(vkey, ALGORITHM_ED25519, 'only Ed25519 keys (algorithm 1, 32 bytes) are supported');
}

/** @throws IntegrityError `ERR_KEY_REFUSED`; with `otherwise` as the reason when it is a key for something else. */
export function keyOfVkey(vkey: string, algorithm: number, otherwise: string): VerifierKey {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey) ?? [];
  if (name === undefined || keyId === undefined || encoded === undefined) {
    throw refused(vkey, 'it is not of the form name+keyid+base64');
  }
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw refused(name, 'its base64 is not canonical');
  if (bytes[0] !== algorithm || bytes.length !== 1 + PUBLIC_KEY_LENGTH) throw refused(name, otherwise);
  const key = verifierKey(name, bytes.subarray(1), algorithm);
  if (key.keyId !== keyId) throw refused(name, `its key id is ${keyId}, but name and key give ${key.keyId}`);
  return key;
}

function refused(name: string, why: string): IntegrityError {
  return new IntegrityError('ERR_KEY_REFUSED', `The key ${printable(name)} is refused: ${why}.`);
}

function printable(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
