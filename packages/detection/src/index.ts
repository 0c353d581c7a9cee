export { DetectionEngine, type EngineReports } from './detection-engine.js';
export { DETECTION_DEFAULTS, type DetectionOptions, type ThresholdOverride } from './detection-options.js';
export { DetectionOptionsError } from './detection-options-error.js';
export { DETECTION_THRESHOLDS, type DetectionThresholds, type ThresholdChanges } from './detection-thresholds.js';
export type * from './detector.js';
export type * from './detector-profile.js';
export { DEFAULT_RUNBOOKS, detectorProfile } from './detector-profiles.js';
export type * from './incident.js';
export { type AddressDatabase, type LocatedAddress, maxmindLocator } from './locators/maxmind-locator.js';
export { DETECTOR_NAMES } from './make-detectors.js';
export type * from './noticed.js';
export type {
  DetectingOptions,
  DetectingPorts,
  DetectionMode,
  EmittedRecord,
  SuppressedNames,
} from './processor/detecting-options.js';
export { detectingProcessor } from './processor/detecting-processor.js';
export { shownParties } from './processor/shown-record.js';
export type * from './security-fact.js';
export { type AlertmanagerOptions, alertmanagerSink } from './sinks/alertmanager-sink.js';
export type { AddressRules } from './sinks/guarded-address.js';
export type { IncidentSink, NotificationReports } from './sinks/incident-sink.js';
export { NOTIFICATION_LIMITS, type NotificationLimits } from './sinks/notification-queue.js';
export { type WebhookOptions, webhookSink } from './sinks/webhook-sink.js';
export type { Suppression, SuppressionChange } from './suppressions.js';
