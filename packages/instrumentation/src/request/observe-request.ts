import { unharmed } from '../report-once.js';
import { watchAnswers } from './answer-watch.js';
import { observedRequest, rememberRequest } from './current-request.js';
import { ObservedRequest } from './observed-request.js';
import type { RawRequest, RawResponse } from './raw-request.js';
import { tellRequestObservers } from './request-observers.js';
import type { RequestSettings } from './request-options.js';
import { runInRequest } from './run-in-request.js';

/**
 * Runs the handling of a request so that its answer is watched and its security context is known inside. Whoever comes
 * first, node:http or a framework, begins; the others only make sure that the context is still entered.
 */
export function observeRequest<T>(
  raw: RawRequest,
  response: RawResponse,
  settings: RequestSettings,
  handle: (request: ObservedRequest | undefined) => T,
): T {
  const request = observedRequest(raw) ?? begun(raw, response, settings);
  return request === undefined ? handle(undefined) : runInRequest(request, handle);
}

function begun(raw: RawRequest, response: RawResponse, settings: RequestSettings): ObservedRequest | undefined {
  return unharmed('ERR_REQUEST_NOT_OBSERVED', 'a request could not be observed', () =>
    beginRequest(raw, response, settings),
  );
}

/** The request as it is known already, or from now on. */
export function beginRequest(raw: RawRequest, response: RawResponse, settings: RequestSettings): ObservedRequest {
  const known = observedRequest(raw);
  if (known !== undefined) return known;
  watchAnswers(response);
  const request = new ObservedRequest(raw, response, settings);
  rememberRequest(request);
  tellRequestObservers(request);
  return request;
}
