/**
 * What `@otelseal/gateway` is made of besides its receiver: settings, and the pipeline for records of others.
 *
 * @module
 */

export { ConfigurationError } from './configuration/configuration-error.js';
export type { ConfigurationFile } from './configuration/distribution-file.js';
export type { Environment } from './configuration/environment.js';
export type { AllOptions, GatewayOptions } from './configuration/gateway-options.js';
export { readBoundedFile, whyUnreadable } from './configuration/read-bounded-file.js';
export type { DeliveryEvent } from './delivery/delivery-event.js';
export { type GatewayPipeline, openGatewayPipeline } from './gateway/gateway-pipeline.js';
export { type GatewaySettings, type GatewaySurroundings, gatewaySettings } from './gateway/gateway-settings.js';
export { startOwnMetrics } from './gateway/own-metrics.js';
