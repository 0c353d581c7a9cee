/**
 * Key in OpenTelemetry's Context of the request that an instrumentation observes, shared by all copies of all packages.
 * @experimental
 */
export const OBSERVED_REQUEST_KEY: symbol = /* @__PURE__ */ Symbol.for('otelseal.security.request');

/**
 * Who wants to know which events a request has already left, so that its 401 or 403 is not told a second time.
 * @experimental
 */
export interface EventListener {
  /** A security event was emitted in this request. Never throws. */
  emitted(eventName: string): void;
}
