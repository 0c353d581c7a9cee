import { errorClass, errorCode, errorProperty, errorStatus } from './error-facts.js';
import type { AuthorizationFinding, RequestFinding } from './request-finding.js';

type Forged = NonNullable<AuthorizationFinding['forged']>;

/** Codes of csurf, csrf-csrf, csrf-sync and @fastify/csrf-protection. */
const FORGERIES: ReadonlyMap<unknown, Forged> = new Map<unknown, Forged>([
  ['EBADCSRFTOKEN', 'token_mismatch'],
  ['FST_CSRF_INVALID_TOKEN', 'token_mismatch'],
  ['FST_CSRF_MISSING_SECRET', 'token_missing'],
]);

/** Errors that say with their own status whom they refuse: http-errors, Fastify's, express-jwt's and their like. */
export function readHttpError(error: unknown): RequestFinding | undefined {
  const forged = FORGERIES.get(errorProperty(error, 'code'));
  if (forged !== undefined) return { concern: 'authorization', reason: `csrf_${forged}`, forged };
  const status = errorStatus(error);
  const reason = errorCode(error);
  if (reason === undefined) return undefined;
  if (status === 401) return { concern: 'authentication', reason, errorType: errorClass(error) };
  return status === 403 ? { concern: 'authorization', reason } : undefined;
}
