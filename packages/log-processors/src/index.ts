export { wrapLoggerProvider } from './copy/wrap-logger-provider.js';
export type {
  DetectionDetails,
  DetectionFacts,
  DetectionKeys,
  GeoCell,
  RawActorAndClient,
} from './detection-facts.js';
export { detectionFactsOf } from './detection-facts-of.js';
export * from './enrich/index.js';
export * from './sanitize/index.js';
