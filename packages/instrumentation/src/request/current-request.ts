import { context } from '@opentelemetry/api';
import { OBSERVED_REQUEST_KEY } from '@otelseal/semantic-conventions/names';
import type { ObservedRequest } from './observed-request.js';

/**
 * On the raw request, shared by all copies of this package and by Express on top of node:http: one request is observed
 * once. A property, because the garbage collector keeps every entry of a WeakMap until it has looked through the old
 * generation, which made a hello-world a half slower.
 */
const OBSERVED: unique symbol = Symbol.for('otelseal.observed-request.1') as never;

type MaybeObserved = { [OBSERVED]?: ObservedRequest };

/**
 * The request in which this code runs, also after an `await`; `undefined` outside of requests and where no OpenTelemetry
 * context manager is registered. Of two nested ones, such as a request to oneself in a test, the inner.
 *
 * A library that learns something about a request has three ways to say so:
 *
 * 1. It emits a better event than a bare 401, 403, 400 or 429 would be: just emit it, inside of the request. Every event
 *    of `@otelseal/security-events` tells the current request, and the answer's own event of the same concern is silent.
 * 2. It knows the reason but cannot know yet whether the application will refuse: `currentRequest()?.note({ concern:
 *    'authentication', reason: 'token_expired' })`. Only an answer with the matching status makes an event of it.
 * 3. It throws an error that the application passes on: `addErrorReader(reader)` translates the error wherever it surfaces.
 *
 * Who wants to emit something once per request asks `request.claim(concern)` first.
 *
 * @example
 * const request = currentRequest();
 * if (request === undefined || request.claim('validation')) security.input.validationFailure({ fields });
 * @experimental
 */
export function currentRequest(): ObservedRequest | undefined {
  return context.active().getValue(OBSERVED_REQUEST_KEY) as ObservedRequest | undefined;
}

/** The same by the raw `IncomingMessage` (`request.raw` in Fastify, `c.env.incoming` in Hono). @experimental */
export function observedRequest(raw: object | undefined): ObservedRequest | undefined {
  return (raw as MaybeObserved | undefined)?.[OBSERVED];
}

/** Makes the request known. */
export function rememberRequest(request: ObservedRequest): void {
  (request.raw as MaybeObserved)[OBSERVED] = request;
}
