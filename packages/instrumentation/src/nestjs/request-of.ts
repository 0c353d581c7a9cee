import { observedRequest } from '../request/current-request.js';
import type { ObservedRequest } from '../request/observed-request.js';

/** The observed request behind the one of Nest's platform: Express hands over the raw one, Fastify wraps it. */
export function requestOf(platformRequest: unknown): ObservedRequest | undefined {
  if (typeof platformRequest !== 'object' || platformRequest === null) return undefined;
  const { raw } = platformRequest as { readonly raw?: unknown };
  return observedRequest(typeof raw === 'object' && raw !== null ? raw : platformRequest);
}
