import { context } from '@opentelemetry/api';
import { currentRequest } from './current-request.js';
import type { ObservedRequest } from './observed-request.js';
import { RequestContext } from './request-context.js';

/** Runs something so that its events belong to the request, wherever the runtime has got to meanwhile. */
export function runInRequest<T>(request: ObservedRequest, run: (request: ObservedRequest) => T): T {
  if (currentRequest() === request) return run(request);
  return context.with(new RequestContext(context.active(), request), run, undefined, request);
}
