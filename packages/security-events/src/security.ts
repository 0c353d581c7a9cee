import { committed } from './commit-barrier.js';
import * as events from './generated/index.js';
import { withContext } from './security-context.js';

/** Every category of events, with the request's context and the barrier beside them. @stable */
export type Security = typeof events & {
  readonly withContext: typeof withContext;
  readonly committed: typeof committed;
};

/**
 * All security events in one object, by category: `security.authn.loginFailure(…)`. Calls return `void` and never throw;
 * without an OpenTelemetry SDK they do nothing. For the smallest bundle import the functions of a category instead.
 *
 * @example
 * security.authz.failure({ target: { type: 'invoice', id }, reason: 'missing_permission', permission: 'invoice:read' });
 * @stable
 */
export const security: Security = Object.freeze({ ...events, withContext, committed });
