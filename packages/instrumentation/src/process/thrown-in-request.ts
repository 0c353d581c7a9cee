import type { ObservedRequest } from '../request/observed-request.js';

let last: { readonly error: unknown; readonly request: ObservedRequest } | undefined;

/** Remembers the request out of whose handler an error came: when nobody has caught it, the handler's own context has ended. */
export function thrownInRequest(error: unknown, request: ObservedRequest): void {
  last = { error, request };
}

/** The request that this error came out of, once. */
export function requestOfThrown(error: unknown): ObservedRequest | undefined {
  const request = last?.error === error ? last?.request : undefined;
  last = undefined;
  return request;
}
