export type { ForwardedHeader } from './client/forwarded-addresses.js';
export { InstrumentationOptionsError, type InstrumentationOptionsErrorCode } from './instrumentation-options-error.js';
export type { InstrumentationName, LibraryOptions } from './instrumentation-registry.js';
export { actorOfUser } from './request/actor-of-user.js';
export { currentRequest, observedRequest } from './request/current-request.js';
export { addErrorReader, type ErrorReader, removeErrorReader } from './request/error-readers.js';
export type { FrameworkView, ObservedRequest } from './request/observed-request.js';
export type { RawRequest, RawResponse } from './request/raw-request.js';
export type * from './request/request-finding.js';
export { REQUEST_DEFAULTS, type RequestOptions } from './request/request-options.js';
export { SecurityInstrumentation, type SecurityInstrumentationConfig } from './security-instrumentation.js';
export {
  INSTRUMENTATION_NAMES,
  type SecurityInstrumentationsOptions,
  securityInstrumentations,
} from './security-instrumentations.js';
