import type { Clock } from '../ports/clock.js';
import { type RequestTransport, RetryingRequest } from './retrying-request.js';

/**
 * Puts our retries in the place of those of OpenTelemetry's OTLP/HTTP exporters. The fields are private to OpenTelemetry; where they are not what is
 * expected, its own retries stay.
 *
 * @param delegate of an exporter
 * @returns what sends one request, where it was found
 */
export function retryInOurWay(delegate: object, clock: Clock): RequestTransport | undefined {
  const { _transport: retrying } = delegate as { _transport?: { readonly _transport?: Partial<RequestTransport> } };
  const single = retrying?._transport;
  if (typeof single?.send !== 'function' || typeof single.shutdown !== 'function') return undefined;
  Object.assign(delegate, { _transport: new RetryingRequest(single as RequestTransport, clock) });
  return single as RequestTransport;
}
