import { type Actor, security } from '@otelseal/security-events';
import { currentRequest } from '../request/current-request.js';

/** Why a token was refused, as `security.reason` says it. @experimental */
export type TokenReason =
  | 'token_expired'
  | 'token_not_yet_valid'
  | 'token_too_old'
  | 'token_unsigned'
  | 'token_algorithm_not_allowed'
  | 'token_signature_invalid'
  | 'token_decryption_failed'
  | 'token_audience_invalid'
  | 'token_issuer_invalid'
  | 'token_claim_invalid'
  | 'token_key_unknown'
  | 'token_malformed'
  | 'token_missing';

/** Nothing but an attack sends a token that says it needs no signature. */
const NEVER_HONEST: readonly TokenReason[] = ['token_unsigned'];

/**
 * A token was not believed. In a request the reason becomes part of the 401's event, if there is one: an application that tries the keys
 * of several issuers in turn refuses nobody. Outside of requests, and for what no honest client sends, it is an event of its own.
 *
 * @param actor the token's subject, where its signature was valid; never what an unproven token claims
 */
export function refusedToken(reason: TokenReason, actor: Actor | undefined): void {
  const request = currentRequest();
  if (request !== undefined && reason === 'token_missing') return; // the 401 says what was missing, and nobody has guessed
  if (request !== undefined && !NEVER_HONEST.includes(reason)) {
    request.note({ concern: 'authentication', method: 'jwt', reason, actor });
    return;
  }
  if (request === undefined || request.claim('authentication'))
    security.authn.loginFailure({ method: 'jwt', reason, ...(actor && { actor }) });
}
