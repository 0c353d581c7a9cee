import type { Actor, Target } from '@otelseal/security-events';

/**
 * The one question about a request that a finding answers, and that at most one event is emitted for: who is asking, may
 * he, is what he sends valid, does he ask too often, did we fail.
 *
 * @experimental
 */
export type RequestConcern = 'authentication' | 'authorization' | 'validation' | 'rate_limit' | 'error';

/** Why somebody was not let in. @experimental */
export interface AuthenticationFinding {
  readonly concern: 'authentication';
  /** A token such as `token_expired`, never free text. */
  readonly reason: string;
  /** `password`, `bearer`, … By default the scheme of the Authorization header. */
  readonly method?: string | undefined;
  readonly errorType?: string | undefined;
  /** The account that was tried, where it is known. */
  readonly actor?: Actor | undefined;
}

/** Why somebody was refused. @experimental */
export interface AuthorizationFinding {
  readonly concern: 'authorization';
  readonly reason: string;
  readonly permission?: string | readonly string[] | undefined;
  /** The guard, ability or policy that decided. */
  readonly policyId?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  /** By default the route. */
  readonly target?: Target | undefined;
  /** Set when it is a request forged in a browser that was refused. */
  readonly forged?: 'token_missing' | 'token_mismatch' | 'origin' | 'referer' | undefined;
}

/** What was wrong with the input. @experimental */
export interface ValidationFinding {
  readonly concern: 'validation';
  /** Names of fields, never values; what cannot be named is `body`, `query`, … */
  readonly fields: readonly string[];
  readonly rule?: string | undefined;
  readonly reason?: string | undefined;
  /** `discrete`: a value outside a closed list, which no honest form sends; `syntax`: it could not even be parsed. */
  readonly kind?: 'discrete' | 'syntax' | undefined;
  readonly errorType?: string | undefined;
}

/** Which limit was passed. @experimental */
export interface RateLimitFinding {
  readonly concern: 'rate_limit';
  readonly limit: number;
  /** Name of the limiter. */
  readonly policy: string;
  readonly attempts?: number | undefined;
}

/** What a library learnt about a request before it is answered. @experimental */
export type RequestFinding = AuthenticationFinding | AuthorizationFinding | ValidationFinding | RateLimitFinding;
