export { SANITIZE_BOUNDS_DEFAULTS, type SanitizeBounds } from './bounds.js';
export { decodeControls } from './decode-controls.js';
export { type EncodeOptions, encodeControls } from './encode-controls.js';
export type { SanitizableRecord, SanitizedRecord } from './sanitizable-record.js';
export { SanitizeError, type SanitizeErrorCode } from './sanitize-error.js';
export {
  type MessageCatalogue,
  SANITIZE_DEFAULTS,
  type SanitizeOptions,
  type SanitizePreset,
  type SanitizeTelemetry,
} from './sanitize-options.js';
export { createSanitizer, type Sanitizer } from './sanitizer.js';
export { type SanitizingProcessorOptions, sanitizingProcessor } from './sanitizing-processor.js';
