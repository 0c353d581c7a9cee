export { SANITIZE_ACTIONS, type SanitizeAction } from './actions.js';
export { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from './bounds.js';
export { decodeControls } from './decode-controls.js';
export type { PersonalKind } from './detect/detector.js';
export { type EncodeOptions, encodeControls } from './encode-controls.js';
export type { ReportLine } from './findings.js';
export type { InjectionProfile } from './injection-profiles.js';
export type { PseudonymOptions } from './pseudonym.js';
export type { AllowList, UserRuleOptions, ValueRule } from './rules/user-rules.js';
export type { SanitizableRecord, SanitizedRecord } from './sanitizable-record.js';
export { checkSanitizeConfiguration } from './sanitize-configuration.js';
export { SanitizeError, type SanitizeErrorCode } from './sanitize-error.js';
export {
  type MessageCatalogue,
  SANITIZE_DEFAULTS,
  type SanitizeOptions,
  type SanitizePreset,
} from './sanitize-options.js';
export { createSanitizer, type Sanitizer } from './sanitizer.js';
export { type SanitizingProcessorOptions, sanitizingProcessor } from './sanitizing-processor.js';
