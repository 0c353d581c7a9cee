export type {
  DetectionDetails,
  DetectionFacts,
  DetectionKeys,
  GeoCell,
  RawActorAndClient,
} from '@otelseal/semantic-conventions';
export { wrapLoggerProvider } from './copy/wrap-logger-provider.js';
export { detectionFactsOf } from './detection-facts-of.js';
export * from './enrich/index.js';
export { forgetDetectionFacts } from './forget-detection-facts.js';
export * from './sanitize/index.js';
