import { errorProperty } from '../request/error-facts.js';
import type { TokenReason } from '../tokens/refused-token.js';

/** jose's error codes; those that are missing here are about keys, options and networks, not about the token. */
const BY_CODE: ReadonlyMap<unknown, TokenReason> = new Map<unknown, TokenReason>([
  ['ERR_JWT_EXPIRED', 'token_expired'],
  ['ERR_JWT_INVALID', 'token_malformed'],
  ['ERR_JWS_INVALID', 'token_malformed'],
  ['ERR_JWE_INVALID', 'token_malformed'],
  ['ERR_JOSE_ALG_NOT_ALLOWED', 'token_algorithm_not_allowed'],
  ['ERR_JOSE_NOT_SUPPORTED', 'token_algorithm_not_allowed'],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'token_signature_invalid'],
  ['ERR_JWE_DECRYPTION_FAILED', 'token_decryption_failed'],
  ['ERR_JWKS_NO_MATCHING_KEY', 'token_key_unknown'],
]);

const BY_CLAIM: ReadonlyMap<unknown, TokenReason> = new Map<unknown, TokenReason>([
  ['aud', 'token_audience_invalid'],
  ['iss', 'token_issuer_invalid'],
  ['nbf', 'token_not_yet_valid'],
]);

/** Why the token was refused; undefined for an error that is not the token's fault. */
export function reasonOfError(error: unknown): TokenReason | undefined {
  const code = errorProperty(error, 'code');
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') {
    const claim = errorProperty(error, 'claim');
    if (claim === 'nbf' && errorProperty(error, 'reason') !== 'check_failed') return 'token_claim_invalid';
    return BY_CLAIM.get(claim) ?? 'token_claim_invalid';
  }
  return BY_CODE.get(code);
}
