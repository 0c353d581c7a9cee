import { context } from '@opentelemetry/api';
import { unharmed } from '../report-once.js';
import { watchAnswers } from './answer-watch.js';
import { currentRequest, observedRequest, rememberRequest } from './current-request.js';
import { ObservedRequest } from './observed-request.js';
import type { RawRequest, RawResponse } from './raw-request.js';
import { RequestContext } from './request-context.js';
import type { RequestSettings } from './request-options.js';

/**
 * Runs the handling of a request so that its answer is watched and its security context is known inside. Whoever comes
 * first, node:http or a framework, begins; the others only make sure that the context is still entered.
 */
export function observeRequest<T>(
  raw: RawRequest,
  response: RawResponse,
  settings: RequestSettings,
  handle: () => T,
): T {
  const request = unharmed('ERR_REQUEST_NOT_OBSERVED', 'a request could not be observed', () =>
    beginRequest(raw, response, settings),
  );
  if (request === undefined || currentRequest() === request) return handle();
  return context.with(new RequestContext(context.active(), request), handle);
}

/** The request as it is known already, or from now on. */
export function beginRequest(raw: RawRequest, response: RawResponse, settings: RequestSettings): ObservedRequest {
  const known = observedRequest(raw);
  if (known !== undefined) return known;
  watchAnswers(response);
  const request = new ObservedRequest(raw, response, settings);
  rememberRequest(request);
  return request;
}
