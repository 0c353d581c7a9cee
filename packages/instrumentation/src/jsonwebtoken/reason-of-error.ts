import { errorProperty } from '../request/error-facts.js';
import type { TokenReason } from '../tokens/refused-token.js';

/** The beginnings of what jsonwebtoken 9 says; anything else is about keys and options, not about the token. */
const BY_MESSAGE: readonly (readonly [string, TokenReason])[] = [
  ['jwt expired', 'token_expired'],
  ['jwt not active', 'token_not_yet_valid'],
  ['maxAge exceeded', 'token_too_old'],
  ['jwt must be provided', 'token_missing'],
  ['jwt must be a string', 'token_malformed'],
  ['jwt malformed', 'token_malformed'],
  ['invalid token', 'token_malformed'],
  ['jwt signature is required', 'token_unsigned'],
  ['invalid algorithm', 'token_algorithm_not_allowed'],
  ['secretOrPublicKey must be a symmetric key when using', 'token_algorithm_not_allowed'],
  ['secretOrPublicKey must be an asymmetric key when using', 'token_algorithm_not_allowed'],
  ['invalid signature', 'token_signature_invalid'],
  ['jwt audience invalid', 'token_audience_invalid'],
  ['jwt issuer invalid', 'token_issuer_invalid'],
  ['jwt subject invalid', 'token_claim_invalid'],
  ['jwt jwtid invalid', 'token_claim_invalid'],
  ['jwt nonce invalid', 'token_claim_invalid'],
  ['invalid nbf value', 'token_claim_invalid'],
  ['invalid exp value', 'token_claim_invalid'],
  ['iat required when maxAge is specified', 'token_claim_invalid'],
];

/** What is checked only after the signature was found valid: then the token's subject is proven. */
const AFTER_SIGNATURE: readonly TokenReason[] = [
  'token_expired',
  'token_not_yet_valid',
  'token_too_old',
  'token_audience_invalid',
  'token_issuer_invalid',
  'token_claim_invalid',
];

/** Why the token was refused; undefined for an error that is not the token's fault. */
export function reasonOfError(error: unknown): TokenReason | undefined {
  if (error instanceof SyntaxError) return 'token_malformed'; // its payload is no JSON
  const message = errorProperty(error, 'message');
  if (typeof message !== 'string') return undefined;
  return BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1];
}

/** Whether the library checks this only once the signature is known to be valid. */
export function isSubjectProven(reason: TokenReason): boolean {
  return AFTER_SIGNATURE.includes(reason);
}
