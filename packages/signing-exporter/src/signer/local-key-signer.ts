import { createPrivateKey, type KeyObject } from 'node:crypto';
import { SigningError } from '../signing-error.js';
import { ed25519Signer } from './ed25519-signer.js';
import { readKeyFile } from './key-file.js';
import type { RootSigner } from './root-signer.js';

/** The name that `otelseal keys generate` gives a key unless told otherwise. @stable */
export const DEFAULT_ROOT_KEY_NAME = 'otelseal-root';

/**
 * An Ed25519 private key as RFC 8037 writes it.
 * @stable
 */
export interface Ed25519Jwk {
  /** `OKP` */
  readonly kty?: string | undefined;
  /** `Ed25519` */
  readonly crv?: string | undefined;
  /** Public half, base64url. */
  readonly x?: string | undefined;
  /** Private half, base64url. */
  readonly d?: string | undefined;
}

/**
 * Exactly one of `pem`, `jwk`, `keyFile`.
 * @stable
 */
export interface LocalKeySignerOptions {
  /** PKCS#8 PEM text of an Ed25519 private key. */
  readonly pem?: string;
  /** The same key as a JSON Web Key (`kty: OKP`, `crv: Ed25519`, with `d`). */
  readonly jwk?: Ed25519Jwk;
  /** A file with either form: regular, owned by this user or root, mode 0600 or 0400, not a link. */
  readonly keyFile?: string;
  /** Name in the trust file. Default `otelseal-root`. */
  readonly keyName?: string;
}

/**
 * A root key on this host: the development profile. A verifier says so (`root key on signing host`).
 * @stable
 * @throws SigningError `ERR_KEY_MISSING`, `ERR_KEY_UNSAFE`, `ERR_KEY_REFUSED` or `ERR_OPTION_INVALID`; never shows the key
 * @example
 * ```ts
 * const signer = localKeySigner({ keyFile: '/run/secrets/otelseal.pem' });
 * ```
 */
export function localKeySigner(options: LocalKeySignerOptions): RootSigner {
  const given = [options.pem, options.jwk, options.keyFile].filter((source) => source !== undefined);
  if (given.length !== 1) {
    throw new SigningError('ERR_OPTION_INVALID', 'localKeySigner needs exactly one of pem, jwk and keyFile.');
  }
  const keyName = options.keyName ?? DEFAULT_ROOT_KEY_NAME;
  if (options.jwk !== undefined) return ed25519Signer(fromJwk(options.jwk), keyName);
  return ed25519Signer(fromText(options.pem ?? readKeyFile(options.keyFile ?? '')), keyName);
}

function fromText(text: string): KeyObject {
  return text.trimStart().startsWith('{') ? fromJwk(parsedJwk(text)) : understood(() => createPrivateKey(text));
}

function parsedJwk(text: string): Ed25519Jwk {
  return understood(() => JSON.parse(text) as Ed25519Jwk);
}

function fromJwk(key: Ed25519Jwk): KeyObject {
  return understood(() => createPrivateKey({ key: { ...key } as object as never, format: 'jwk' }));
}

/** The cause is left out on purpose: a parser's message may quote the key. */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new SigningError(
      'ERR_KEY_REFUSED',
      'The signing key is not an unencrypted Ed25519 private key in PKCS#8 PEM or JWK form. Generate one with `otelseal keys generate`.',
    );
  }
}
