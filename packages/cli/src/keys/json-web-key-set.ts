import { parseVkey } from '@otelseal/audit-integrity';

/** A public key as RFC 7517 and RFC 8037 have it; `alg` is the fully specified name of RFC 9864. */
export interface PublicJsonWebKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly alg: 'Ed25519';
  readonly use: 'sig';
  /** Name and key id of the vkey, so that one finds the other. */
  readonly kid: string;
  readonly x: string;
}

/**
 * Root keys for those who read JSON Web Key Sets; it says which keys there are, not whom to believe.
 *
 * @throws {IntegrityError} `ERR_KEY_REFUSED`
 */
export function jsonWebKeySet(vkeys: readonly string[]): { readonly keys: readonly PublicJsonWebKey[] } {
  const keys = vkeys.map((vkey): PublicJsonWebKey => {
    const { name, keyId, publicKey } = parseVkey(vkey);
    const x = Buffer.from(publicKey).toString('base64url');
    return { kty: 'OKP', crv: 'Ed25519', alg: 'Ed25519', use: 'sig', kid: `${name}+${keyId}`, x };
  });
  return { keys };
}
